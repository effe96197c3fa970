using Banzhang.Insight.Rollups;

namespace Banzhang.Insight.Cockpit;

/// <param name="Bucket">Start of the quarter of an hour.</param>
internal sealed record CockpitRow(DateTimeOffset Bucket, Metric Metric, long Count, long Sum);

/// <summary>The roll-ups of a day, summed where the screen needs them.</summary>
internal sealed class CockpitRows(IReadOnlyList<CockpitRow> rows)
{
    public long Count(Metric metric) => rows.Where(r => r.Metric == metric).Sum(r => r.Count);

    public long Count(Metric metric, DateTimeOffset from, DateTimeOffset to) => rows.Where(r => r.Metric == metric && r.Bucket >= from && r.Bucket < to).Sum(r => r.Count);

    /// <summary>Null when nothing was counted.</summary>
    public long? Mean(Metric metric) => Count(metric) is > 0 and var count ? rows.Where(r => r.Metric == metric).Sum(r => r.Sum) / count : null;

    public long Sum(Metric metric, DateTimeOffset from, DateTimeOffset to) => rows.Where(r => r.Metric == metric && r.Bucket >= from && r.Bucket < to).Sum(r => r.Sum);
}
