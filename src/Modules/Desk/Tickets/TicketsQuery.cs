using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets;

internal sealed class TicketsQuery(IDbContextFactory<AppDb> databases, PortalLinks links) : ITickets
{
    public async Task<TicketCard?> ReadAsync(Act act, TicketId ticket, CancellationToken stop) =>
        await act.Db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket, stop) is { } found ? CardOf(found) : null;

    public async Task<IReadOnlyList<TicketCard>> ReadAsync(IReadOnlyCollection<TicketId> tickets, Actor by, CancellationToken stop)
    {
        var wanted = tickets.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await db.Set<Ticket>().Where(t => wanted.Contains(t.Id)).OrderByDescending(t => t.Number).ToListAsync(stop);
        return [.. found.Where(t => by.Covers(Permissions.ReadTickets, t)).Select(CardOf)];
    }

    public TicketId? OfLink(string link) => links.Read(link);

    public string NumberOf(TicketFacts facts) => TicketNumbers.Format(facts.Number);

    private static TicketCard CardOf(Ticket t) => new(t.Facts, t.Status, t.Subject, t.CustomerName, t.CreatedAt, t.ResolvedAt);
}
