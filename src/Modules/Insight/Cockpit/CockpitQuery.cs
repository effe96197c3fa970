using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Microsoft.EntityFrameworkCore;

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

public sealed record CockpitView(DateTimeOffset AsOf, CockpitToday Today, IReadOnlyList<CockpitHour> Hours, DeskBoard Board, SatisfactionTargets Targets);

/// <summary>The live numbers of the supervisor's seat.</summary>
internal sealed class CockpitQuery(IDbContextFactory<AppDb> databases, IDeskBoard board, SettingsBook settings, TimeProvider clock)
{
    private const int Weeks = 4;

    public async Task<Outcome<CockpitView>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return by.RefusalOf(Permissions.ReadCockpit);
        }

        var now = clock.GetUtcNow();
        var midnight = DepartmentZone.MidnightBefore(now);
        var team = by.Reach(Permissions.ReadCockpit) == Scope.All ? null : by.TeamId;
        await using var db = await databases.CreateDbContextAsync(stop);
        var today = await SumAsync(db, midnight, now, team, stop);
        var hours = await OpenedByHourAsync(db, midnight, team, stop);
        var past = new List<Dictionary<DateTimeOffset, long>>();
        for (var week = 1; week <= Weeks; week++)
        {
            var day = await OpenedByHourAsync(db, midnight.AddDays(-7 * week), team, stop);
            if (day.Count > 0)
            {
                past.Add(day.ToDictionary(h => h.Key.AddDays(7 * week), h => h.Value));
            }
        }

        var sofar = (now - midnight).TotalHours;
        return new CockpitView(
            now,
            Figures(today, past.Count == 0 ? null : (long)Math.Round(past.Average(d => d.Sum(h => h.Value * Math.Clamp(sofar - (h.Key - midnight).TotalHours, 0, 1))))),
            [.. Enumerable.Range(0, 24).Select(h => midnight.AddHours(h)).Select(at => new CockpitHour(
                at, at <= now ? hours.GetValueOrDefault(at) : null, past.Count == 0 ? null : (long)Math.Round(past.Average(d => d.GetValueOrDefault(at)))))],
            await board.ReadAsync(by, stop),
            (await settings.GetAsync(SatisfactionTargets.Setting, stop)).Value);
    }

    private static CockpitToday Figures(Dictionary<Metric, Sums> sums, long? usual)
    {
        Sums Of(Metric metric) => sums.GetValueOrDefault(metric) ?? new(0, 0);
        long? Mean(Metric metric) => Of(metric) is { Count: > 0 } s ? s.Sum / s.Count : null;
        return new(
            Of(Metric.Opened).Count, usual,
            Of(Metric.FirstResponses).Count, Mean(Metric.FirstResponses), Percent.Of(Of(Metric.FirstResponsesMet).Count, Of(Metric.FirstResponsesPromised).Count),
            Of(Metric.Resolved).Count, Mean(Metric.Resolved), Of(Metric.Reopened).Count, Of(Metric.Breaches).Count, Of(Metric.Transfers).Count, Of(Metric.Escalations).Count,
            Of(Metric.Ratings).Count, Percent.Of(Of(Metric.SatisfiedRatings).Count, Of(Metric.Ratings).Count));
    }

    private static async Task<Dictionary<Metric, Sums>> SumAsync(AppDb db, DateTimeOffset from, DateTimeOffset to, Guid? team, CancellationToken stop) =>
        await Within(db, from, to, team).GroupBy(r => r.Metric).Select(g => new { g.Key, Count = g.Sum(r => r.Count), Sum = g.Sum(r => r.Sum) })
            .ToDictionaryAsync(g => g.Key, g => new Sums(g.Count, g.Sum), stop);

    private static async Task<Dictionary<DateTimeOffset, long>> OpenedByHourAsync(AppDb db, DateTimeOffset midnight, Guid? team, CancellationToken stop)
    {
        var quarters = await Within(db, midnight, midnight.AddDays(1), team).Where(r => r.Metric == Metric.Opened)
            .GroupBy(r => r.Bucket).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).ToListAsync(stop);
        return quarters.GroupBy(q => midnight.AddHours(Math.Floor((q.Key - midnight).TotalHours))).ToDictionary(g => g.Key, g => g.Sum(q => q.Count));
    }

    private static IQueryable<Rollup> Within(AppDb db, DateTimeOffset from, DateTimeOffset to, Guid? team)
    {
        var rows = db.Set<Rollup>().Where(r => r.Bucket >= from && r.Bucket < to);
        return team is { } one ? rows.Where(r => r.Team == one) : rows;
    }

    private sealed record Sums(long Count, long Sum);
}
