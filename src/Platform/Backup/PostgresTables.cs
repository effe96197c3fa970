using System.Formats.Tar;
using System.Data;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Banzhang.Platform.Backup;

/// <summary>Every table in PostgreSQL's own binary copy format, all read in one snapshot.</summary>
internal static class PostgresTables
{
    public static async Task CopyOutAsync(AppDbFactory databases, TarWriter tar, CancellationToken stop)
    {
        await using var connection = await databases.Postgres!.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        foreach (var table in await ListAsync(connection, stop))
        {
            var path = Path.GetTempFileName();
            try
            {
                await using (var file = File.Create(path))
                await using (var copy = await connection.BeginRawBinaryCopyAsync($"COPY \"{table}\" TO STDOUT (FORMAT BINARY)", stop))
                {
                    await copy.CopyToAsync(file, stop);
                }

                await tar.WriteEntryAsync(path, BackupHandler.TablesFolder + table, stop);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    public static async Task<bool> HasTablesAsync(AppDbFactory databases, CancellationToken stop)
    {
        await using var connection = await databases.Postgres!.OpenConnectionAsync(stop);
        return (await ListAsync(connection, stop)).Count > 0;
    }

    /// <summary>Makes the tables of this version, empties them and fills each; counters of row numbers go on behind the highest.</summary>
    public static async Task<Outcome> CopyInAsync(AppDbFactory databases, DatabaseOptions database, TarReader tar, CancellationToken stop)
    {
        await using (var db = databases.CreateForMigration())
        {
            await db.Database.MigrateAsync(stop);
            await Search.SearchIndex.PrepareAsync(db, stop);
        }

        await using var connection = await databases.Postgres!.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var known = await ListAsync(connection, stop);
        await RunAsync(connection, $"TRUNCATE {string.Join(',', known.Select(t => $"\"{t}\""))}", stop);
        while (await tar.GetNextEntryAsync(cancellationToken: stop) is { } entry)
        {
            if (entry.Name == BackupHandler.DatabaseEntry)
            {
                return new BackupIsOfOtherKind("SQLite");
            }

            if (!entry.Name.StartsWith(BackupHandler.TablesFolder, StringComparison.Ordinal))
            {
                await Restoring.ExtractFileAsync(database, entry, stop);
                continue;
            }

            var table = entry.Name[BackupHandler.TablesFolder.Length..];
            if (known.Contains(table) && entry.DataStream is { } data)
            {
                await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY \"{table}\" FROM STDIN (FORMAT BINARY)", stop);
                await data.CopyToAsync(copy, stop);
            }
        }

        foreach (var table in (string[])["ledger_events", "audit_entries"])
        {
            await RunAsync(connection, $"SELECT setval(pg_get_serial_sequence('{table}', 'Seq'), COALESCE((SELECT MAX(\"Seq\") FROM {table}), 0) + 1, false)", stop);
        }

        await transaction.CommitAsync(stop);
        return Outcome.Done;
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var tables = new List<string>();
        await using var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'qrtz%' ORDER BY tablename", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
