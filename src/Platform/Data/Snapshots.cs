using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Data;

/// <summary>A context whose every query sees the same instant, while others go on writing.</summary>
public static class Snapshots
{
    public static async Task<AppDb> CreateSnapshotAsync(this IDbContextFactory<AppDb> databases, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        if (db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            // EF would begin immediately and keep writers out; a deferred transaction only reads.
            await db.Database.OpenConnectionAsync(stop);
            await db.Database.ExecuteSqlRawAsync("BEGIN DEFERRED", stop);
        }
        else
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        }

        return db;
    }

    /// <summary>Ends the snapshot, so that the pooled connection goes back clean.</summary>
    public static async Task EndSnapshotAsync(this AppDb db)
    {
        if (db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            await db.Database.ExecuteSqlRawAsync("ROLLBACK", CancellationToken.None);
        }
    }
}
