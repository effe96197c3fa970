using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>Asks SQLite how it would run each query that was sent to one database, and keeps those that read a whole table or sort what an index could give.</summary>
internal sealed class QueryPlans : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly string _file;
    private readonly string _table;
    private readonly IDisposable _listeners;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly List<string> _slow = [];
    private bool _asking;

    /// <param name="file">The database.</param>
    /// <param name="table">Only queries that read this table.</param>
    public QueryPlans(string file, string table)
    {
        _file = file;
        _table = table;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public int Seen { get; private set; }

    public IReadOnlyList<string> Slow => _slow;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Microsoft.EntityFrameworkCore.DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!_asking && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: { } command }
            && command.CommandText.Contains(_table, StringComparison.Ordinal) && command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
            && Path.GetFullPath(command.Connection!.DataSource) == Path.GetFullPath(_file))
        {
            _asking = true;
            Ask(command);
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

    private void Ask(DbCommand command)
    {
        Seen++;
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
            var isWholeTable = step.StartsWith("SCAN ", StringComparison.Ordinal) && command.CommandText.Contains($"\"{_table}\" AS \"{step[5..]}\"", StringComparison.Ordinal);
            if (isWholeTable || step.StartsWith("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal))
            {
                _slow.Add(step + ": " + command.CommandText);
            }
        }
    }
}
