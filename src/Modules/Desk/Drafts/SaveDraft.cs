using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Drafts;

/// <param name="Text">Empty forgets the draft.</param>
public sealed record SaveDraft(string Text, Visibility Visibility);

/// <summary>Keeps half-typed text on the server. It is nobody's business but the writer's: no ledger, no trail.</summary>
internal sealed class SaveDraftHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(string number, SaveDraft command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        if (CleanText.Check("text", command.Text, 0, Message.LongestBody) is { } unclean)
        {
            return unclean;
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (TicketNumbers.Parse(number) is not { } wanted
                || await act.Db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Number == wanted, token) is not { } ticket
                || !by.Covers(Permissions.ReadTickets, ticket))
            {
                return new NoSuchTicket();
            }

            if (ticket.ErasedAt is not null && !string.IsNullOrWhiteSpace(command.Text))
            {
                return new TicketIsErased();
            }

            var kept = await act.Db.Set<Draft>().SingleOrDefaultAsync(d => d.TicketId == ticket.Id && d.AccountId == by.Id && d.Visibility == command.Visibility, token);
            if (string.IsNullOrWhiteSpace(command.Text))
            {
                if (kept is not null)
                {
                    act.Db.Remove(kept);
                }
            }
            else if (kept is null)
            {
                act.Add(Draft.Of(ticket.Id, by.Id, command.Visibility, command.Text, act.Now));
            }
            else
            {
                kept.Become(command.Text, act.Now);
            }

            return Outcome.Done;
        }, stop);
    }
}
