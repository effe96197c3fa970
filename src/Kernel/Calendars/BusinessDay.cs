namespace Banzhang.Kernel.Calendars;

/// <summary>What a date is to a calendar.</summary>
public enum DayKind
{
    /// <summary>A weekday with opening hours.</summary>
    Ordinary = 1,

    /// <summary>A weekday without opening hours, the weekend in most calendars.</summary>
    Rest = 2,

    Holiday = 3,

    /// <summary>A rest day worked in exchange for a holiday.</summary>
    MakeUp = 4,

    /// <summary>A single day with windows of its own.</summary>
    Special = 5,
}

/// <param name="Date">The day in the calendar's time zone.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name of the holiday, of the holiday made up for, or of the special day; null on ordinary and rest days.</param>
/// <param name="Windows">Windows that start on this day; empty when none does.</param>
public sealed record BusinessDay(DateOnly Date, DayKind Kind, string? Name, IReadOnlyList<WorkWindow> Windows)
{
    /// <summary>Whether work starts on this day.</summary>
    public bool IsWorking => Windows.Count > 0;
}
