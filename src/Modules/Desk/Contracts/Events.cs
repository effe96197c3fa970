using Banzhang.Customers.Contracts;
using Banzhang.People.Contracts;
using Banzhang.Platform.Ledger;

namespace Banzhang.Desk.Contracts;

/// <summary>What every fact about a ticket is counted by, as it was when it happened.</summary>
public sealed record TicketFacts(TicketId Ticket, long Number, QueueId Queue, TeamId? Team, AgentId? Agent, Channel Channel, string Category, Priority Priority, CustomerId Customer);

/// <summary>An event of one ticket.</summary>
public abstract record TicketEvent(TicketFacts Facts) : IDomainEvent
{
    public Guid Subject => Facts.Ticket.Value;
}

/// <param name="Type">The kind of request, e.g. question, return.</param>
/// <param name="Clocks">What was promised at once.</param>
public sealed record TicketOpened(TicketFacts Facts, string Type, CustomerTier Tier, IReadOnlyList<PromisedClock> Clocks) : TicketEvent(Facts);

/// <summary>A promise as the policy made it.</summary>
/// <param name="Target">Business time.</param>
public sealed record PromisedClock(ServiceClockId Clock, ClockKind Kind, TimeSpan Target, string Policy, int PolicyVersion, string Calendar, int CalendarVersion, DateTimeOffset StartedAt, DateTimeOffset DeadlineAt)
{
    /// <summary>Made elsewhere and put back here: the deadline is what was promised there, not the target counted from the start.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>The promise whose used business time it carries on: its deadline is counted from the instant it was made, for what that one left of its target. Null for a promise of its own.</summary>
    public ServiceClockId? InPlaceOf { get; init; }
}

public sealed record MessageAdded(TicketFacts Facts, MessageId Message, AuthorKind Author, Visibility Visibility, int Length) : TicketEvent(Facts);

/// <param name="Wall">Calendar time from opening to the first public answer of a person.</param>
/// <param name="Business">The same in business time.</param>
/// <param name="Met">Within the promise; null when none was made.</param>
public sealed record FirstResponseGiven(TicketFacts Facts, TimeSpan Wall, TimeSpan Business, bool? Met) : TicketEvent(Facts);

public sealed record ClockStarted(TicketFacts Facts, PromisedClock Clock) : TicketEvent(Facts);

public sealed record ClockPaused(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, TimeSpan Remaining) : TicketEvent(Facts);

public sealed record ClockResumed(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, DateTimeOffset DeadlineAt) : TicketEvent(Facts);

public sealed record ClockMet(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, DateTimeOffset DeadlineAt) : TicketEvent(Facts);

public sealed record ClockWarned(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, DateTimeOffset DeadlineAt) : TicketEvent(Facts);

/// <summary>Stamped at the deadline, whenever it was noticed.</summary>
public sealed record ClockBreached(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, DateTimeOffset DeadlineAt) : TicketEvent(Facts);

public sealed record ClockCancelled(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind) : TicketEvent(Facts);

/// <summary>A breached promise was told one step further up.</summary>
public sealed record ClockEscalated(TicketFacts Facts, ServiceClockId Clock, ClockKind Kind, int Step, EscalationTarget To) : TicketEvent(Facts);

/// <summary>Somebody took notice of a breach; it climbs no further.</summary>
public sealed record BreachAcknowledged(TicketFacts Facts, ServiceClockId Clock) : TicketEvent(Facts);

public sealed record TicketAssigned(TicketFacts Facts, AgentId? From, AgentId? To) : TicketEvent(Facts);

/// <summary>Moved to another queue; the first-contact owner stays.</summary>
public sealed record TicketTransferred(TicketFacts Facts, QueueId From, QueueId To, string Reason, AgentId? FirstContactOwner) : TicketEvent(Facts), IHoldsWords
{
    public IDomainEvent WithoutWords() => this with { Reason = "" };
}

public sealed record TicketEscalated(TicketFacts Facts, int Level, string Reason) : TicketEvent(Facts), IHoldsWords
{
    public IDomainEvent WithoutWords() => this with { Reason = "" };
}

public sealed record TicketSnoozed(TicketFacts Facts, DateTimeOffset Until) : TicketEvent(Facts);

public sealed record TicketWoken(TicketFacts Facts) : TicketEvent(Facts);

public sealed record TicketWaits(TicketFacts Facts) : TicketEvent(Facts);

/// <param name="Cycle">1 for the first resolution, 2 after a reopening …</param>
public sealed record TicketResolved(TicketFacts Facts, int Cycle, TimeSpan Wall, TimeSpan Business, bool? Met, int PublicAnswers) : TicketEvent(Facts);

public sealed record TicketReopened(TicketFacts Facts, int Cycle, AuthorKind ReopenedBy) : TicketEvent(Facts);

public sealed record TicketClosed(TicketFacts Facts, AuthorKind ConfirmedBy) : TicketEvent(Facts);

/// <summary>Fields of the ticket changed; <paramref name="Before"/> and <paramref name="After"/> hold category, priority, type, tags, not texts.</summary>
public sealed record TicketChanged(TicketFacts Facts, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After) : TicketEvent(Facts), IHoldsWords
{
    public IDomainEvent WithoutWords() => this with { Before = WithoutTags(Before), After = WithoutTags(After) };

    /// <summary>Tags are typed freely; that they changed stays.</summary>
    private static Dictionary<string, string> WithoutTags(IReadOnlyDictionary<string, string> fields) => fields.ToDictionary(f => f.Key, f => f.Key == "tags" ? "" : f.Value);
}

/// <summary>The words of the ticket were erased at its customer's request; what it is counted by stays.</summary>
public sealed record TicketErased(TicketFacts Facts) : TicketEvent(Facts);

/// <summary>Another ticket goes on in its place; it is closed, its clocks stand still, and it can be taken back.</summary>
/// <param name="Into">The number of the ticket that goes on.</param>
public sealed record TicketMerged(TicketFacts Facts, long Into) : TicketEvent(Facts);

/// <summary>The other side of <see cref="TicketMerged"/>.</summary>
/// <param name="From">The number of the ticket that was merged.</param>
public sealed record TicketTookIn(TicketFacts Facts, long From) : TicketEvent(Facts);

/// <summary>A merge was taken back: the ticket lives on its own again.</summary>
/// <param name="From">The number of the ticket it had been merged into.</param>
public sealed record TicketParted(TicketFacts Facts, long From) : TicketEvent(Facts);

/// <summary>The other side of <see cref="TicketParted"/>.</summary>
public sealed record TicketLetGo(TicketFacts Facts, long Number) : TicketEvent(Facts);

/// <summary>A part of what was asked became a ticket of its own.</summary>
/// <param name="Into">The number of the new ticket.</param>
public sealed record TicketSplit(TicketFacts Facts, long Into) : TicketEvent(Facts);

/// <summary>An answer by mail did not arrive: given up, or sent back.</summary>
/// <param name="Message">The answer.</param>
/// <param name="CameBack">True when it was sent and returned.</param>
public sealed record AnswerNotDelivered(TicketFacts Facts, MessageId Message, bool CameBack) : TicketEvent(Facts);

/// <summary>Two tickets belong together.</summary>
/// <param name="With">The number of the other.</param>
public sealed record TicketLinked(TicketFacts Facts, long With, LinkKind Kind) : TicketEvent(Facts);

public sealed record TicketUnlinked(TicketFacts Facts, long With) : TicketEvent(Facts);
