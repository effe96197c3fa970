using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;

namespace Banzhang.Insight.Cockpit;

/// <summary>Today's figures. An average or rate is null when nothing was counted.</summary>
/// <param name="UsualOpened">Mean of the same weekday up to the same time in the four weeks before; null without history.</param>
/// <param name="FirstResponseSeconds">Mean business time from opening to the first public answer of a person.</param>
/// <param name="FirstResponseMet">Answered within the promise, of those answered with a promise.</param>
/// <param name="ResolutionSeconds">Mean business time from opening to the first resolution.</param>
/// <param name="Satisfaction">Ratings of 4 or 5, of all ratings.</param>
public sealed record CockpitToday(
    long Opened, long? UsualOpened, long FirstResponses, long? FirstResponseSeconds, Percent? FirstResponseMet, long Resolved, long? ResolutionSeconds, long Reopened, long Breaches, long Transfers, long Escalations, long Ratings, Percent? Satisfaction);

/// <param name="At">Start of the hour.</param>
/// <param name="Usual">Mean of the same weekday's hour in the four weeks before; null without history.</param>
public sealed record CockpitHour(DateTimeOffset At, long? Opened, long? Usual);

/// <summary>The course of the figures by the hour since midnight, for the small curves; an hour without anything to average is left out.</summary>
public sealed record CockpitCurves(IReadOnlyList<double> Opened, IReadOnlyList<double> FirstResponseSeconds, IReadOnlyList<double> Resolved, IReadOnlyList<double> SatisfactionPercent, IReadOnlyList<double> Breaches)
{
    internal static CockpitCurves Of(CockpitRows today, DateTimeOffset midnight, DateTimeOffset now)
    {
        var hours = Enumerable.Range(0, 24).Select(h => midnight.AddHours(h)).Where(at => at <= now).ToList();
        IReadOnlyList<double> Counts(Metric metric) => [.. hours.Select(at => (double)today.Count(metric, at, at.AddHours(1)))];
        IReadOnlyList<double> Shares(Func<DateTimeOffset, DateTimeOffset, double> above, Metric below) =>
            [.. hours.Where(at => today.Count(below, at, at.AddHours(1)) > 0).Select(at => above(at, at.AddHours(1)) / today.Count(below, at, at.AddHours(1)))];
        return new(
            Counts(Metric.Opened),
            Shares((from, to) => today.Sum(Metric.FirstResponses, from, to), Metric.FirstResponses),
            Counts(Metric.Resolved),
            Shares((from, to) => 100.0 * today.Count(Metric.SatisfiedRatings, from, to), Metric.Ratings),
            Counts(Metric.Breaches));
    }
}

/// <param name="Scope">The one queue it is about; null for all the reader may see.</param>
public sealed record CockpitView(
    DateTimeOffset AsOf, CockpitToday Today, IReadOnlyList<CockpitHour> Hours, DeskBoard Board, SatisfactionTargets Targets, CockpitCurves Curves, IReadOnlyList<Alarm> Alarms, QueueCard? Scope);
