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
public sealed record Delivery(Act Act, DateTimeOffset At, Guid ActorId, string ActorName, HashSet<string> Topics);
