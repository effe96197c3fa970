using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Insight.Cockpit.Telling;

/// <summary>An alarm that was told and has not been over for long: it is not told again.</summary>
internal sealed class StandingAlarm
{
    /// <summary>As <see cref="CockpitText.IdOf"/>.</summary>
    public string Key { get; private set; } = "";

    public bool IsGrave { get; private set; }

    public DateTimeOffset SeenAt { get; private set; }

    public static StandingAlarm Of(string key, bool isGrave, DateTimeOffset now) => new() { Key = key, IsGrave = isGrave, SeenAt = now };

    /// <summary>True when it has become grave since it was told.</summary>
    public bool See(bool isGrave, DateTimeOffset now)
    {
        var worse = isGrave && !IsGrave;
        IsGrave |= isGrave;
        SeenAt = now;
        return worse;
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
