using System.Threading.Channels;
using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Health;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Outbox;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Banzhang.Platform.Data;

/// <summary>
/// The embedded database has one writer. Requests that arrive while it is busy are grouped into its next commit,
/// so that throughput grows with concurrency while each is acknowledged only after the disk has it.
/// A request that fails is rolled back alone, to its savepoint; it gets one when it first writes by itself. Most acts only leave rows behind,
/// which are inserted when nothing can be refused any more: they need none, and copying every page they touch would cost a tenth of the writer's time.
/// </summary>
public sealed partial class SqliteWrites(AppDbFactory databases, AuditSigner signer, OutboxSignal signal, TimeProvider clock, ILogger<SqliteWrites> log)
    : IWrites, IHostedService, IAsyncDisposable
{
    /// <summary>More would make the first of a group wait for the last; measured in bench/Intake.</summary>
    private const int LargestGroup = 64;
    private const string Begin = "SAVEPOINT act", Undo = "ROLLBACK TO act", Keep = "RELEASE act";

    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Dictionary<Type, (InsertPlan Plan, SqliteStatement Statement)> _inserts = [];
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private RowLookUp.Book? _lookUpPlans;
    private bool _hasSavepoint;
    private volatile int _lastGroup;
    private Task? _loop;
    private SqliteConnection? _connection;
    private DbContextOptions<AppDb>? _options;
    private InsertPlan.Book? _plans;
    private GroupCounters? _counters;

    /// <summary>The last group had more than a few acts: requests are waiting for one another.</summary>
    public bool IsBusy => _lastGroup > 4 || _requests.Reader.Count > 4;

    public async Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop)
    {
        EnsureRunning();
        var request = new Request<T>(by, work, stop);
        await _requests.Writer.WriteAsync(request, stop);
        return await request.Answer.Task;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        EnsureRunning();
        return Task.CompletedTask;
    }

    /// <summary>Everything already handed in is written before the program ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _requests.Writer.TryComplete();
        if (_loop is not null)
        {
            await _loop.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        Close();
    }

    private void EnsureRunning()
    {
        if (_loop is null)
        {
            lock (_requests)
            {
                _loop ??= Task.Factory.StartNew(WriteGroupsAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            }
        }
    }

    private async Task WriteGroupsAsync()
    {
        var group = new List<Request>(LargestGroup);
        while (await _requests.Reader.WaitToReadAsync())
        {
            group.Clear();
            try
            {
                Open();
                if (!await StoreAsync(Arriving(group), isCareful: false))
                {
                    await StoreAsync(group, isCareful: true);
                }

                _lastGroup = group.Count;
                Meters.GroupSize.Record(group.Count);
                Meters.Acts.Add(group.Count);
                AnswerAll(group);
            }
            catch (Exception fault)
            {
                // The commit itself failed: nothing of the group is stored, and each of its callers is told so.
                GroupFailed(log, group.Count, fault);
                Close();
                while (group.Count == 0 && _requests.Reader.TryRead(out var waiting))
                {
                    group.Add(waiting);
                }

                foreach (var request in group)
                {
                    request.FailWith(fault);
                }
            }
        }
    }

    /// <summary>What waits, as far as one commit takes it; each is in the group once it is handed out.</summary>
    private IEnumerable<Request> Arriving(List<Request> group)
    {
        while (group.Count < LargestGroup && _requests.Reader.TryRead(out var request))
        {
            group.Add(request);
            yield return request;
        }
    }

    /// <summary>One transaction. False when a row could not be stored whose act had no savepoint: nothing is stored, and the group must run again with care.</summary>
    private async Task<bool> StoreAsync(IEnumerable<Request> requests, bool isCareful)
    {
        using var transaction = _connection!.BeginTransaction(deferred: false);
        foreach (var request in requests)
        {
            if (!await RunAsync(request, transaction, isCareful))
            {
                _counters!.Forget();
                return false;
            }
        }

        _counters!.WriteAll();
        transaction.Commit();
        return true;
    }

    private void AnswerAll(List<Request> group)
    {
        var told = false;
        foreach (var request in group)
        {
            told |= request.Act is { Told.Count: > 0 };
            request.Complete();
        }

        if (told)
        {
            signal.Raise();
        }
    }

    private async Task<bool> RunAsync(Request request, SqliteTransaction transaction, bool isCareful)
    {
        request.Fault = null;
        if (request.Stop.IsCancellationRequested)
        {
            request.Cancel();
            return true;
        }

        _hasSavepoint = false;
        if (isCareful)
        {
            BeginWriting();
        }

        AppDb? opened = null;
        var isInserting = false;
        try
        {
            var act = new Act(request.By, clock.GetUtcNow(), () =>
            {
                BeginWriting();
                opened = databases.CreateOn(_options!);
                opened.Database.UseTransaction(transaction);
                return opened;
            }, new OnWriter(this));
            if (await request.WorkAsync(act))
            {
                if (opened is not null)
                {
                    await opened.SaveChangesAsync(CancellationToken.None);
                }

                act.Close(signer, request.Result);
                isInserting = true;
                foreach (var row in act.Rows)
                {
                    Insert(row);
                }
            }
            else
            {
                UndoAct();
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            UndoAct();
            request.Refuse(new ChangedMeanwhile());
        }
        catch (Exception) when (raw.sqlite3_get_autocommit(_connection!.Handle) != 0)
        {
            // For want of space or a disk that fails SQLite has taken the whole transaction back by itself: the group is told.
            throw;
        }
        catch (Exception) when (isInserting && !_hasSavepoint)
        {
            // Told when it runs again: here nothing could take back the rows before it but the whole group.
            return false;
        }
        catch (Exception fault)
        {
            UndoAct();
            request.Fault = fault;
        }
        finally
        {
            if (opened is not null)
            {
                await opened.DisposeAsync();
            }
        }

        _counters!.Keep();
        if (_hasSavepoint)
        {
            Run(Keep);
        }

        return true;
    }

    /// <summary>From here on the act can be undone without the others of its group.</summary>
    private void BeginWriting()
    {
        if (!_hasSavepoint)
        {
            Run(Begin);
            _hasSavepoint = true;
        }
    }

    private void UndoAct()
    {
        _counters!.Undo();
        if (_hasSavepoint)
        {
            Run(Undo);
        }
    }

    private void Insert(object row)
    {
        if (!_inserts.TryGetValue(row.GetType(), out var insert))
        {
            var plan = _plans!.For(row.GetType());
            insert = (plan, new(_connection!, plan.NamedSql));
            _inserts[row.GetType()] = insert;
        }

        for (var i = 0; i < insert.Plan.Count; i++)
        {
            insert.Statement.Bind(i, insert.Plan.ValueOf(i, row));
        }

        insert.Statement.Run();
    }

    private long LastNumber(string counter) => (long?)First("""SELECT "Value" FROM platform_counters WHERE "Name" = @p0""", counter, row => row.ValueAt(0, typeof(long))) ?? 0;

    private void WriteNumber(string counter, long last) =>
        Run("""INSERT INTO platform_counters ("Name", "Value") VALUES (@p0, @p1) ON CONFLICT ("Name") DO UPDATE SET "Value" = excluded."Value" """, counter, last);

    private void Run(string sql, params ReadOnlySpan<object> values)
    {
        var statement = Prepared(sql);
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i, values[i]);
        }

        statement.Run();
    }

    private SqliteStatement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new(_connection!, sql);
            _statements[sql] = statement;
        }

        return statement;
    }

    private object? LookUp(Type entity, string property, object value, RowPart part)
    {
        var plan = _lookUpPlans!.For(entity, property, part);
        return First(plan.NamedSql, plan.ToStored(value), row => plan.Read(row.ValueAt));
    }

    /// <summary>What <paramref name="read"/> makes of the first row found by <paramref name="key"/>; null when there is none.</summary>
    private object? First(string sql, object key, Func<SqliteStatement, object?> read)
    {
        var statement = Prepared(sql);
        statement.Bind(0, key);
        try
        {
            return statement.ReadFirst() ? read(statement) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    private void Open()
    {
        if (_connection is not null)
        {
            return;
        }

        _connection = databases.OpenWriter();
        _options = databases.OptionsOn(_connection);
        using var db = databases.CreateOn(_options);
        _plans = new(db.Model);
        _lookUpPlans = new(db.Model);
        _counters = new(LastNumber, WriteNumber);
    }

    /// <summary>The next group opens it again.</summary>
    private void Close()
    {
        foreach (var statement in _inserts.Values.Select(i => i.Statement).Concat(_statements.Values))
        {
            statement.Dispose();
        }

        _inserts.Clear();
        _statements.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "CommitFailed: a group of {Count} acts was not stored")]
    private static partial void GroupFailed(ILogger log, int count, Exception fault);

    private sealed class OnWriter(SqliteWrites writer) : IActConnection
    {
        public ValueTask<long> NextNumberAsync(string counter, CancellationToken stop) => ValueTask.FromResult(writer._counters!.Next(counter));

        public ValueTask<object?> LookUpAsync(Type entity, string property, object value, RowPart part, CancellationToken stop) =>
            ValueTask.FromResult(writer.LookUp(entity, property, value, part));

        /// <summary>There is one writer.</summary>
        public ValueTask HoldAsync(IReadOnlyCollection<string> things, CancellationToken stop) => ValueTask.CompletedTask;

        public ValueTask RunAsync(string sql, object[] values, CancellationToken stop)
        {
            writer.BeginWriting();
            writer.Run(sql, values);
            return ValueTask.CompletedTask;
        }
    }

    private abstract class Request(Actor by, CancellationToken stop)
    {
        public Actor By => by;

        public CancellationToken Stop => stop;

        public Act? Act { get; protected set; }

        public Exception? Fault { get; set; }

        /// <summary>What the work answered, once it is done.</summary>
        public abstract object? Result { get; }

        /// <summary>True when the work is done and is to be stored.</summary>
        public abstract Task<bool> WorkAsync(Act act);

        public abstract void Refuse(Refusal refusal);

        public abstract void Complete();

        public abstract void FailWith(Exception fault);

        public abstract void Cancel();
    }

    private sealed class Request<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop) : Request(by, stop)
    {
        private Outcome<T> _outcome;

        public TaskCompletionSource<Outcome<T>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override object? Result => _outcome.IsDone ? _outcome.Value : null;

        public override async Task<bool> WorkAsync(Act act)
        {
            Act = act;
            _outcome = await work(act, Stop);
            return _outcome.IsDone;
        }

        public override void Refuse(Refusal refusal) => _outcome = refusal;

        public override void Complete()
        {
            if (Fault is not null)
            {
                FailWith(Fault);
                return;
            }

            if (_outcome.IsDone)
            {
                Act?.RunAfterCommit();
            }

            Answer.TrySetResult(_outcome);
        }

        public override void FailWith(Exception fault)
        {
            if (StorageFaults.AsRefusal(fault) is { } refusal)
            {
                Answer.TrySetResult(refusal);
            }
            else
            {
                Answer.TrySetException(fault);
            }
        }

        public override void Cancel() => Answer.TrySetCanceled(Stop);
    }
}
