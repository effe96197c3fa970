using Banzhang.Desk.Contracts;
using Banzhang.Platform.Outbox;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <summary>Notes that a ticket arrived: one row in the delivery's own batch, no reading. While there is no model it does nothing.</summary>
internal sealed class WhenTicketOpened(ModelsInUseQuery models) : IHear<TicketOpened>
{
    public async Task HearAsync(TicketOpened happened, Delivery delivery, CancellationToken stop)
    {
        if (await models.HasAnyAsync(stop))
        {
            delivery.Act.Add(WaitingTicket.Of(happened.Facts.Ticket));
        }
    }
}
