using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Attachments;

/// <param name="Content">The caller closes it.</param>
internal sealed record FoundFile(StoredFile File, Stream Content);

/// <summary>A file of a message, for whoever may read the ticket.</summary>
internal sealed class FileQuery(IDbContextFactory<AppDb> databases, FileStore store)
{
    public async Task<Outcome<FoundFile>> RunAsync(Guid id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        var wanted = new StoredFileId(id);
        await using var db = await databases.CreateDbContextAsync(stop);
        if (await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Id == wanted, stop) is not { } file)
        {
            return new NoSuchFile();
        }

        var owner = new MessageId(file.Owner);
        var ticket = await db.Set<Message>().Where(m => m.Id == owner).Join(db.Set<Ticket>(), m => m.TicketId, t => t.Id, (_, t) => t).SingleOrDefaultAsync(stop);
        return ticket is not null && by.Covers(Permissions.ReadTickets, ticket) && store.Open(file.Sha256) is { } content ? new FoundFile(file, content) : new NoSuchFile();
    }
}
