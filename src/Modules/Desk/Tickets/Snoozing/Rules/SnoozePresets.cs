using System.Globalization;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Desk.Tickets.Snoozing.Rules;

public enum SnoozePreset
{
    LaterToday = 1,
    Tomorrow = 2,
    NextWorkday = 3,
}

/// <param name="Until">Offset zero.</param>
public sealed record SnoozeChoice(SnoozePreset Preset, DateTimeOffset Until);

/// <summary>When a snoozed ticket may come back, by the wall clock of the department.</summary>
public static class SnoozePresets
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(3);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeOnly Morning = new(9, 0);

    /// <summary>Later today only while the calendar is still open then; the next workday only where it is another day than tomorrow.</summary>
    public static IReadOnlyList<SnoozeChoice> For(DateTimeOffset now, BusinessCalendar calendar)
    {
        var choices = new List<SnoozeChoice>(3);
        var local = TimeZoneInfo.ConvertTime(now, calendar.TimeZone);
        var later = UpToQuarter(now + Later);
        if (TimeZoneInfo.ConvertTime(later, calendar.TimeZone).Date == local.Date && calendar.IsOpen(later))
        {
            choices.Add(new(SnoozePreset.LaterToday, later));
        }

        var tomorrow = DateOnly.FromDateTime(local.Date).AddDays(1);
        choices.Add(new(SnoozePreset.Tomorrow, At(tomorrow, Morning, calendar.TimeZone)));
        var opening = TimeZoneInfo.ConvertTime(calendar.NextOpening(At(tomorrow, TimeOnly.MinValue, calendar.TimeZone)), calendar.TimeZone);
        var workday = DateOnly.FromDateTime(opening.Date);
        if (workday != tomorrow)
        {
            choices.Add(new(SnoozePreset.NextWorkday, At(workday, Morning, calendar.TimeZone)));
        }

        return choices;
    }

    /// <summary>An instant with its offset as a preset posts it, or a wall time as the field for an own time does; null for anything else.</summary>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), zone)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) && text!.Contains('T', StringComparison.Ordinal) ? instant.ToUniversalTime()
        : null;

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(time);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    private static DateTimeOffset UpToQuarter(DateTimeOffset at) => new((at.UtcTicks + Quarter.Ticks - 1) / Quarter.Ticks * Quarter.Ticks, TimeSpan.Zero);
}
