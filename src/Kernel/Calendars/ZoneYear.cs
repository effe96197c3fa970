namespace Banzhang.Kernel.Calendars;

/// <summary>The stretches of one UTC year within which a zone's clock keeps one offset.</summary>
internal static class ZoneYear
{
    /// <returns>In order and without gaps from 1 January to 1 January, UTC ticks; the offset is what the wall clock adds.</returns>
    public static IEnumerable<(long Start, long End, long Offset)> Stretches(TimeZoneInfo zone, int year)
    {
        var start = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var end = new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var offset = Offset(zone, start);
        for (var day = start; day < end; day += TimeSpan.TicksPerDay)
        {
            var next = Offset(zone, day + TimeSpan.TicksPerDay);
            if (next == offset)
                continue;
            var change = FirstTickAway(zone, day, day + TimeSpan.TicksPerDay, offset);
            yield return (start, Math.Min(change, end), offset);
            start = change;
            offset = next;
        }
        if (start < end)
            yield return (start, end, offset);
    }

    private static long Offset(TimeZoneInfo zone, long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;

    private static long FirstTickAway(TimeZoneInfo zone, long same, long away, long offset)
    {
        while (away - same > 1)
        {
            var middle = same + (away - same) / 2;
            if (Offset(zone, middle) == offset)
                same = middle;
            else
                away = middle;
        }
        return away;
    }
}
