using System.Collections.Concurrent;
using Banzhang.Insight.Rollups;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Cockpit;

/// <param name="Bucket">Start of the quarter of an hour.</param>
internal sealed record OpenedQuarter(DateTimeOffset Bucket, string Category, long Count);

/// <summary>Contacts of the same weekday in the weeks before. The past does not change, so a day is read once in a while.</summary>
internal sealed class CockpitHistoryQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int Weeks = 4, MostKept = 200;
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(DateTimeOffset, Guid?, Guid?), (DateTimeOffset ReadAt, IReadOnlyList<OpenedQuarter> Quarters)> _days = new();

    /// <summary>One list a week that has anything in it, its quarters moved to today.</summary>
    /// <param name="midnight">Today's.</param>
    /// <param name="team">Only this team's; null for all.</param>
    /// <param name="queue">Only this queue's; null for all.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<IReadOnlyList<OpenedQuarter>>> BeforeAsync(DateTimeOffset midnight, Guid? team, Guid? queue, CancellationToken stop)
    {
        var weeks = new List<IReadOnlyList<OpenedQuarter>>();
        for (var week = 1; week <= Weeks; week++)
        {
            var day = await DayAsync(midnight.AddDays(-7 * week), team, queue, stop);
            if (day.Count > 0)
            {
                var moved = TimeSpan.FromDays(7 * week);
                weeks.Add([.. day.Select(q => q with { Bucket = q.Bucket + moved })]);
            }
        }

        return weeks;
    }

    private async Task<IReadOnlyList<OpenedQuarter>> DayAsync(DateTimeOffset midnight, Guid? team, Guid? queue, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_days.TryGetValue((midnight, team, queue), out var known) && known.ReadAt + Age > now)
        {
            return known.Quarters;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var quarters = (await CockpitQuery.Within(db, midnight, midnight.AddDays(1), team, queue).Where(r => r.Metric == Metric.Opened)
            .GroupBy(r => new { r.Bucket, r.Category }).Select(g => new { g.Key.Bucket, g.Key.Category, Count = g.Sum(r => r.Count) }).ToListAsync(stop))
            .Select(g => new OpenedQuarter(g.Bucket, g.Category, g.Count)).ToList();
        if (_days.Count > MostKept)
        {
            _days.Clear();
        }

        _days[(midnight, team, queue)] = (now, quarters);
        return quarters;
    }
}
