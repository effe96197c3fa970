using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

/// <summary>Calendars for tests: one office in Shanghai, and wild ones from a seed.</summary>
internal static class ACalendar
{
    private static readonly string[] Zones =
    [
        "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "America/Havana",
        "Asia/Kathmandu", "Africa/Casablanca", "America/Santiago", "Pacific/Apia", "Etc/UTC",
    ];

    /// <summary>Monday to Friday 09:00-12:00 and 13:30-18:30, closed on public holidays, worked on make-up days.</summary>
    public static BusinessCalendar ShanghaiOffice() => new(ShanghaiOfficeDefinition());

    public static BusinessCalendarDefinition ShanghaiOfficeDefinition() => BusinessCalendarDefinition
        .Weekdays("office", "Office", "Asia/Shanghai", new WorkWindow(new(9, 0), new(12, 0)), new WorkWindow(new(13, 30), new(18, 30)))
        .WithChinaDays();

    /// <summary>A calendar of some zone with windows by day and night, overlapping too, and odd days around <paramref name="near"/>.</summary>
    public static BusinessCalendarDefinition Wild(Random random, DateOnly near)
    {
        var days = Enumerable.Range(0, 60).Select(i => near.AddDays(i - 20)).ToArray();
        random.Shuffle(days);
        return new()
        {
            Id = "wild",
            Name = "Wild",
            TimeZone = Zones[random.Next(Zones.Length)],
            Weekly = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new WeeklyWindow((DayOfWeek)random.Next(7), Time(random), Time(random)))],
            Holidays = [.. days[..6].Select(day => new Holiday(day, "Holiday"))],
            MakeUpDays = [.. days[6..10].Select(day => new MakeUpDay(day, "Holiday", random.Next(2) == 0 ? null : (DayOfWeek)random.Next(7)))],
            MakeUpDaysWorkLike = (DayOfWeek)random.Next(7),
            SpecialDays = [.. days[10..14].Select(day => new SpecialDay(day, "Special", [.. Enumerable.Range(0, random.Next(3)).Select(_ => new WorkWindow(Time(random), Time(random)))]))],
        };
    }

    private static TimeOnly Time(Random random) => new(random.Next(24), random.Next(4) * 15);
}
