using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>On PostgreSQL every act has its own connection; its new rows travel in one batch, which without earlier reads is the whole transaction.</summary>
public sealed class PostgresWrites(AppDbFactory databases, AuditSigner signer, OutboxSignal signal, TimeProvider clock) : IWrites, IDisposable
{
    private const int Attempts = 5;
    private static readonly ConcurrentDictionary<string, string> NumberedSql = new();
    private readonly Lazy<InsertPlan.Book> _plans = new(() =>
    {
        using var db = databases.CreateDbContext();
        return new InsertPlan.Book(db.Model);
    });

    private readonly Lazy<RowLookUp.Book> _lookUps = new(() =>
    {
        using var db = databases.CreateDbContext();
        return new RowLookUp.Book(db.Model);
    });

    private readonly NumberBlocks _numbers = new(databases.Postgres!);

    public void Dispose() => _numbers.Dispose();

    public async Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(by, work, stop);
            }
            catch (Exception fault) when (attempt < Attempts && StorageFaults.IsWorthRetrying(fault))
            {
                // The database chose this act as the victim of a deadlock: it left nothing behind and runs again.
            }
            catch (Exception fault) when (StorageFaults.AsRefusal(fault) is not null)
            {
                return StorageFaults.AsRefusal(fault)!;
            }
        }
    }

    private async Task<Outcome<T>> OnceAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop)
    {
        await using var connection = await databases.Postgres!.OpenConnectionAsync(stop);
        NpgsqlTransaction? transaction = null;
        AppDb? opened = null;
        try
        {
            var act = new Act(by, clock.GetUtcNow(), () =>
            {
                opened = databases.CreateOn(databases.OptionsOn(connection));
                transaction = connection.BeginTransaction();
                opened.Database.UseTransaction(transaction);
                return opened;
            }, new OnConnection(this, connection));
            var outcome = await work(act, stop);
            if (!outcome.IsDone)
            {
                return outcome;
            }

            if (opened is not null)
            {
                await opened.SaveChangesAsync(stop);
            }

            act.Close(signer, outcome.Value);
            await InsertAsync(act.Rows, connection, transaction, stop);
            if (transaction is not null)
            {
                await transaction.CommitAsync(stop);
            }

            act.RunAfterCommit();
            if (act.Told.Count > 0)
            {
                signal.Raise();
            }

            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }
        finally
        {
            if (opened is not null)
            {
                await opened.DisposeAsync();
            }

            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }
        }
    }

    private sealed class OnConnection(PostgresWrites writer, NpgsqlConnection connection) : IActConnection
    {
        public ValueTask<long> NextNumberAsync(string counter, CancellationToken stop) => writer._numbers.NextAsync(counter, stop);

        public async ValueTask<object?> LookUpAsync(Type entity, string property, object value, CancellationToken stop)
        {
            var plan = writer._lookUps.Value.For(entity, property);
            await using var command = new NpgsqlCommand(plan.NumberedSql, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = plan.ToStored(value) });
            await using var reader = await command.ExecuteReaderAsync(stop);
            return await reader.ReadAsync(stop) ? plan.Read((i, stored) => reader.IsDBNull(i) ? null : stored == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(i) : reader.GetValue(i)) : null;
        }

        public async ValueTask RunAsync(string sql, object[] values, CancellationToken stop)
        {
            await using var command = new NpgsqlCommand(Numbered(sql), connection);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            await command.ExecuteNonQueryAsync(stop);
        }

        private static string Numbered(string sql) => NumberedSql.GetOrAdd(sql, static s => Regex.Replace(s, @"@p(\d+)", m => $"${int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1}"));
    }

    private async Task InsertAsync(IReadOnlyList<object> rows, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken stop)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var row in rows)
        {
            var plan = _plans.Value.For(row.GetType());
            var command = new NpgsqlBatchCommand(plan.NumberedSql);
            for (var i = 0; i < plan.Count; i++)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = plan.ValueOf(i, row) });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(stop);
    }
}
