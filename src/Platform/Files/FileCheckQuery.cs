using System.Globalization;
using System.Runtime.CompilerServices;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Files;

/// <summary>
/// Every file a row names lies in the folder, as long as the row says. Its bytes are not read: a content comes there whole or not at all, and a folder
/// of years would keep the check busy for hours.
/// </summary>
internal sealed class FileCheckQuery(IDbContextFactory<AppDb> databases, FileStore store) : IBookCheck
{
    public async IAsyncEnumerable<BookDifference> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var file in db.Set<StoredFile>().Select(f => new { f.Id, f.Sha256, f.Bytes }).AsAsyncEnumerable().WithCancellation(stop))
        {
            var there = store.LengthOf(file.Sha256);
            if (there != file.Bytes)
            {
                yield return new("files", $"file {file.Id.Value} ({file.Sha256})", file.Bytes.ToString(CultureInfo.InvariantCulture), there?.ToString(CultureInfo.InvariantCulture) ?? "-");
            }
        }
    }
}
