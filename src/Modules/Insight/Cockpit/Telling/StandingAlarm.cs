using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Insight.Cockpit.Telling;

/// <summary>An alarm that was told and has not been over for long: it is not told again.</summary>
internal sealed class StandingAlarm
{
    /// <summary>So long after it was last written down as seen it counts as over: a wait that hovers about its limit is one alarm.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    /// <summary>What may be missing of the quiet time for the sake of fewer writes.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    /// <summary>As <see cref="CockpitText.IdOf"/>.</summary>
    public string Key { get; private set; } = "";

    public bool IsGrave { get; private set; }

    /// <summary>When it was told, and then every few minutes while it stands: not every look is worth a write.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    public static StandingAlarm Of(string key, bool isGrave, DateTimeOffset now) => new() { Key = key, IsGrave = isGrave, SeenAt = now };

    /// <summary>It was not seen for long: the next one is told as a new one.</summary>
    public bool IsOver(DateTimeOffset now) => SeenAt + Quiet < now;

    /// <summary>True when it must be told: it comes again after it was over, or has become grave since it was told.</summary>
    public bool See(bool isGrave, DateTimeOffset now)
    {
        var comesAgain = IsOver(now);
        var mustBeTold = comesAgain || (isGrave && !IsGrave);
        IsGrave = isGrave || (IsGrave && !comesAgain);
        SeenAt = mustBeTold || SeenAt + Renewal < now ? now : SeenAt;
        return mustBeTold;
    }
}

internal sealed class StandingAlarmMapping : IEntityTypeConfiguration<StandingAlarm>
{
    public void Configure(EntityTypeBuilder<StandingAlarm> builder)
    {
        builder.ToTable("insight_standing_alarms");
        builder.HasKey(a => a.Key);
        builder.Property(a => a.Key).HasMaxLength(1000);
    }
}
