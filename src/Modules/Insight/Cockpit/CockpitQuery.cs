using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Cockpit;

/// <summary>The live numbers of the supervisor's seat, of everything the reader may see or of one queue.</summary>
internal sealed class CockpitQuery(IDbContextFactory<AppDb> databases, IDeskBoard board, IQueues queueBook, CockpitHistoryQuery history, SettingsBook settings, TimeProvider clock)
{
    public Task<Outcome<CockpitView>> RunAsync(Actor by, CancellationToken stop) => RunAsync(null, by, stop);

    /// <param name="queue">Code of one queue; null or empty for all.</param>
    /// <param name="by">Who looks.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<CockpitView>> RunAsync(string? queue, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return by.RefusalOf(Permissions.ReadCockpit);
        }

        QueueCard? scope = null;
        if (!string.IsNullOrEmpty(queue))
        {
            scope = (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Code == queue);
            if (scope is null)
            {
                return new NoSuchCockpitQueue(queue);
            }
        }

        var now = clock.GetUtcNow();
        var midnight = DepartmentZone.MidnightBefore(now);
        var team = TeamOf(by);
        await using var db = await databases.CreateDbContextAsync(stop);
        var today = await TodayAsync(db, midnight, now, team, scope?.Id.Value, stop);
        var past = await history.BeforeAsync(midnight, team, scope?.Id.Value, stop);
        var floor = Narrowed(await board.ReadAsync(by, stop), scope);
        var sofar = past.Count == 0 ? (long?)null : (long)Math.Round(past.Average(d => d.Sum(q => q.Count * Math.Clamp((now - q.Bucket).TotalMinutes / 15, 0, 1))));
        var hourAgo = now.AddHours(-1);
        return new CockpitView(
            now,
            Figures(today, sofar),
            [.. Enumerable.Range(0, 24).Select(h => midnight.AddHours(h)).Select(at => new CockpitHour(
                at, at <= now ? today.Count(Metric.Opened, at, at.AddHours(1)) : null, past.Count == 0 ? null : (long)Math.Round(past.Average(d => d.Where(q => q.Bucket >= at && q.Bucket < at.AddHours(1)).Sum(q => q.Count)))))],
            floor,
            (await settings.GetAsync(SatisfactionTargets.Setting, stop)).Value,
            CockpitCurves.Of(today, midnight, now),
            AlarmFinding.Of(
                floor, await LastHourAsync(db, hourAgo, now, team, scope?.Id.Value, stop), Usual(past, hourAgo, now), today.Count(Metric.Breaches, hourAgo, now), (await settings.GetAsync(AlarmLimits.Setting, stop)).Value),
            scope);
    }

    /// <summary>The alarms alone, of everything the reader may see.</summary>
    internal async Task<Outcome<IReadOnlyList<Alarm>>> AlarmsAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return by.RefusalOf(Permissions.ReadCockpit);
        }

        var now = clock.GetUtcNow();
        var hourAgo = now.AddHours(-1);
        var team = TeamOf(by);
        await using var db = await databases.CreateDbContextAsync(stop);
        var lately = await TodayAsync(db, Rollup.BucketOf(hourAgo), now, team, null, stop);
        var past = await history.BeforeAsync(DepartmentZone.MidnightBefore(now), team, null, stop);
        return Outcome.Of(AlarmFinding.Of(
            await board.ReadAsync(by, stop), await LastHourAsync(db, hourAgo, now, team, null, stop), Usual(past, hourAgo, now), lately.Count(Metric.Breaches, hourAgo, now), (await settings.GetAsync(AlarmLimits.Setting, stop)).Value));
    }

    /// <summary>Null for all of them; who may see a team and belongs to none sees none.</summary>
    internal static Guid? TeamOf(Actor by) => by.Reach(Permissions.ReadCockpit) == Scope.All ? null : by.TeamId ?? Guid.Empty;

    internal static IQueryable<Rollup> Within(AppDb db, DateTimeOffset from, DateTimeOffset to, Guid? team, Guid? queue)
    {
        var found = db.Set<Rollup>().Where(r => r.Bucket >= from && r.Bucket < to);
        found = team is { } one ? found.Where(r => r.Team == one) : found;
        return queue is { } only ? found.Where(r => r.Queue == only) : found;
    }

    private static async Task<CockpitRows> TodayAsync(AppDb db, DateTimeOffset midnight, DateTimeOffset now, Guid? team, Guid? queue, CancellationToken stop) =>
        new(await Within(db, midnight, now, team, queue).GroupBy(r => new { r.Bucket, r.Metric })
            .Select(g => new CockpitRow(g.Key.Bucket, g.Key.Metric, g.Sum(r => r.Count), g.Sum(r => r.Sum))).ToListAsync(stop));

    /// <summary>By whole quarters: the hour reaches back up to a quarter more.</summary>
    private static async Task<Dictionary<string, long>> LastHourAsync(AppDb db, DateTimeOffset hourAgo, DateTimeOffset now, Guid? team, Guid? queue, CancellationToken stop) =>
        await Within(db, Rollup.BucketOf(hourAgo), now, team, queue).Where(r => r.Metric == Metric.Opened)
            .GroupBy(r => r.Category).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);

    private static Dictionary<string, double> Usual(IReadOnlyList<IReadOnlyList<OpenedQuarter>> past, DateTimeOffset hourAgo, DateTimeOffset now) =>
        past.SelectMany(d => d).Where(q => q.Bucket >= Rollup.BucketOf(hourAgo) && q.Bucket < now).GroupBy(q => q.Category).ToDictionary(g => g.Key, g => g.Sum(q => q.Count) / (double)past.Count);

    private static DeskBoard Narrowed(DeskBoard board, QueueCard? scope) => scope is null ? board : board with
    {
        Queues = [.. board.Queues.Where(q => q.Queue.Id == scope.Id)],
        AtRisk = [.. board.AtRisk.Where(t => t.Queue == scope.Id)],
        Agents = scope.Team is { } team ? [.. board.Agents.Where(a => a.Agent.Team == team)] : board.Agents,
    };

    private static CockpitToday Figures(CockpitRows today, long? usual) => new(
        today.Count(Metric.Opened), usual,
        today.Count(Metric.FirstResponses), today.Mean(Metric.FirstResponses), Percent.Of(today.Count(Metric.FirstResponsesMet), today.Count(Metric.FirstResponsesPromised)),
        today.Count(Metric.Resolved), today.Mean(Metric.Resolved), today.Count(Metric.Reopened), today.Count(Metric.Breaches), today.Count(Metric.Transfers), today.Count(Metric.Escalations),
        today.Count(Metric.Ratings), Percent.Of(today.Count(Metric.SatisfiedRatings), today.Count(Metric.Ratings)));
}
