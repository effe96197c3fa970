using Banzhang.Desk.Mailboxes;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.PersonalData;

/// <summary>The raw mails, in and out.</summary>
internal sealed class MailFileUseQuery(IDbContextFactory<AppDb> databases) : IFileUse
{
    public async Task<IReadOnlyCollection<string>> UsedAsync(IReadOnlyCollection<string> sha256s, CancellationToken stop)
    {
        var asked = sha256s.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<ReceivedMail>().Where(r => asked.Contains(r.RawSha256)).Select(r => r.RawSha256!)
            .Union(db.Set<OutgoingMail>().Where(o => asked.Contains(o.RawSha256)).Select(o => o.RawSha256!)).ToListAsync(stop);
    }
}
