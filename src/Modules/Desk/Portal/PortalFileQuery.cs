using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Portal;

/// <summary>A file of what the customer of a link may read: a public message of their ticket, or of one that was merged into it. No note's, and no other ticket's.</summary>
internal sealed class PortalFileQuery(IDbContextFactory<AppDb> databases, TicketQuery tickets, PortalLinks links, FileStore store)
{
    public async Task<Outcome<FoundFile>> RunAsync(string link, Guid id, CancellationToken stop)
    {
        if (links.Read(link) is not { } linked)
        {
            return new LinkIsNotValid();
        }

        var (wanted, survivor) = (new StoredFileId(id), await tickets.SurvivorAsync(linked, stop));
        await using var db = await databases.CreateDbContextAsync(stop);
        if (await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == survivor, stop) is not { } ticket
            || await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == wanted, stop) is not { } file)
        {
            return new NoSuchFile();
        }

        var (owner, threads) = (new MessageId(file.Owner), await TicketQuery.ThreadAsync(db, ticket, stop));
        return await db.Set<Message>().AnyAsync(m => m.Id == owner && m.Visibility == Visibility.Public && threads.Contains(m.TicketId), stop) && store.Open(file.Sha256) is { } content
            ? new FoundFile(file, content)
            : new NoSuchFile();
    }
}
