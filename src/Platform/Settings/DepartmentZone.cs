namespace Banzhang.Platform.Settings;

/// <param name="TimeZone">IANA name, e.g. <c>Asia/Shanghai</c>.</param>
public sealed record ZoneSetting(string TimeZone);

/// <summary>The time zone in which the department counts its days, as in force on this node. Every screen shows its times in it.</summary>
public static class DepartmentZone
{
    public static readonly SettingKey<ZoneSetting> Setting = new("department.zone", new("Asia/Shanghai"));

    private static volatile TimeZoneInfo _current = TimeZoneInfo.FindSystemTimeZoneById(Setting.Default.TimeZone);

    public static TimeZoneInfo Current => _current;

    /// <summary>An instant of today's first minute, in UTC.</summary>
    public static DateTimeOffset MidnightBefore(DateTimeOffset now)
    {
        var zone = _current;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        return new DateTimeOffset(local.Date, zone.GetUtcOffset(local.Date)).ToUniversalTime();
    }

    internal static bool IsKnown(string zone) => zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>A name this machine does not know, stored by another one, leaves the zone as it is.</summary>
    internal static void Use(string zone)
    {
        if (_current.Id != zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known))
        {
            _current = known;
        }
    }
}
