using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Linking;

/// <param name="To">The number of the other ticket.</param>
/// <param name="Kind">What the other is to this one.</param>
public sealed record LinkTickets(string To, LinkKind Kind = LinkKind.Related);

/// <summary>Says that two tickets belong together; saying it again changes what they are to each other.</summary>
internal sealed class LinkTicketsHandler(TicketActsHandler acts)
{
    private const int Most = 50;

    public Task<Outcome<TicketView>> HandleAsync(string number, LinkTickets command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (act, ticket, _) = underway;
            if (await TicketActsHandler.OtherAsync(act, command.To, Permissions.ReadTickets, token) is not { } other)
            {
                return new NoSuchOtherTicket("to", command.To ?? "");
            }

            if (other.Id == ticket.Id)
            {
                return new TicketIsTheSame("to");
            }

            var links = await act.Db.Set<TicketLink>().Where(l => l.Ticket == ticket.Id || l.Other == ticket.Id).ToListAsync(token);
            if (links.Find(l => l.Ticket == other.Id || l.Other == other.Id) is { } known)
            {
                if (known.Seen(ticket.Id) == command.Kind)
                {
                    return Outcome.Done;
                }

                act.Db.Remove(known);
                await act.Db.SaveChangesAsync(token);
            }
            else if (links.Count >= Most)
            {
                return new TooManyLinks(Most);
            }

            act.Db.Add(TicketLink.Of(ticket.Id, other.Id, command.Kind, act.Now));
            act.Tell(new TicketLinked(ticket.Facts, other.Number, command.Kind));
            act.Tell(new TicketLinked(other.Facts, ticket.Number, TicketLink.Of(ticket.Id, other.Id, command.Kind, act.Now).Seen(other.Id)));
            return Outcome.Done;
        }, stop);
}

/// <param name="To">The number of the other ticket.</param>
public sealed record UnlinkTickets(string To);

internal sealed class UnlinkTicketsHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, UnlinkTickets command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (act, ticket, _) = underway;
            if (await TicketActsHandler.OtherAsync(act, command.To, Permissions.ReadTickets, token) is not { } other
                || await act.Db.Set<TicketLink>().SingleOrDefaultAsync(l => (l.Ticket == ticket.Id && l.Other == other.Id) || (l.Ticket == other.Id && l.Other == ticket.Id), token) is not { } link)
            {
                return new NoSuchOtherTicket("to", command.To ?? "");
            }

            act.Db.Remove(link);
            act.Tell(new TicketUnlinked(ticket.Facts, other.Number));
            act.Tell(new TicketUnlinked(other.Facts, ticket.Number));
            return Outcome.Done;
        }, stop);
}
