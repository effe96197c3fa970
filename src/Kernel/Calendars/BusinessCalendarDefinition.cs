using System.Text.Json.Serialization;

namespace Banzhang.Kernel.Calendars;

/// <summary>
/// A business calendar as it is configured and stored (plain JSON). What a date is follows from the first of these that names it:
/// special day, make-up day, holiday, weekday. <see cref="BusinessCalendar"/> computes with it.
/// </summary>
public sealed record BusinessCalendarDefinition
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Raised by one with each change, so that a stored due time can say by which rules it was computed.</summary>
    public int Version { get; init; } = 1;

    /// <summary>IANA name, e.g. <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Opening hours of the ordinary week, any number per weekday; overlapping ones count once. A weekday without any is a rest day.</summary>
    public IReadOnlyList<WeeklyWindow> Weekly { get; init; } = [];

    /// <summary>Days on which no window starts.</summary>
    public IReadOnlyList<Holiday> Holidays { get; init; } = [];

    /// <summary>Rest days worked in exchange for a holiday.</summary>
    public IReadOnlyList<MakeUpDay> MakeUpDays { get; init; } = [];

    /// <summary>The weekday whose windows a make-up day has, unless the day itself names another.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))]
    public DayOfWeek MakeUpDaysWorkLike { get; init; } = DayOfWeek.Monday;

    /// <summary>Single days with windows of their own, or none.</summary>
    public IReadOnlyList<SpecialDay> SpecialDays { get; init; } = [];

    /// <summary>Always open.</summary>
    public static BusinessCalendarDefinition AroundTheClock(string id, string name, string timeZone) => new()
    {
        Id = id,
        Name = name,
        TimeZone = timeZone,
        Weekly = [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklyWindow(day, TimeOnly.MinValue, TimeOnly.MinValue))],
    };

    /// <summary>Monday to Friday with the same windows, no holidays yet.</summary>
    public static BusinessCalendarDefinition Weekdays(string id, string name, string timeZone, params IReadOnlyList<WorkWindow> windows) => new()
    {
        Id = id,
        Name = name,
        TimeZone = timeZone,
        Weekly = [.. Enumerable.Range(1, 5).SelectMany(day => windows.Select(window => new WeeklyWindow((DayOfWeek)day, window.From, window.To)))],
    };

    /// <summary>This calendar with the public holidays and make-up days of mainland China (<see cref="ChinaDays"/>) in place of its own.</summary>
    public BusinessCalendarDefinition WithChinaDays() => this with { Holidays = ChinaDays.Holidays, MakeUpDays = ChinaDays.MakeUpDays };

    /// <summary>What keeps this definition from being a calendar; empty when it can be used.</summary>
    public IReadOnlyList<CalendarProblem> Problems()
    {
        var problems = new List<CalendarProblem>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            problems.Add(new(CalendarProblemKind.UnknownTimeZone, TimeZone));
        if (Weekly.Count == 0 && SpecialDays.All(day => day.Windows.Count == 0))
            problems.Add(new(CalendarProblemKind.NeverOpen, Id));
        problems.AddRange(Twice(SpecialDays.Select(day => day.Date)));
        problems.AddRange(Twice(Holidays.Select(day => day.Date).Concat(MakeUpDays.Select(day => day.Date))));
        return problems;
    }

    private static IEnumerable<CalendarProblem> Twice(IEnumerable<DateOnly> dates) => dates
        .GroupBy(date => date)
        .Where(group => group.Count() > 1)
        .Select(group => new CalendarProblem(CalendarProblemKind.DayTwice, group.Key.ToString("O", null)));
}

/// <summary>A window that recurs on one weekday. Bounds as in <see cref="WorkWindow"/>.</summary>
public sealed record WeeklyWindow([property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A day off that would be worked otherwise. A night window that began the evening before still runs to its end.</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>A rest day that is worked. <paramref name="WorksLike"/> is the weekday whose windows it has; null: as the calendar says for all.</summary>
public sealed record MakeUpDay(
    DateOnly Date,
    string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DayOfWeek? WorksLike = null);

/// <summary>A single day with its own windows; none means closed.</summary>
public sealed record SpecialDay(DateOnly Date, string Name, IReadOnlyList<WorkWindow> Windows);

public enum CalendarProblemKind
{
    UnknownTimeZone = 1,

    /// <summary>No weekday and no special day has a window.</summary>
    NeverOpen = 2,

    /// <summary>The same date is a holiday or make-up day twice (or both), or a special day twice.</summary>
    DayTwice = 3,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Found">The value at fault: zone name, calendar id or ISO date.</param>
public sealed record CalendarProblem(CalendarProblemKind Kind, string Found);
