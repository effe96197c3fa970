using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>
/// On PostgreSQL an act that changes rows through EF, or adds to counters, has its own connection and transaction.
/// One that only looks up and adds, as the intake does, shares its round trips and its commit with others (<see cref="PostgresTrips"/>).
/// </summary>
public sealed class PostgresWrites : IWrites, IAsyncDisposable
{
    private const int Attempts = 5;
    private readonly AppDbFactory _databases;
    private readonly AuditSigner _signer;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private readonly NumberBlocks _numbers;
    private readonly Lazy<PostgresTrips> _trips;
    private readonly Holds _holds = new();

    /// <summary>Half of the pool: the other half is for reading, and for what an act needs beside its own connection.</summary>
    private readonly SemaphoreSlim _places;

    public PostgresWrites(AppDbFactory databases, AuditSigner signer, OutboxSignal signal, TimeProvider clock)
    {
        (_databases, _signer, _signal, _clock) = (databases, signer, signal, clock);
        _numbers = new(databases.Postgres!);
        _places = new(Math.Max(1, new NpgsqlConnectionStringBuilder(databases.Postgres!.ConnectionString).MaxPoolSize / 2));
        _trips = new(() =>
        {
            using var db = databases.CreateDbContext();
            return new PostgresTrips(databases.Postgres!, db.Model);
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_trips.IsValueCreated)
        {
            await _trips.Value.DisposeAsync();
        }

        _numbers.Dispose();
        _places.Dispose();
        _holds.Dispose();
    }

    public async Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
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
                catch (DbUpdateConcurrencyException) when (attempt < Attempts)
                {
                    // Another act changed a row after this one had read it. It runs again on what is there now, as acts that meet at the embedded
                    // database's one writer do: one that was based on a version finds it stale, and says so with the current state.
                }
                catch (DbUpdateConcurrencyException)
                {
                    return new ChangedMeanwhile();
                }
                catch (Exception fault) when (attempt == 1 && StorageFaults.IsUniqueViolation(fault) && !StorageFaults.IsOfTable(fault, IdempotencyRecord.Table))
                {
                    // Two acts added the same thing, which neither could see: this one runs again and finds it.
                }
                catch (Exception fault) when (StorageFaults.AsRefusal(fault) is not null)
                {
                    return StorageFaults.AsRefusal(fault)!;
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<Outcome<T>> OnceAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop)
    {
        await using var own = new OwnTransaction(this);
        var act = new Act(by, _clock.GetUtcNow(), own.OpenDb, own);
        var outcome = await work(act, stop);
        if (!outcome.IsDone)
        {
            return outcome;
        }

        act.Close(_signer, outcome.Value);
        await (own.IsOpen ? own.CommitAsync(act.Rows, stop) : _trips.Value.CommitAsync(act.Rows));
        act.RunAfterCommit();
        if (act.Told.Count > 0)
        {
            _signal.Raise();
        }

        return outcome;
    }

    /// <summary>Opened when the act first asks for it; from a pool that has a place for it, so that this does not wait.</summary>
    private sealed class OwnTransaction(PostgresWrites writer) : IActConnection, IAsyncDisposable
    {
        private static readonly ConcurrentDictionary<string, string> NumberedSql = new();
        private NpgsqlConnection? _connection;
        private NpgsqlTransaction? _transaction;
        private AppDb? _db;
        private IDisposable? _held;

        public bool IsOpen => _transaction is not null;

        public AppDb OpenDb()
        {
            Begin();
            _db = writer._databases.CreateOn(writer._databases.OptionsOn(_connection!));
            _db.Database.UseTransaction(_transaction);
            return _db;
        }

        public ValueTask<long> NextNumberAsync(string counter, CancellationToken stop) => writer._numbers.NextAsync(counter, stop);

        public async ValueTask<object?> LookUpAsync(Type entity, string property, object value, RowPart part, CancellationToken stop) => IsOpen
            ? await writer._trips.Value.LookUpAsync(entity, property, value, part, _connection!, stop)
            : await writer._trips.Value.LookUpAsync(entity, property, value, part);

        public async ValueTask HoldAsync(IReadOnlyCollection<string> things, CancellationToken stop) =>
            _held = _held is null ? await writer._holds.TakeAsync(things, stop) : throw new InvalidOperationException("An act holds once what it holds: one that took more later could wait for another for ever.");

        public async ValueTask RunAsync(string sql, object[] values, CancellationToken stop)
        {
            Begin();
            await using var command = new NpgsqlCommand(Numbered(sql), _connection, _transaction);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            await command.ExecuteNonQueryAsync(stop);
        }

        public async Task CommitAsync(IReadOnlyList<object> rows, CancellationToken stop)
        {
            if (_db is not null)
            {
                await _db.SaveChangesAsync(stop);
            }

            await writer._trips.Value.InsertAsync(rows, _connection!, _transaction!, stop);
            await _transaction!.CommitAsync(stop);
        }

        public async ValueTask DisposeAsync()
        {
            if (_db is not null)
            {
                await _db.DisposeAsync();
            }

            if (_transaction is not null)
            {
                await _transaction.DisposeAsync();
            }

            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }

            _held?.Dispose();
        }

        private void Begin()
        {
            _connection ??= writer._databases.Postgres!.OpenConnection();
            _transaction ??= _connection.BeginTransaction();
        }

        private static string Numbered(string sql) => NumberedSql.GetOrAdd(sql, static s => Regex.Replace(s, @"@p(\d+)", m => $"${int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1}"));
    }
}
