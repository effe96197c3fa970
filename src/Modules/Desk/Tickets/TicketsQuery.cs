using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets;

internal sealed class TicketsQuery(IDbContextFactory<AppDb> databases, PortalLinks links) : ITickets
{
    public async Task<TicketCard?> ReadAsync(Act act, TicketId ticket, CancellationToken stop) =>
        await act.Db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket, stop) is { ErasedAt: null } found ? CardOf(found) : null;

    public async Task<IReadOnlyList<TicketCard>> ReadAsync(IReadOnlyCollection<TicketId> tickets, Actor by, CancellationToken stop)
    {
        var wanted = tickets.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await db.Set<Ticket>().Where(t => wanted.Contains(t.Id)).OrderByDescending(t => t.Number).ToListAsync(stop);
        return [.. found.Where(t => by.Covers(Permissions.ReadTickets, t)).Select(CardOf)];
    }

    public async Task<TicketCard?> FindAsync(string number, Actor by, CancellationToken stop)
    {
        if (TicketNumbers.Parse(number) is not { } wanted)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == wanted, stop) is { } found && by.Covers(Permissions.ReadTickets, found) ? CardOf(found) : null;
    }

    public TicketId? OfLink(string link) => links.Read(link);

    public string NumberOf(TicketFacts facts) => TicketNumbers.Format(facts.Number);

    public string SayType(string type) => Workspace.RequestTypes.Say(type);

    private static TicketCard CardOf(Ticket t) => new(t.Facts, t.Status, ErasedText.Subject(t.Subject), ErasedText.Name(t.CustomerName), t.CreatedAt, t.ResolvedAt) { Type = t.Type };
}
