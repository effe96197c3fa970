using System.Text;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Banzhang.Tests.Slices.Customers;

/// <summary>Looks for words wherever the product keeps anything, without knowing what it keeps: every column of every table, every file of the data folder.</summary>
internal static class Secrets
{
    /// <summary>Where one of the words stands, as "table: row"; in any case.</summary>
    public static async Task<IReadOnlyList<string>> InTablesAsync(Product product, IReadOnlyList<string> words, CancellationToken stop)
    {
        var found = new List<string>();
        await foreach (var (table, row) in product.Database.Kind == Banzhang.Platform.Data.DatabaseKind.Postgres ? PostgresAsync(product, stop) : SqliteAsync(product, stop))
        {
            found.AddRange(words.Where(w => row.Contains(w, StringComparison.OrdinalIgnoreCase)).Select(w => $"{table} has {w}: {row[..Math.Min(row.Length, 300)]}"));
        }

        return found;
    }

    /// <summary>The files of the data folder whose bytes hold one of the words; the database's own among them.</summary>
    public static IReadOnlyList<string> InFiles(string folder, IReadOnlyList<string> words)
    {
        var found = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            foreach (var word in words)
            {
                var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word));
                if (at >= 0)
                {
                    found.Add($"{Path.GetRelativePath(folder, path)} has {word}: {Encoding.Latin1.GetString(bytes.AsSpan(Math.Max(0, at - 60), Math.Min(160, bytes.Length - Math.Max(0, at - 60))))}");
                }
            }
        }

        return found;
    }

    private static async IAsyncEnumerable<(string Table, string Row)> SqliteAsync(Product product, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = new SqliteConnection($"Data Source={product.Database.SqliteFile};Pooling=False");
        await connection.OpenAsync(stop);
        foreach (var table in await NamesAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", stop))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                yield return (table, string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "" : rows.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : rows.GetValue(i).ToString())));
            }
        }
    }

    private static async IAsyncEnumerable<(string Table, string Row)> PostgresAsync(Product product, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(product.Database.ConnectionString);
        await connection.OpenAsync(stop);
        foreach (var table in await NamesAsync(connection, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'", stop))
        {
            await using var command = new NpgsqlCommand($"SELECT t::text FROM \"{table}\" t", connection);
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                yield return (table, rows.GetString(0));
            }
        }
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var names = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}
