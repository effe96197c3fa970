using System.Globalization;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <param name="Class">hol, work, we, today, or empty.</param>
/// <param name="Label">What makes the day special, for readers; null on plain days.</param>
public sealed record CalendarDay(int Number, string Class, string? Label);

/// <param name="Before">Empty cells before the first, with weeks beginning on Monday.</param>
public sealed record CalendarMonth(string Name, int Before, IReadOnlyList<CalendarDay> Days);

/// <summary>One holiday with the days worked in exchange for it.</summary>
public sealed record CalendarHoliday(string Name, DateOnly From, DateOnly To, IReadOnlyList<DateOnly> WorkedInExchange);

/// <summary>Weekdays with the same hours, drawn as one bar.</summary>
public sealed record CalendarHours(string Days, IReadOnlyList<WorkWindow> Windows)
{
    /// <summary>Left edge and width of each bar in percent of a day; a window past midnight ends at it.</summary>
    public IEnumerable<(double Left, double Width)> Bars => Windows.Select(w =>
    {
        var from = w.From.ToTimeSpan().TotalHours;
        var to = w.To > w.From ? w.To.ToTimeSpan().TotalHours : 24;
        return (from / 24 * 100, (to - from) / 24 * 100);
    });
}

/// <summary>A calendar as it is looked at: its week, and one year of it.</summary>
public sealed record CalendarYear(BusinessCalendarDefinition Calendar, int Year, IReadOnlyList<CalendarHours> Hours, IReadOnlyList<CalendarMonth> Months, IReadOnlyList<CalendarHoliday> Holidays)
{
    public int DaysOff => Calendar.Holidays.Count(d => d.Date.Year == Year);

    public int MakeUpDays => Calendar.MakeUpDays.Count(d => d.Date.Year == Year);

    /// <summary>Days off, make-up days and special days of the year, in order.</summary>
    public IReadOnlyList<BusinessDay> SpecialDays { get; init; } = [];

    /// <summary>A calendar that observes days off has none for this year.</summary>
    public bool IsMissing => Calendar.Holidays.Count > 0 && DaysOff == 0;

    internal static CalendarYear Of(BusinessCalendarDefinition definition, int year, DateOnly today)
    {
        var calendar = new BusinessCalendar(definition);
        return new(definition, year, HoursOf(definition), [.. Enumerable.Range(1, 12).Select(m => MonthOf(calendar, year, m, today))], HolidaysOf(definition, year))
        {
            SpecialDays = [.. definition.Holidays.Select(d => d.Date).Concat(definition.MakeUpDays.Select(d => d.Date)).Concat(definition.SpecialDays.Select(d => d.Date))
                .Where(d => d.Year == year).Distinct().Order().Select(calendar.Day)],
        };
    }

    internal static IReadOnlyList<WorkWindow> WindowsOf(BusinessCalendarDefinition definition, DayOfWeek day) =>
        [.. definition.Weekly.Where(w => w.Day == day).Select(w => new WorkWindow(w.From, w.To)).OrderBy(w => w.From)];

    internal static readonly IReadOnlyList<DayOfWeek> Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static List<CalendarHours> HoursOf(BusinessCalendarDefinition definition)
    {
        var groups = new List<(DayOfWeek From, DayOfWeek To, IReadOnlyList<WorkWindow> Windows)>();
        foreach (var day in Week)
        {
            var windows = WindowsOf(definition, day);
            if (groups.Count > 0 && groups[^1].Windows.SequenceEqual(windows))
            {
                groups[^1] = (groups[^1].From, day, windows);
            }
            else
            {
                groups.Add((day, day, windows));
            }
        }

        return [.. groups.Select(g => new CalendarHours(g.From == g.To ? SettingsText.Weekday(g.From) : $"{SettingsText.Weekday(g.From)}\u2013{SettingsText.Weekday(g.To)}", g.Windows))];
    }

    private static CalendarMonth MonthOf(BusinessCalendar calendar, int year, int month, DateOnly today)
    {
        var first = new DateOnly(year, month, 1);
        return new(
            CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedMonthName(month),
            ((int)first.DayOfWeek + 6) % 7,
            [.. Enumerable.Range(0, DateTime.DaysInMonth(year, month)).Select(i => first.AddDays(i)).Select(date =>
            {
                var day = calendar.Day(date);
                var kind = day.Kind switch { DayKind.Holiday => "hol", DayKind.MakeUp => "work", DayKind.Rest => "we", _ => "" };
                return new CalendarDay(date.Day, date == today ? "today" : kind, day.Kind is DayKind.Holiday or DayKind.MakeUp or DayKind.Special ? SettingsText.Day(day) : null);
            })]);
    }

    private static List<CalendarHoliday> HolidaysOf(BusinessCalendarDefinition definition, int year)
    {
        var spans = new List<CalendarHoliday>();
        foreach (var day in definition.Holidays.Where(d => d.Date.Year == year).OrderBy(d => d.Date))
        {
            if (spans.Count > 0 && spans[^1].Name == day.Name && spans[^1].To.AddDays(1) == day.Date)
            {
                spans[^1] = spans[^1] with { To = day.Date };
            }
            else
            {
                spans.Add(new(day.Name, day.Date, day.Date, []));
            }
        }

        return [.. spans.Select(s => s with { WorkedInExchange = [.. definition.MakeUpDays.Where(d => d.Date.Year == year && d.Name == s.Name).Select(d => d.Date)] })];
    }
}
