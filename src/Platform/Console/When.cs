using System.Globalization;
using Banzhang.Platform.Settings;

namespace Banzhang.Platform.Console;

/// <summary>Instants on screens, in the department's zone: the time today, the date before.</summary>
public static class When
{
    public static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, DepartmentZone.Current);

    /// <summary><c>14:32</c> today, <c>11-09 14:32</c> this year, <c>2025-11-09</c> before.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset now)
    {
        var (there, here) = (Local(at), Local(now));
        var format = there.Date == here.Date ? "HH:mm" : there.Year == here.Year ? "MM-dd HH:mm" : "yyyy-MM-dd";
        return there.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Full(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
