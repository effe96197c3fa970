using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;

namespace Banzhang.Platform.Outbox;

/// <summary>
/// Listens to one kind of event. Runs in the delivery's own transaction, after the commit that told it;
/// its database changes and the removal of the message are one, so they happen exactly once. Effects outside the database may happen twice.
/// </summary>
public interface IHear<in TEvent>
    where TEvent : IDomainEvent
{
    Task HearAsync(TEvent happened, Delivery delivery, CancellationToken stop);
}

/// <summary>The circumstances of one delivered event.</summary>
/// <param name="Act">The transaction of the delivery.</param>
/// <param name="At">When it happened.</param>
/// <param name="ActorId">Who did it; empty for nobody.</param>
/// <param name="ActorName">Their name at that time.</param>
/// <param name="Topics">What becomes stale on screens; published after the commit.</param>
/// <param name="Sums">What the whole delivery counts, written once at its end.</param>
public sealed record Delivery(Act Act, DateTimeOffset At, Guid ActorId, string ActorName, HashSet<string> Topics, DeliverySums Sums);

/// <summary>Counters of one delivery, added up in memory first: many events of a batch count into the same row.</summary>
public sealed class DeliverySums
{
    private readonly Dictionary<object, (Func<object, Act, CancellationToken, ValueTask> Write, object Row)> _rows = [];

    /// <param name="key">Equal for rows that are one in the table.</param>
    /// <param name="row">The first of its key is kept.</param>
    /// <param name="grow">Adds a later row to the kept one.</param>
    public void Add<T>(object key, T row, Action<T, T> grow)
        where T : class
    {
        if (_rows.TryGetValue(key, out var kept))
        {
            grow((T)kept.Row, row);
        }
        else
        {
            _rows[key] = ((r, act, stop) => act.IncrementAsync((T)r, stop), row);
        }
    }

    internal async Task WriteAsync(Act act, CancellationToken stop)
    {
        foreach (var (write, row) in _rows.Values)
        {
            await write(row, act, stop);
        }
    }
}
