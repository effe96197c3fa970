using Banzhang.Platform.Health;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>
/// The shared round trips of acts that hold no transaction of their own: look-ups of several acts in one,
/// and the new rows of several acts in one commit. A commit that fails is tried again act by act, so that only the one at fault fails.
/// </summary>
internal sealed class PostgresTrips : IAsyncDisposable
{
    /// <summary>Measured with 32 clients on two cores, see bench/README.md.</summary>
    private const int Lanes = 2, MostLookUps = 64, MostActs = 32;
    private readonly NpgsqlDataSource _postgres;
    private readonly InsertPlan.Book _plans;
    private readonly RowLookUp.Book _lookUpPlans;
    private readonly Gathering<LookUp> _lookUps;
    private readonly Gathering<Rows> _commits;

    public PostgresTrips(NpgsqlDataSource postgres, IModel model)
    {
        _postgres = postgres;
        _plans = new(model);
        _lookUpPlans = new(model);
        _lookUps = new(Lanes, MostLookUps, LookUpAsync);
        _commits = new(Lanes, MostActs, CommitAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _lookUps.DisposeAsync();
        await _commits.DisposeAsync();
    }

    /// <summary>Outside any transaction: sees what is committed.</summary>
    public Task<object?> LookUpAsync(Type entity, string property, object value, RowPart part)
    {
        var plan = _lookUpPlans.For(entity, property, part);
        var request = new LookUp(plan, plan.ToStored(value));
        _lookUps.Ask(request);
        return request.Answer.Task;
    }

    /// <summary>The same on the connection of an act that has its own transaction.</summary>
    public async Task<object?> LookUpAsync(Type entity, string property, object value, RowPart part, NpgsqlConnection connection, CancellationToken stop)
    {
        var plan = _lookUpPlans.For(entity, property, part);
        await using var command = new NpgsqlCommand(plan.NumberedSql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = plan.ToStored(value) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await ReadAsync(plan, reader, stop);
    }

    /// <summary>Durable when it returns.</summary>
    public Task CommitAsync(IReadOnlyList<object> rows)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        var request = new Rows(rows);
        _commits.Ask(request);
        return request.Answer.Task;
    }

    /// <summary>In the transaction of its act.</summary>
    public async Task InsertAsync(IReadOnlyList<object> rows, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken stop)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        AddTo(batch, rows);
        await batch.ExecuteNonQueryAsync(stop);
    }

    private async Task LookUpAsync(IReadOnlyList<LookUp> together)
    {
        try
        {
            await using var connection = await _postgres.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            foreach (var request in together)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(request.Plan.NumberedSql) { Parameters = { new NpgsqlParameter { Value = request.Value } } });
            }

            await using var reader = await batch.ExecuteReaderAsync();
            foreach (var request in together)
            {
                request.Answer.SetResult(await ReadAsync(request.Plan, reader, CancellationToken.None));
                await reader.NextResultAsync();
            }
        }
        catch (Exception fault)
        {
            foreach (var request in together)
            {
                request.Answer.TrySetException(fault);
            }
        }
    }

    private async Task CommitAsync(IReadOnlyList<Rows> together)
    {
        try
        {
            await using var connection = await _postgres.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection);
            AddTo(batch, together.SelectMany(r => r.Written));

            // One batch without a transaction of its own is one transaction.
            await batch.ExecuteNonQueryAsync();
            Meters.GroupSize.Record(together.Count);
            Meters.Acts.Add(together.Count);
            foreach (var request in together)
            {
                request.Answer.SetResult();
            }
        }
        catch (PostgresException) when (together.Count > 1)
        {
            // The database said no and kept nothing.
            foreach (var request in together)
            {
                await CommitAsync([request]);
            }
        }
        catch (Exception fault)
        {
            foreach (var request in together)
            {
                request.Answer.TrySetException(fault);
            }
        }
    }

    private void AddTo(NpgsqlBatch batch, IEnumerable<object> rows)
    {
        var inserts = new ColumnarInserts(_plans);
        foreach (var row in rows)
        {
            inserts.Add(row);
        }

        inserts.WriteTo(batch);
    }

    private static async Task<object?> ReadAsync(RowLookUp plan, NpgsqlDataReader reader, CancellationToken stop) => await reader.ReadAsync(stop)
        ? plan.Read((i, stored) => reader.IsDBNull(i) ? null : stored == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(i) : reader.GetValue(i))
        : null;

    private sealed record LookUp(RowLookUp Plan, object Value)
    {
        public TaskCompletionSource<object?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Rows(IReadOnlyList<object> Written)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
