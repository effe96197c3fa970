using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>
/// Asks the database how it runs each query that is sent to it, and keeps those that read too much. SQLite says beforehand whether it reads a whole table
/// or sorts what an index could give; PostgreSQL runs the query and says how many rows it looked at, so its tables must be full and analysed.
/// </summary>
internal sealed partial class QueryPlans : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>Of PostgreSQL: more rows than this looked at in one table are too many, of tables that hold <see cref="Filling.Rows"/>.</summary>
    private const double MostLookedAt = Filling.Rows / 8;

    private readonly DatabaseOptions _database;
    private readonly string[] _tables;
    private readonly IDisposable _listeners;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<string> _slow = [];
    private bool _asking;

    /// <param name="database">The database.</param>
    /// <param name="tables">Only queries that read one of these.</param>
    public QueryPlans(DatabaseOptions database, params string[] tables)
    {
        _database = database;
        _tables = tables;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public int Seen { get; private set; }

    public IReadOnlyList<string> Slow => _slow;

    public void AssertQuick() => Assert.True(_slow.Count == 0, string.Join('\n', _slow));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!_asking && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: { } command } && IsOurs(command.Connection!)
            && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal) && Array.Exists(_tables, t => command.CommandText.Contains(t, StringComparison.Ordinal)))
        {
            _asking = true;
            Seen++;
            if (command is NpgsqlCommand postgres)
            {
                AskPostgres(postgres);
            }
            else
            {
                AskSqlite(command);
            }

            _asking = false;
        }
    }

    public void OnError(Exception error)
    {
        // Diagnostic sources do not fail.
    }

    public void OnCompleted()
    {
        // Nothing is held back until the end.
    }

    public void Dispose()
    {
        _listeners.Dispose();
        _subscriptions.ForEach(s => s.Dispose());
    }

    private bool IsOurs(DbConnection connection) => _database.Kind == DatabaseKind.Postgres
        ? connection.Database == new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database
        : Path.GetFullPath(connection.DataSource) == Path.GetFullPath(_database.SqliteFile);

    private void AskSqlite(DbCommand command)
    {
        if (command.CommandText.EndsWith("WHERE 0", StringComparison.Ordinal))
        {
            // Among no ids: SQLite reads nothing, though its plan does not say so.
            return;
        }

        using var explain = command.Connection!.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        foreach (DbParameter parameter in command.Parameters)
        {
            var copy = explain.CreateParameter();
            (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
            explain.Parameters.Add(copy);
        }

        using var reader = explain.ExecuteReader();
        while (reader.Read())
        {
            var step = reader.GetString(3);
            var isWholeTable = WholeTable().Match(step) is { Success: true } whole && Array.Exists(_tables, t =>
                command.CommandText.Contains($"\"{t}\" AS \"{whole.Groups[1].Value}\"", StringComparison.Ordinal) || command.CommandText.Contains($"{t} {whole.Groups[1].Value} ", StringComparison.Ordinal));
            if (isWholeTable || step.StartsWith("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal))
            {
                _slow.Add(step + ": " + command.CommandText);
            }
        }
    }

    private void AskPostgres(NpgsqlCommand command)
    {
        using var connection = new NpgsqlConnection(_database.ConnectionString);
        connection.Open();
        using var explain = new NpgsqlCommand("EXPLAIN (ANALYZE, FORMAT JSON) " + command.CommandText, connection);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            explain.Parameters.Add(parameter.Clone());
        }

        using var plan = JsonDocument.Parse((string)explain.ExecuteScalar()!);
        foreach (var step in Steps(plan.RootElement[0].GetProperty("Plan")))
        {
            var lookedAt = (Number(step, "Actual Rows") + Number(step, "Rows Removed by Filter") + Number(step, "Rows Removed by Index Recheck")) * Number(step, "Actual Loops");
            if (step.TryGetProperty("Relation Name", out var table) && _tables.Contains(table.GetString()) && (step.GetProperty("Node Type").GetString() == "Seq Scan" || lookedAt > MostLookedAt))
            {
                _slow.Add($"{step.GetProperty("Node Type").GetString()} of {table.GetString()} looked at {lookedAt} rows: {command.CommandText}");
            }
        }
    }

    private static IEnumerable<JsonElement> Steps(JsonElement step) =>
        step.TryGetProperty("Plans", out var parts) ? parts.EnumerateArray().SelectMany(Steps).Prepend(step) : [step];

    private static double Number(JsonElement step, string name) => step.TryGetProperty(name, out var number) ? number.GetDouble() : 0;

    [GeneratedRegex(@"^SCAN (\w+)$")]
    private static partial Regex WholeTable();
}
