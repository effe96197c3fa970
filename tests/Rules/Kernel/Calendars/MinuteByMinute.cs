using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

/// <summary>Business time as the definition says it, one minute at a time: slow, and shares no code with the calendar.</summary>
internal sealed class MinuteByMinute(BusinessCalendarDefinition definition)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(definition.TimeZone);

    public bool IsOpen(DateTimeOffset minute)
    {
        var wall = TimeZoneInfo.ConvertTime(minute, _zone).DateTime;
        var today = DateOnly.FromDateTime(wall);
        var time = TimeOnly.FromDateTime(wall);
        return Windows(today).Any(window => window.To > window.From ? time >= window.From && time < window.To : time >= window.From)
            || Windows(today.AddDays(-1)).Any(window => window.To <= window.From && time < window.To);
    }

    public int OpenMinutes(DateTimeOffset from, DateTimeOffset to)
    {
        var open = 0;
        for (var minute = from; minute < to; minute = minute.AddMinutes(1))
            open += IsOpen(minute) ? 1 : 0;
        return open;
    }

    private IEnumerable<WorkWindow> Windows(DateOnly date)
    {
        if (definition.SpecialDays.FirstOrDefault(day => day.Date == date) is { } special)
            return special.Windows;
        if (definition.MakeUpDays.FirstOrDefault(day => day.Date == date) is { } makeUp)
            return Week(makeUp.WorksLike ?? definition.MakeUpDaysWorkLike);
        return definition.Holidays.Any(day => day.Date == date) ? [] : Week(date.DayOfWeek);
    }

    private IEnumerable<WorkWindow> Week(DayOfWeek weekday) =>
        definition.Weekly.Where(window => window.Day == weekday).Select(window => new WorkWindow(window.From, window.To));
}
