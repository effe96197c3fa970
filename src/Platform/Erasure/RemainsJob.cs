using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Banzhang.Platform.Erasure;

/// <summary>
/// Clears the disk of what was erased. Contents of files go when nobody names them and nobody has kept them for a while: whoever kept one
/// writes the row that names it moments later. The database's own files are cleared step by step, so that nobody waits behind it.
/// </summary>
internal sealed class RemainsJob(IDbContextFactory<AppDb> contexts, AppDbFactory databases, IWrites writes, FileStore files, UnnamedFiles unnamed, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Longer than anybody takes from keeping a content to the commit of its row.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    private const int PagesAStep = 500;

    /// <summary>Up to which erasure the search index is merged: what waits for the journal alone is not merged again.</summary>
    private long _mergedUpTo;

    public async Task RunAsync(CancellationToken stop)
    {
        await RemoveFilesAsync(stop);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var newest = await db.Set<Remain>().MaxAsync(r => (long?)r.Id, stop);
        if (newest is { } last && await ClearAsync(last, stop))
        {
            await writes.ActAsync(Actor.System, async (act, token) =>
            {
                await act.Db.Set<Remain>().Where(r => r.Id <= last).ExecuteDeleteAsync(token);
                return Outcome.Done;
            }, stop);
        }
    }

    private async Task RemoveFilesAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var unwanted = await db.Set<UnwantedFile>().OrderBy(f => f.Id).Take(UnnamedFiles.AtOnce).ToListAsync(stop);
        string[] contents = [.. unwanted.Select(f => f.Sha256).Distinct()];
        unnamed.PutBack(contents.Where(s => files.KeptAt(s) is null));
        var kept = contents.Select(s => (Sha256: s, KeptAt: files.KeptAt(s))).ToLookup(f => f.KeptAt is not null);
        var gone = kept[false].Select(f => f.Sha256).Where(s => !files.IsOnItsWayOut(s));
        var settled = kept[true].Where(f => f.KeptAt + Settling <= clock.GetUtcNow()).Select(f => (f.Sha256, f.KeptAt!.Value)).ToList();
        HashSet<string> dealtWith = [.. gone, .. await unnamed.RemoveAsync(settled, stop)];
        if (dealtWith.Count == 0)
        {
            return;
        }

        long[] rows = [.. unwanted.Where(f => dealtWith.Contains(f.Sha256)).Select(f => f.Id)];
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            await act.Db.Set<UnwantedFile>().Where(f => rows.Contains(f.Id)).ExecuteDeleteAsync(token);
            return Outcome.Done;
        }, stop);
    }

    private Task<bool> ClearAsync(long last, CancellationToken stop) => databases.Database.Kind == DatabaseKind.Postgres ? VacuumAsync(stop) : ClearSqliteAsync(last, stop);

    /// <summary>Makes the room of dead rows free for others. The bytes are overwritten in the course of time: a runbook says how to do it at once.</summary>
    private async Task<bool> VacuumAsync(CancellationToken stop)
    {
        await using var connection = await databases.Postgres!.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand("VACUUM", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
        return true;
    }

    /// <summary>The index keeps the tokens of what was taken out until it is merged; the journal keeps the old pages until it is cut.</summary>
    /// <returns>False when somebody was reading from the journal: the next run tries again.</returns>
    private async Task<bool> ClearSqliteAsync(long last, CancellationToken stop)
    {
        if (_mergedUpTo < last && !await MergeAsync(stop))
        {
            return false;
        }

        _mergedUpTo = last;
        await using var connection = new SqliteConnection(databases.SqliteConnectionString(pooling: false));
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();

        // Writers stand while it waits for readers, so it hardly waits.
        command.CommandText = "PRAGMA busy_timeout=50; PRAGMA wal_checkpoint(TRUNCATE);";
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.FieldCount < 3 && await reader.NextResultAsync(stop))
        {
            // The first statement answers too.
        }

        return await reader.ReadAsync(stop) && reader.GetInt64(0) == 0;
    }

    /// <returns>False when a step was refused.</returns>
    private async Task<bool> MergeAsync(CancellationToken stop)
    {
        var isFirst = true;
        bool isMore;
        do
        {
            var begin = isFirst;
            isFirst = false;
            var step = await writes.ActAsync<bool>(Actor.System, async (act, token) =>
            {
                var before = await ChangesAsync(act, token);
                await act.RunAsync("INSERT INTO search_tokens (search_tokens, rank) VALUES ('merge', @p0)", [(long)(begin ? -PagesAStep : PagesAStep)], token);
                return await ChangesAsync(act, token) - before >= 2;
            }, stop);
            if (!step.IsDone)
            {
                return false;
            }

            isMore = step.Value;
        }
        while (isMore);
        return true;
    }

    private static async Task<long> ChangesAsync(Act act, CancellationToken stop) =>
        (await act.Db.Database.SqlQueryRaw<long>("SELECT total_changes() AS \"Value\"").ToListAsync(stop))[0];
}
