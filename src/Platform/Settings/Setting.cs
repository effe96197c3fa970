using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Settings;

/// <summary>One version of one setting; the whole history stays.</summary>
public sealed class Setting
{
    public string Key { get; private set; } = "";

    /// <summary>1, 2, 3 …; the highest is in force.</summary>
    public int Version { get; private set; }

    public string Value { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    internal static Setting Of(string key, int version, string value, DateTimeOffset at, string by) =>
        new() { Key = key, Version = version, Value = value, At = at, By = by };
}

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("platform_settings");
        builder.HasKey(s => new { s.Key, s.Version });
        builder.Property(s => s.Key).HasMaxLength(80);
        builder.Property(s => s.By).HasMaxLength(200);
    }
}

/// <summary>A setting's name and what holds until somebody changes it.</summary>
public sealed record SettingKey<T>(string Key, T Default)
    where T : class;
