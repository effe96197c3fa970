using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Banzhang.Voice.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Voice.Ratings;

/// <param name="Link">The customer's token of the ticket.</param>
/// <param name="Score">1 to 5.</param>
public sealed record RateTicket(string Link, int Score, string? Comment = null);

public sealed record RatingLinkIsNotValid : NotFound;

public sealed record ScoreIsOutOfRange() : Invalid("score");

public sealed record TicketIsRatedAlready : Conflict;

public sealed record OnlySolvedTicketsAreRated : Conflict;

internal sealed class RateTicketHandler(IWrites writes, ITickets tickets)
{
    public async Task<Outcome> HandleAsync(RateTicket command, Actor by, CancellationToken stop)
    {
        if (tickets.OfLink(command.Link) is not { } id)
        {
            return new RatingLinkIsNotValid();
        }

        if (command.Score < Rating.Worst || command.Score > Rating.Best)
        {
            return new ScoreIsOutOfRange();
        }

        if (CleanText.Check("comment", command.Comment, 0, Rating.LongestComment) is { } unclean)
        {
            return unclean;
        }

        var customer = new Actor { Kind = ActorKind.Customer, Address = by.Address, Language = by.Language };
        return await writes.ActAsync(customer, async (act, token) =>
        {
            if (await tickets.ReadAsync(act, id, token) is not { } ticket)
            {
                return new RatingLinkIsNotValid();
            }

            if (ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
            {
                return new OnlySolvedTicketsAreRated();
            }

            if (await act.Db.Set<Rating>().AnyAsync(r => r.Ticket == id, token))
            {
                return new TicketIsRatedAlready();
            }

            var comment = command.Comment?.Trim() ?? "";
            act.Add(Rating.Of(id, command.Score, comment, ticket.Facts.Agent, act.Now));
            act.Tell(new TicketRated(ticket.Facts, command.Score, comment.Length > 0));
            act.Audit("TicketRated", $"ticket:{tickets.NumberOf(ticket.Facts)}", after: new { command.Score });
            return Outcome.Done;
        }, stop);
    }
}
