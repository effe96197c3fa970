using Banzhang.Desk.Contracts;
using Banzhang.Platform.Outbox;

namespace Banzhang.Quality.Inspecting.Judging;

/// <summary>Notes that a conversation is over: one row in the delivery's own batch, no reading.</summary>
internal sealed class WhenTicketResolved(ITickets tickets) : IHear<TicketResolved>
{
    public Task HearAsync(TicketResolved happened, Delivery delivery, CancellationToken stop)
    {
        delivery.Act.Add(WaitingInspection.Of(happened, tickets.NumberOf(happened.Facts)));
        return Task.CompletedTask;
    }
}
