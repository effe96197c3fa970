using Banzhang.Platform.Audit;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;

namespace Banzhang.Platform.Data;

/// <summary>
/// One use case inside one transaction. New rows are handed to <see cref="Add"/> and written in one batch;
/// changed entities come from <see cref="Db"/>. What happened is told once, to ledger and outbox together.
/// </summary>
public sealed class Act
{
    private readonly Func<AppDb> _open;
    private readonly List<object> _rows = new(12);
    private readonly List<ToldEvent> _told = new(2);
    private readonly List<AuditEntry> _audit = new(1);
    private List<Action>? _afterCommit;
    private readonly IActConnection _connection;
    private AppDb? _db;

    internal Act(Actor by, DateTimeOffset now, Func<AppDb> open, IActConnection connection)
    {
        By = by;
        Now = now;
        _open = open;
        _connection = connection;
    }

    public Actor By { get; }

    /// <summary>The instant of the whole act.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Tracks changes; saved by whoever runs the act, once, after the work.</summary>
    public AppDb Db => _db ??= _open();

    internal IReadOnlyList<object> Rows => _rows;

    public IReadOnlyList<ToldEvent> Told => _told;

    /// <summary>A new row, written at the end of the act.</summary>
    public void Add(object row) => _rows.Add(row);

    /// <summary>Something that happened: written to the ledger and delivered to listeners after the commit.</summary>
    public void Tell(IDomainEvent happened) => _told.Add(new(happened, Now, By));

    /// <summary>The same with another instant, for what happened earlier than it was noticed (a breach, an import).</summary>
    public void Tell(IDomainEvent happened, DateTimeOffset at) => _told.Add(new(happened, at, By));

    /// <summary>For Platform's own books outside the model: a prepared statement, run at once.</summary>
    internal ValueTask RunAsync(string sql, object[] values, CancellationToken stop) => _connection.RunAsync(sql, values, stop);

    /// <summary>Everything the entity recorded, told in order.</summary>
    public void TellAll(Remembering entity)
    {
        foreach (var happened in entity.TakeHappened())
        {
            Tell(happened);
        }
    }

    /// <summary>Who did what, for the audit trail; <paramref name="before"/> and <paramref name="after"/> hold only what changed and no customer text.</summary>
    public void Audit(string action, string subject, object? before = null, object? after = null) =>
        _audit.Add(AuditEntry.Of(By, Now, action, subject, before, after));

    /// <summary>The next number for people of a counter, from 1.</summary>
    public ValueTask<long> NextNumberAsync(string counter, CancellationToken stop) => _connection.NextNumberAsync(counter, stop);

    /// <summary>A copy of the row whose <paramref name="property"/> has this value, to read only; null when there is none. Sees nothing of this act's own new rows.</summary>
    public async ValueTask<T?> LookUpAsync<T>(string property, object value, CancellationToken stop)
        where T : class => (T?)await _connection.LookUpAsync(typeof(T), property, value, RowPart.Whole, stop);

    /// <summary>Whether there is such a row, without reading it; like <see cref="LookUpAsync{T}"/> otherwise.</summary>
    public async ValueTask<bool> HasAsync<T>(string property, object value, CancellationToken stop)
        where T : class => await _connection.LookUpAsync(typeof(T), property, value, RowPart.Key, stop) is not null;

    /// <summary>
    /// Until the act has ended no other of this process holds any of these things: for what is looked up and added when it is not there.
    /// At most once in an act, before the look-up. Acts on other nodes are not kept out.
    /// </summary>
    public ValueTask HoldAsync(IReadOnlyCollection<string> things, CancellationToken stop) => _connection.HoldAsync(things, stop);

    /// <summary>Runs in this process once the act is durable; lost with the process.</summary>
    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    /// <summary>Ledger, outbox and audit rows join the others; called once, after the work succeeded.</summary>
    internal void Close(AuditSigner signer, object? answer)
    {
        if (By.Claim is { } claim)
        {
            _rows.Insert(0, IdempotencyRecord.Of(claim, answer, Now));
        }

        foreach (var told in _told)
        {
            _rows.Add(LedgerEvent.Of(told));
            _rows.Add(OutboxMessage.Of(Now));
        }

        foreach (var entry in _audit)
        {
            signer.Sign(entry);
            _rows.Add(entry);
        }
    }

    internal void RunAfterCommit()
    {
        foreach (var action in _afterCommit ?? [])
        {
            action();
        }
    }
}

/// <summary>What the act needs of its connection besides EF.</summary>
internal interface IActConnection
{
    ValueTask<long> NextNumberAsync(string counter, CancellationToken stop);

    ValueTask<object?> LookUpAsync(Type entity, string property, object value, RowPart part, CancellationToken stop);

    ValueTask HoldAsync(IReadOnlyCollection<string> things, CancellationToken stop);

    /// <summary>A prepared statement with placeholders <c>@p0</c>, <c>@p1</c> …, run now.</summary>
    ValueTask RunAsync(string sql, object[] values, CancellationToken stop);
}
