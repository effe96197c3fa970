using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Merging;

/// <param name="Ticket">The one that would be merged.</param>
public sealed record Mergeable(TicketId Ticket, IReadOnlyList<MergeCandidate> Candidates);

public sealed record MergeCandidate(string Number, string Subject, TicketStatus Status, DateTimeOffset CreatedAt);

/// <summary>The customer's other tickets that could go on in this one's place: open ones first, then the newest.</summary>
internal sealed class MergeableQuery(IDbContextFactory<AppDb> databases)
{
    private const int Most = 8;

    public async Task<Outcome<Mergeable>> RunAsync(string number, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await TicketQuery.FindAsync(db, number, by, stop);
        if (found.Refusal is { } refusal)
        {
            return refusal;
        }

        var ticket = found.Value;
        if (ticket.MergedInto is not null || !by.Covers(Permissions.AnswerTickets, ticket))
        {
            return new Mergeable(ticket.Id, []);
        }

        var others = await db.Set<Ticket>().Where(t => t.CustomerId == ticket.CustomerId && t.Id != ticket.Id && t.Status != TicketStatus.Closed)
            .OrderByDescending(t => t.IsOpen).ThenByDescending(t => t.Number).Take(Most).ToListAsync(stop);
        return new Mergeable(ticket.Id, [.. others.Where(t => by.Covers(Permissions.AnswerTickets, t)).Select(t => new MergeCandidate(TicketNumbers.Format(t.Number), ErasedText.Subject(t.Subject), t.Status, t.CreatedAt))]);
    }
}
