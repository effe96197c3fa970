namespace Banzhang.Planning.Forecast.Models;

/// <summary>Finds the days of one class before an origin, latest first.</summary>
internal static class SameWeekdays
{
    /// <returns>How many were found; <paramref name="into"/> holds their numbers.</returns>
    public static int Before(DayGrid grid, int origin, byte kind, Span<int> into)
    {
        var found = 0;
        for (var day = origin - 1; day >= 0 && found < into.Length; day--)
        {
            if (grid.Class[day] == kind)
            {
                into[found++] = day;
            }
        }

        return found;
    }

    /// <summary>A day of the class of <paramref name="day"/> that was forecast already, so that it need not be computed again; -1 for none.</summary>
    public static int Twin(DayGrid grid, int origin, int day)
    {
        for (var twin = day - 1; twin >= origin; twin--)
        {
            if (grid.ClassOf(twin) == grid.ClassOf(day))
            {
                return twin;
            }
        }

        return -1;
    }
}
