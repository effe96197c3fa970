using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets.Linking;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Reading;

/// <summary>One ticket with its thread, its clocks and, apart, its ledger.</summary>
internal sealed class TicketQuery(IDbContextFactory<AppDb> databases, TicketViews views)
{
    /// <summary>Newest messages shown at once; all of them by <see cref="TicketMessagesQuery"/>.</summary>
    private const int MostMessages = 200;

    public async Task<Outcome<TicketView>> RunAsync(string number, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await FindAsync(db, number, by, stop);
        return found.IsDone ? await ReadAsync(db, found.Value, by, by.Language, includeNotes: true, stop) : found.Refusal!;
    }

    /// <summary>As the customer may see it: no notes.</summary>
    public async Task<TicketView?> ForCustomerAsync(TicketId id, string language, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == id, stop) is { ErasedAt: null } ticket ? await ReadAsync(db, ticket, null, language, includeNotes: false, stop) : null;
    }

    /// <summary>The ticket that goes on in the place of one that was merged; the same id for any other.</summary>
    public async Task<TicketId> SurvivorAsync(TicketId id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        while (await db.Set<Ticket>().Where(t => t.Id == id).Select(t => t.MergedInto).SingleOrDefaultAsync(stop) is { } next)
        {
            id = next;
        }

        return id;
    }

    /// <summary>Rows of a list with their clocks, in the order of the ids; the list has asked the permission.</summary>
    internal async Task<IReadOnlyList<TicketView>> WithoutThreadsAsync(IReadOnlyList<TicketId> ids, string language, CancellationToken stop)
    {
        var wanted = ids.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var tickets = await db.Set<Ticket>().Where(t => wanted.Contains(t.Id)).ToDictionaryAsync(t => t.Id, stop);
        var clocks = (await db.Set<ServiceClock>().Where(c => wanted.Contains(c.TicketId)).ToListAsync(stop)).ToLookup(c => c.TicketId);
        var rows = new List<TicketView>(ids.Count);
        foreach (var id in ids.Where(tickets.ContainsKey))
        {
            rows.Add(await views.OfAsync(tickets[id], [.. clocks[id].OrderBy(c => c.StartedAt).Select(ClockView.Of)], language, stop));
        }

        return rows;
    }

    public async Task<Outcome<IReadOnlyList<TicketEventView>>> EventsAsync(string number, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await FindAsync(db, number, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        var subject = found.Value.Id.Value;
        var rows = await db.Set<LedgerEvent>().Where(e => e.Subject == subject).OrderBy(e => e.Seq).ToListAsync(stop);
        return rows.Select(e => TicketEventView.Of(e)).ToArray();
    }

    internal static async Task<Outcome<Ticket>> FindAsync(AppDb db, string number, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        return TicketNumbers.Parse(number) is { } wanted
            && await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == wanted, stop) is { } ticket
            && by.Covers(Permissions.ReadTickets, ticket) ? ticket : new NoSuchTicket();
    }

    /// <summary>The same with every message, for exports.</summary>
    internal async Task<IReadOnlyList<TicketView>> WithThreadsAsync(IReadOnlyList<TicketId> ids, string language, CancellationToken stop)
    {
        var wanted = ids.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var messages = (await db.Set<Message>().Where(m => wanted.Contains(m.TicketId)).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(stop)).ToLookup(m => m.TicketId);
        var pointers = await db.Set<Ticket>().Where(t => wanted.Contains(t.Id) && (t.MergedInto != null || t.CameBy != null))
            .Select(t => new { t.Id, t.MergedInto, t.CameBy, Number = db.Set<Ticket>().Where(s => s.Id == t.MergedInto).Select(s => (long?)s.Number).FirstOrDefault() }).ToDictionaryAsync(t => t.Id, stop);
        return [.. (await WithoutThreadsAsync(ids, language, stop)).Select(t => (View: t, Pointer: pointers.GetValueOrDefault(t.Id))).Select(t => t.View with
        {
            MergedInto = t.Pointer?.Number is { } number ? TicketNumbers.Format(number) : null,
            MergedIntoId = t.Pointer?.MergedInto,
            CameBy = t.Pointer?.CameBy,
            Messages = [.. messages[t.View.Id].Select(m => MessageView.Of(m, []))],
        })];
    }

    /// <param name="reader">Null for the customer, who sees no notes and no links.</param>
    private async Task<TicketView> ReadAsync(AppDb db, Ticket ticket, Actor? reader, string language, bool includeNotes, CancellationToken stop)
    {
        var clocks = (await db.Set<ServiceClock>().Where(c => c.TicketId == ticket.Id).ToListAsync(stop)).OrderBy(c => c.StartedAt);
        var merged = await MergedAsync(db, ticket, stop);
        TicketId[] threads = [ticket.Id, .. merged.Select(m => m.Id)];
        var messages = await db.Set<Message>().Where(m => threads.Contains(m.TicketId) && (includeNotes || m.Visibility == Visibility.Public)).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(MostMessages).ToListAsync(stop);
        messages.Reverse();
        var owners = messages.Select(m => m.Id.Value).ToArray();
        var files = (await db.Set<StoredFile>().Where(f => owners.Contains(f.Owner)).ToListAsync(stop)).ToLookup(f => f.Owner);
        var view = await views.OfAsync(ticket, [.. clocks.Select(ClockView.Of)], language, stop,
            [.. messages.Select(m => MessageView.Of(m, AttachmentView.AllOf(files[m.Id.Value])))]);
        return reader is null ? view : view with
        {
            Merged = [.. merged.Select(m => TicketNumbers.Format(m.Number))],
            Links = await LinksAsync(db, ticket, reader, stop),
            MergedInto = ticket.MergedInto is { } into ? TicketNumbers.Format(await db.Set<Ticket>().Where(t => t.Id == into).Select(t => t.Number).SingleAsync(stop)) : null,
        };
    }

    /// <summary>The tickets whose messages make this one's thread: itself, and those merged into it.</summary>
    internal static async Task<TicketId[]> ThreadAsync(AppDb db, Ticket ticket, CancellationToken stop) => [ticket.Id, .. (await MergedAsync(db, ticket, stop)).Select(t => t.Id)];

    /// <summary>Those merged into this one, and into those, level by level. Most tickets have none and are not asked for.</summary>
    private static async Task<IReadOnlyList<Ticket>> MergedAsync(AppDb db, Ticket ticket, CancellationToken stop)
    {
        var all = new List<Ticket>();
        TicketId?[] level = ticket.TookIn > 0 ? [ticket.Id] : [];
        while (level.Length > 0)
        {
            var wanted = level;
            var found = await db.Set<Ticket>().Where(t => wanted.Contains(t.MergedInto)).OrderBy(t => t.Number).ToListAsync(stop);
            all.AddRange(found);
            level = [.. found.Where(t => t.TookIn > 0).Select(t => (TicketId?)t.Id)];
        }

        return all;
    }

    private static async Task<IReadOnlyList<LinkView>> LinksAsync(AppDb db, Ticket ticket, Actor reader, CancellationToken stop)
    {
        var links = await db.Set<TicketLink>().Where(l => l.Ticket == ticket.Id || l.Other == ticket.Id).ToListAsync(stop);
        if (links.Count == 0)
        {
            return [];
        }

        var ids = links.Select(l => l.Ticket == ticket.Id ? l.Other : l.Ticket).ToArray();
        var others = await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, stop);
        return [.. links.OrderBy(l => l.At).Select(l => (Kind: l.Seen(ticket.Id), Other: others[l.Ticket == ticket.Id ? l.Other : l.Ticket]))
            .Select(l => new LinkView(TicketNumbers.Format(l.Other.Number), l.Kind, l.Other.Status, reader.Covers(Permissions.ReadTickets, l.Other) ? ErasedText.Subject(l.Other.Subject) : ""))];
    }
}

/// <param name="Data">The event as stored.</param>
public sealed record TicketEventView(long Seq, DateTimeOffset At, string Kind, string ActorKind, string ActorName, System.Text.Json.JsonElement Data)
{
    internal static TicketEventView Of(LedgerEvent e)
    {
        using var document = System.Text.Json.JsonDocument.Parse(e.Data);
        return new(e.Seq, e.At, e.Kind, e.ActorKind, e.ActorName, document.RootElement.Clone());
    }
}
