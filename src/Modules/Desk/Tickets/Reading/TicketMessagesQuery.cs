using Banzhang.Desk.Messages;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Reading;

/// <summary>The whole thread of a ticket in pages, newest first: the ticket itself comes with its newest messages only.</summary>
internal sealed class TicketMessagesQuery(IDbContextFactory<AppDb> databases)
{
    private const int MostAtOnce = 200;

    /// <param name="limit">1 to 200.</param>
    public async Task<Outcome<Page<MessageView>>> RunAsync(string number, string? cursor, int limit, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await TicketQuery.FindAsync(db, number, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        if (limit is < 1 or > MostAtOnce)
        {
            return new LimitOutOfRange(MostAtOnce);
        }

        var place = Cursor.Read<InstantPlace>(cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        var threads = await TicketQuery.ThreadAsync(db, found.Value, stop);
        var rows = db.Set<Message>().Where(m => threads.Contains(m.TicketId));
        if (place.Value is { } after)
        {
            rows = rows.Where(m => m.At <= after.At);
        }

        var read = await rows.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Skip(place.Value?.Shown ?? 0).Take(limit + 1).ToListAsync(stop);
        var page = read.Take(limit).ToList();
        var owners = page.Select(m => m.Id.Value).ToArray();
        var files = (await db.Set<StoredFile>().Where(f => owners.Contains(f.Owner)).ToListAsync(stop)).ToLookup(f => f.Owner);
        return new Page<MessageView>(
            [.. page.Select(m => MessageView.Of(m, AttachmentView.AllOf(files[m.Id.Value])))], read.Count > limit ? Cursor.Of(InstantPlace.After(page, m => m.At, place.Value)) : null);
    }
}
