using System.Runtime.CompilerServices;
using Banzhang.Desk.Mailboxes;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Verification;

/// <summary>Every mail that is kept, as it came or as it went out, lies in the folder of files.</summary>
internal sealed class RawMailCheckQuery(IDbContextFactory<AppDb> databases, FileStore store) : IBookCheck
{
    public async IAsyncEnumerable<BookDifference> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var mail in db.Set<ReceivedMail>().Where(m => m.RawSha256 != null).Select(m => new { m.Id, m.RawSha256 }).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (store.LengthOf(mail.RawSha256!) is null) // the query leaves out those without
            {
                yield return new("files", $"mail {mail.Id.Value}", mail.RawSha256!, "-");
            }
        }

        // A letter whose copy could not be kept was sent all the same: it names none.
        await foreach (var letter in db.Set<OutgoingMail>().Where(m => m.RawSha256 != null && m.RawSha256 != "").Select(m => new { m.Id, m.RawSha256 }).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (store.LengthOf(letter.RawSha256!) is null) // the query leaves out those without
            {
                yield return new("files", $"letter {letter.Id.Value}", letter.RawSha256!, "-");
            }
        }
    }
}
