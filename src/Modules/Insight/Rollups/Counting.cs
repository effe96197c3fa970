using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Banzhang.Voice.Contracts;

namespace Banzhang.Insight.Rollups;

/// <summary>Counts each event once, in the transaction that takes it from the outbox.</summary>
internal sealed class CountingHandler
    : IHear<TicketOpened>, IHear<FirstResponseGiven>, IHear<TicketResolved>, IHear<TicketReopened>, IHear<ClockBreached>, IHear<TicketTransferred>, IHear<TicketEscalated>, IHear<TicketRated>, IHear<MessageAdded>
{
    public Task HearAsync(TicketOpened happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(FirstResponseGiven happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(TicketResolved happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(TicketReopened happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(ClockBreached happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(TicketTransferred happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(TicketEscalated happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(TicketRated happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    public Task HearAsync(MessageAdded happened, Delivery delivery, CancellationToken stop) => CountAsync(happened, delivery, stop);

    private static async Task CountAsync(IDomainEvent happened, Delivery delivery, CancellationToken stop)
    {
        var facts = MetricSteps.FactsOf(happened)!;
        foreach (var step in MetricSteps.Of(happened))
        {
            await delivery.Act.IncrementAsync(Rollup.Of(delivery.At, facts, step), stop);
        }

        delivery.Topics.Add("cockpit");
    }
}
