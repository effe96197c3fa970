using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Contracts;

/// <param name="Unassigned">Nobody has taken them.</param>
/// <param name="InHand">Taken, our turn; or put aside.</param>
/// <param name="Waiting">The customer's turn.</param>
/// <param name="Overdue">A promise is broken and not yet fulfilled.</param>
/// <param name="DueSoon">A promise breaks within two hours.</param>
/// <param name="LongestSince">Since when the oldest unassigned one waits.</param>
public sealed record QueueLoad(QueueCard Queue, int Unassigned, int InHand, int Waiting, int Overdue, int DueSoon, DateTimeOffset? LongestSince);

/// <param name="Deadline">True second of the promise.</param>
public sealed record TicketAtRisk(TicketId Ticket, string Number, string Subject, string CustomerName, Channel Channel, Priority Priority, QueueId Queue, AgentId? Agent, ClockKind Kind, DateTimeOffset Deadline, int EscalationLevel, bool Acknowledged);

public sealed record AgentLoad(AgentCard Agent, PresenceKind Presence, DateTimeOffset? Since, int Open, int Overdue);

public enum PresenceKind
{
    Off = 0,
    Free = 1,
    Busy = 2,
    WrapUp = 3,
    Break = 4,
}

public sealed record DeskBoard(DateTimeOffset AsOf, IReadOnlyList<QueueLoad> Queues, IReadOnlyList<TicketAtRisk> AtRisk, IReadOnlyList<AgentLoad> Agents)
{
    /// <summary>It holds what the reader's team answers for, not the whole floor.</summary>
    public bool IsOfTeam { get; init; }

    public int Open => Queues.Sum(q => q.Unassigned + q.InHand + q.Waiting);

    public int Overdue => Queues.Sum(q => q.Overdue);

    public int DueSoon => Queues.Sum(q => q.DueSoon);
}

/// <summary>The floor as it is now; computed at most once a second for everybody who looks.</summary>
public interface IDeskBoard
{
    /// <summary>Within the reach of the actor's permission to read tickets.</summary>
    Task<DeskBoard> ReadAsync(Actor by, CancellationToken stop);

    /// <summary>The same for all who are shown the same floor.</summary>
    Guid SharedBy(Actor by);
}
