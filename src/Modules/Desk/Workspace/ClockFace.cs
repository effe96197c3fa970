using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>A promise as it is drawn.</summary>
/// <param name="Remaining">Left while running or paused, over when breached, taken when met.</param>
/// <param name="DeadlineAt">Null for a clock that does not run.</param>
public sealed record ClockFace(ClockKind Kind, SlaState State, TimeSpan Remaining, DateTimeOffset? DeadlineAt, TimeSpan SoonWithin, TimeSpan Total, bool Acknowledged)
{
    internal static ClockFace Of(ServiceClock clock, DateTimeOffset now)
    {
        var soon = clock.Target * ((100 - clock.WarnAtPercent) / 100.0);
        var (state, remaining, deadline) = clock switch
        {
            { State: ClockState.Paused } => (SlaState.Paused, clock.Remaining, default(DateTimeOffset?)),
            { State: ClockState.Met, MetAt: { } met } => (SlaState.Met, met - clock.StartedAt, null),
            { MetAt: { } late } => (SlaState.Breached, late - clock.DeadlineAt, null),
            _ when clock.DeadlineAt <= now => (SlaState.Breached, now - clock.DeadlineAt, clock.DeadlineAt),
            _ when clock.DeadlineAt - now <= soon => (SlaState.Soon, clock.DeadlineAt - now, clock.DeadlineAt),
            _ => (SlaState.Running, clock.DeadlineAt - now, clock.DeadlineAt),
        };
        return new(clock.Kind, state, remaining, deadline, soon, clock.Target, clock.AcknowledgedAt is not null);
    }

    /// <summary>The latest promise of each kind: what runs first, then what stands still, then what is done.</summary>
    /// <param name="endedAt">When the ticket was done, where it is: what was late then counts no further.</param>
    internal static IReadOnlyList<ClockFace> Row(IEnumerable<ServiceClock> clocks, DateTimeOffset now, DateTimeOffset? endedAt = null) => endedAt is { } end
        ? [.. Row(clocks, end).Select(f => f with { DeadlineAt = null })]
        : [.. clocks.Where(c => c.State != ClockState.Cancelled).GroupBy(c => c.Kind).Select(g => Of(g.MaxBy(c => c.StartedAt)!, now)).OrderBy(f => f.DeadlineAt ?? DateTimeOffset.MaxValue).ThenBy(f => f.State).ThenBy(f => f.Kind)];
}
