using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Banzhang.Bench.Load;

/// <summary>
/// What this machine can do at best: the rows one ticket consists of, taken from the server's own tables, written again by
/// hand-written SQL with prepared statements, groups of up to 32 tickets a commit on SQLite, a batch a commit on 16 connections on PostgreSQL.
/// </summary>
internal static class Floor
{
    private const int Group = 32, Connections = 16;
    private static readonly string[] Tables = ["customers_customers", "desk_tickets", "desk_messages", "desk_service_clocks", "desk_service_clocks", "ledger_events", "outbox", "audit_entries"];

    public static int Run(string kind, string where, int seconds) => kind == "sqlite" ? Sqlite(where, seconds) : Postgres(where, seconds).GetAwaiter().GetResult();

    private static int Sqlite(string folder, int seconds)
    {
        var source = Path.Combine(folder, "banzhang.db");
        var copy = Path.Combine(folder, "floor.db");
        foreach (var old in Directory.GetFiles(folder, "floor.db*"))
        {
            File.Delete(old);
        }

        using (var from = new SqliteConnection($"Data Source={source};Mode=ReadWrite"))
        {
            from.Open();
            Execute(from, $"VACUUM INTO '{copy}'");
        }

        using var connection = new SqliteConnection($"Data Source={copy}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000");
        var rows = Tables.Select(t => SampleRow(connection, t)).ToList();
        var commands = rows.Select(r => Prepare(connection, r)).ToList();
        var done = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
        {
            using var transaction = connection.BeginTransaction();
            for (var i = 0; i < Group; i++, done++)
            {
                for (var t = 0; t < commands.Count; t++)
                {
                    commands[t].Transaction = transaction;
                    Vary(rows[t], commands[t].Parameters, done + ((long)t << 40));
                    commands[t].ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        Say(done, clock.Elapsed);
        return 0;
    }

    private static async Task<int> Postgres(string connectionString, int seconds)
    {
        await using var source = new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { MaxAutoPrepare = 50, AutoPrepareMinUsages = 2 } }.Build();
        var rows = new List<Row>();
        await using (var connection = await source.OpenConnectionAsync())
        {
            foreach (var table in Tables)
            {
                rows.Add(SampleRow(connection, table));
            }
        }

        var done = 0;
        var salt = Environment.ProcessId % 1000 * 10_000_000L;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            await using var connection = await source.OpenConnectionAsync();
            while (clock.Elapsed < TimeSpan.FromSeconds(seconds))
            {
                var number = Interlocked.Increment(ref done) + salt;
                await using var batch = new NpgsqlBatch(connection);
                for (var t = 0; t < rows.Count; t++)
                {
                    var command = new NpgsqlBatchCommand(rows[t].NumberedSql);
                    foreach (var value in rows[t].Values)
                    {
                        command.Parameters.Add(new NpgsqlParameter { Value = value });
                    }

                    Vary(rows[t], command.Parameters, number + ((long)t << 40));
                    batch.BatchCommands.Add(command);
                }

                await batch.ExecuteNonQueryAsync();
            }
        }));
        Say(done, clock.Elapsed);
        return 0;
    }

    private static void Say(int done, TimeSpan elapsed) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"floor {done / elapsed.TotalSeconds:F0}/s"));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Row SampleRow(System.Data.Common.DbConnection connection, string table)
    {
        if (table == "outbox")
        {
            // Emptied as it is delivered, and keyed by the ledger: a row like its own stands in.
            return new(table, ["Seq", "Attempts", "NotBefore", "LastFault"], [0L, 0, 0L, ""]);
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} LIMIT 1";
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw new InvalidOperationException($"{table} is empty: run the intake first.");
        }

        var columns = Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) != "Seq").ToList();
        return new(table, [.. columns.Select(reader.GetName)], [.. columns.Select(reader.GetValue)]);
    }

    private static SqliteCommand Prepare(SqliteConnection connection, Row row)
    {
        var command = connection.CreateCommand();
        command.CommandText = row.NamedSql;
        for (var i = 0; i < row.Values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", row.Values[i]);
        }

        return command;
    }

    /// <summary>New keys for a new ticket; the rest stays.</summary>
    private static void Vary(Row row, System.Data.Common.DbParameterCollection parameters, long number)
    {
        for (var i = 0; i < row.Columns.Length; i++)
        {
            switch (row.Columns[i])
            {
                case "Id" when row.Values[i] is byte[]:
                    parameters[i].Value = Key(number);
                    break;
                case "Id" when row.Values[i] is Guid:
                    parameters[i].Value = new Guid(Key(number), true);
                    break;
                case "Number" or "Seq":
                    parameters[i].Value = 1_000_000_000 + number;
                    break;
                case "ExternalId" or "MailId":
                    parameters[i].Value = DBNull.Value;
                    break;
            }
        }
    }

    private static byte[] Key(long number)
    {
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToByteArray(true);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(8), number);
        return key;
    }

    private sealed record Row(string Table, string[] Columns, object[] Values)
    {
        public string NamedSql => $"INSERT INTO {Table} ({Names}) VALUES ({string.Join(',', Enumerable.Range(0, Columns.Length).Select(i => $"@p{i}"))})";

        public string NumberedSql => $"INSERT INTO {Table} ({Names}) VALUES ({string.Join(',', Enumerable.Range(1, Columns.Length).Select(i => $"${i}"))})";

        private string Names => string.Join(',', Columns.Select(c => $"\"{c}\""));
    }
}
