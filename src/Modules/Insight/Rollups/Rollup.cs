using Banzhang.Desk.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Insight.Rollups;

/// <summary>How often a thing happened in a quarter of an hour, by every dimension it is counted by. The empty id stands for none.</summary>
internal sealed class Rollup
{
    /// <summary>Start of the quarter of an hour.</summary>
    public DateTimeOffset Bucket { get; private set; }

    public Metric Metric { get; private set; }

    public Guid Queue { get; private set; }

    public Guid Team { get; private set; }

    public Guid Agent { get; private set; }

    public Channel Channel { get; private set; }

    public string Category { get; private set; } = "";

    public long Count { get; private set; }

    /// <summary>Seconds of business time, or points of a score.</summary>
    public long Sum { get; private set; }

    /// <summary>Seconds on the clock.</summary>
    public long WallSum { get; private set; }

    public static Rollup Of(DateTimeOffset at, TicketFacts facts, MetricStep step) => new()
    {
        Bucket = BucketOf(at),
        Metric = step.Metric,
        Queue = facts.Queue.Value,
        Team = facts.Team?.Value ?? Guid.Empty,
        Agent = facts.Agent?.Value ?? Guid.Empty,
        Channel = facts.Channel,
        Category = facts.Category,
        Count = step.Count,
        Sum = step.Sum,
        WallSum = step.WallSum,
    };

    public static DateTimeOffset BucketOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % (TimeSpan.TicksPerMinute * 15)), TimeSpan.Zero);

    public (DateTimeOffset, Metric, Guid, Guid, Guid, Channel, string) Key => (Bucket, Metric, Queue, Team, Agent, Channel, Category);

    public void Grow(Rollup by)
    {
        Count += by.Count;
        Sum += by.Sum;
        WallSum += by.WallSum;
    }
}

internal sealed class RollupMapping : IEntityTypeConfiguration<Rollup>
{
    public void Configure(EntityTypeBuilder<Rollup> builder)
    {
        builder.ToTable("insight_rollups");
        builder.HasKey(r => new { r.Bucket, r.Metric, r.Queue, r.Team, r.Agent, r.Channel, r.Category });
        builder.Property(r => r.Category).HasMaxLength(100);
        builder.Ignore(r => r.Key);
    }
}
