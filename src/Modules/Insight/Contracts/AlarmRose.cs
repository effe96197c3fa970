using Banzhang.Platform.Ledger;

namespace Banzhang.Insight.Contracts;

public enum AlarmKind
{
    /// <summary>Somebody has waited in a queue longer than the limit and nobody has taken the ticket.</summary>
    LongWait = 1,

    /// <summary>More promises broken in the last hour than the limit.</summary>
    BrokenPromises = 2,

    /// <summary>One category came in far more often in the last hour than usual at this time.</summary>
    CategorySpike = 3,

    /// <summary>All contacts together did.</summary>
    VolumeSpike = 4,
}

/// <summary>An alarm stands on the cockpit that did not stand there before, or became grave.</summary>
/// <param name="Kind">What is out of the ordinary.</param>
/// <param name="Queue">Whose wait it is; null for the other kinds.</param>
/// <param name="Category">Of a category's spike; empty for the other kinds.</param>
/// <param name="Count">Tickets in the last hour; of a wait, those nobody has taken.</param>
/// <param name="Since">When the longest wait began; null for the other kinds.</param>
/// <param name="IsGrave">Twice the limit.</param>
public sealed record AlarmRose(AlarmKind Kind, Guid? Queue, string Category, long Count, DateTimeOffset? Since, bool IsGrave) : IDomainEvent
{
    /// <summary>The queue; empty where the whole floor is meant.</summary>
    public Guid Subject => Queue ?? Guid.Empty;
}
