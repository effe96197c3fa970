using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Reading;

/// <summary>Tickets with the customer's first message, each batch in one round trip.</summary>
internal sealed class TicketTextsQuery(IDbContextFactory<AppDb> databases) : ITicketTexts
{
    private const int LongestBody = 4000, LongestTurn = 8000, MostTurns = 200;

    public async Task<IReadOnlyList<TicketText>> ResolvedAsync(int most, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Texts(db, db.Set<Ticket>().Where(t => t.ResolvedAt != null && t.ErasedAt == null).OrderByDescending(t => t.Number).Take(most)).ToListAsync(stop);
    }

    public async Task<IReadOnlyList<TicketText>> OfAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        var wanted = tickets.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        return await Texts(db, db.Set<Ticket>().Where(t => wanted.Contains(t.Id) && t.ErasedAt == null)).ToListAsync(stop);
    }

    public async Task<ILookup<TicketId, TicketTurn>> TurnsAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        var wanted = tickets.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var turns = await db.Set<Message>().Where(m => wanted.Contains(m.TicketId) && m.Visibility == Visibility.Public && !db.Set<Ticket>().Any(t => t.Id == m.TicketId && t.ErasedAt != null)).OrderBy(m => m.TicketId).ThenBy(m => m.At).ThenBy(m => m.Id)
            .Select(m => new TicketTurn(m.TicketId, m.Id, m.Author, m.Body.Substring(0, LongestTurn), m.At)).ToListAsync(stop);
        return turns.GroupBy(t => t.Ticket).SelectMany(g => g.Take(MostTurns)).ToLookup(t => t.Ticket);
    }

    private static IQueryable<TicketText> Texts(AppDb db, IQueryable<Ticket> tickets) => tickets.Select(t => new TicketText(
        t.Id,
        t.Subject,
        db.Set<Message>().Where(m => m.TicketId == t.Id && m.Author == AuthorKind.Customer).OrderBy(m => m.At).Select(m => m.Body.Substring(0, LongestBody)).FirstOrDefault() ?? "",
        t.Category,
        t.Type,
        t.Priority,
        t.CreatedAt));
}
