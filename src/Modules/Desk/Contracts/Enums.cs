namespace Banzhang.Desk.Contracts;

/// <summary>How a contact reached us.</summary>
public enum Channel
{
    Phone = 1,
    Chat = 2,
    Email = 3,

    /// <summary>Walk-in reception.</summary>
    Counter = 4,
    Social = 5,
    Portal = 6,
    Api = 7,
}

public enum Priority
{
    Low = 1,
    Normal = 2,
    High = 3,
    Urgent = 4,
}

/// <summary>Where a ticket stands. The names people configure later map onto these.</summary>
public enum TicketStatus
{
    /// <summary>Nobody has taken it.</summary>
    New = 1,

    /// <summary>We owe the next step.</summary>
    Open = 2,

    /// <summary>The customer owes the next step; the resolution clock stands still.</summary>
    Waiting = 3,

    /// <summary>Put aside until an instant, or until the customer writes.</summary>
    Snoozed = 4,

    /// <summary>We say it is solved; the customer may confirm or reopen.</summary>
    Resolved = 5,

    /// <summary>The customer confirmed, or the time to object passed.</summary>
    Closed = 6,
}

public enum AuthorKind
{
    Customer = 1,
    Agent = 2,

    /// <summary>The product itself; never counts as an answer.</summary>
    System = 3,
}

public enum Visibility
{
    Public = 1,

    /// <summary>A note to colleagues; the customer never sees it.</summary>
    Internal = 2,
}

public enum ClockKind
{
    FirstResponse = 1,
    NextResponse = 2,
    Resolution = 3,
}

public enum ClockState
{
    Running = 1,

    /// <summary>The customer is awaited.</summary>
    Paused = 2,
    Met = 3,
    Breached = 4,

    /// <summary>Not owed any more: merged, or replaced after a change of priority.</summary>
    Cancelled = 5,
}

/// <summary>Who is told at a step of an escalation.</summary>
public enum EscalationTarget
{
    Agent = 1,
    Supervisor = 2,
    Manager = 3,
}

/// <summary>What the other ticket is to this one.</summary>
public enum LinkKind
{
    Related = 1,

    /// <summary>The other is the whole of which this is a part.</summary>
    Parent = 2,

    /// <summary>The other is a part of this.</summary>
    Child = 3,
}
