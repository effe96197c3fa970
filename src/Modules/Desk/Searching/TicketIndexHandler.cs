using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Data;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Searching;

/// <summary>Puts a ticket's words into the search index. One whose words were erased is found by its number only.</summary>
internal sealed class TicketIndexHandler(SearchIndex index)
{
    private const int MostMessages = 50;

    /// <param name="isNew">It is not in the index yet, and has one message.</param>
    public async Task PutAsync(Act act, TicketId id, bool isNew, CancellationToken stop)
    {
        if (!isNew)
        {
            await index.HoldAsync(act, id.Value, stop);
        }

        if (await act.LookUpAsync<Ticket>(nameof(Ticket.Id), id, stop) is not { } ticket)
        {
            return;
        }

        var number = TicketNumbers.Format(ticket.Number);
        if (ticket.ErasedAt is not null)
        {
            await index.PutAsync(act, new("ticket", ticket.Id.Value, ticket.TeamId?.Value, $"/desk/{number}", number, "", ticket.CreatedAt), stop);
            return;
        }

        var text = $"{ticket.CustomerName}\n{ticket.Category}\n{ticket.Tags}\n";
        if (isNew)
        {
            var first = await act.LookUpAsync<Message>(nameof(Message.TicketId), ticket.Id, stop);
            await index.AddAsync(act, new("ticket", ticket.Id.Value, ticket.TeamId?.Value, $"/desk/{number}", $"{number} {ticket.Subject}", text + first?.Body, ticket.CreatedAt), stop);
            return;
        }

        var bodies = await act.Db.Set<Message>().AsNoTracking().Where(m => m.TicketId == ticket.Id).OrderBy(m => m.At).Select(m => m.Body).Take(MostMessages).ToListAsync(stop);
        await index.PutAsync(act, new("ticket", ticket.Id.Value, ticket.TeamId?.Value, $"/desk/{number}", $"{number} {ticket.Subject}", text + string.Join('\n', bodies), ticket.CreatedAt), stop);
    }
}
