using Banzhang.Desk.Contracts;

namespace Banzhang.Desk.ServiceLevels;

/// <param name="DueAt">While paused: the deadline it had when it stopped.</param>
/// <param name="Remaining">Seconds of business time left while paused, else null.</param>
public sealed record ClockView(ServiceClockId Id, ClockKind Kind, ClockState State, DateTimeOffset StartedAt, DateTimeOffset DueAt, DateTimeOffset? MetAt, DateTimeOffset? BreachedAt, long? Remaining, string Policy, bool Acknowledged)
{
    internal static ClockView Of(ServiceClock c) => new(
        c.Id, c.Kind, c.State, c.StartedAt, c.DeadlineAt, c.MetAt, c.BreachedAt, c.State == ClockState.Paused ? (long)c.Remaining.TotalSeconds : null, c.Policy, c.AcknowledgedAt is not null);
}
