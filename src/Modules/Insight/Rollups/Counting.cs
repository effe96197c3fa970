using Banzhang.Desk.Contracts;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Banzhang.Voice.Contracts;

namespace Banzhang.Insight.Rollups;

/// <summary>Counts each event once, in the transaction that takes it from the outbox.</summary>
internal sealed class CountingHandler
    : IHear<TicketOpened>, IHear<FirstResponseGiven>, IHear<TicketResolved>, IHear<TicketReopened>, IHear<ClockBreached>, IHear<TicketTransferred>, IHear<TicketEscalated>, IHear<TicketRated>, IHear<MessageAdded>
{
    public Task HearAsync(TicketOpened happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(FirstResponseGiven happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(TicketResolved happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(TicketReopened happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(ClockBreached happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(TicketTransferred happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(TicketEscalated happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(TicketRated happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    public Task HearAsync(MessageAdded happened, Delivery delivery, CancellationToken stop) => Count(happened, delivery);

    private static Task Count(IDomainEvent happened, Delivery delivery)
    {
        var facts = MetricSteps.FactsOf(happened)!;
        foreach (var step in MetricSteps.Of(happened))
        {
            var row = Rollup.Of(delivery.At, facts, step);
            delivery.Sums.Add(row.Key, row, static (sum, more) => sum.Grow(more));
        }

        delivery.Topics.Add("cockpit");
        return Task.CompletedTask;
    }
}
