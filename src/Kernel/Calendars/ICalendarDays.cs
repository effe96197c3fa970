namespace Banzhang.Kernel.Calendars;

/// <summary>What an iCalendar text says about days off and make-up days.</summary>
/// <param name="Days">Read days, in order of date; a date that came twice stands once and is reported.</param>
/// <param name="Problems">What was not read and why, in order of line.</param>
public sealed record ICalendarDays(IReadOnlyList<ImportedDay> Days, IReadOnlyList<ICalendarProblem> Problems);

/// <param name="Date">The day.</param>
/// <param name="Name">Summary of the event without its mark, e.g. without the bracketed word for "off".</param>
/// <param name="Kind">Day off, or rest day to be worked.</param>
/// <param name="Line">Where its event begins, from 1.</param>
public sealed record ImportedDay(DateOnly Date, string Name, ImportedDayKind Kind, int Line);

public enum ImportedDayKind
{
    Holiday = 1,
    MakeUpDay = 2,
}

/// <param name="Line">Where it stands, from 1, counted in lines of the file.</param>
/// <param name="Kind">Why it was not read.</param>
/// <param name="Found">The text at fault, shortened to 80 characters.</param>
public sealed record ICalendarProblem(int Line, ICalendarProblemKind Kind, string Found);

public enum ICalendarProblemKind
{
    /// <summary>No event in the text; is it an iCalendar file?</summary>
    NoEvents = 1,

    /// <summary>The event has no DTSTART.</summary>
    NoStart = 2,

    /// <summary>DTSTART or DTEND is no date.</summary>
    BadDate = 3,

    /// <summary>The event begins or ends at a time of day; only whole days can be days off.</summary>
    NotWholeDays = 4,

    /// <summary>DTEND, which is the day after the last, lies before DTSTART.</summary>
    EndsBeforeStart = 5,

    /// <summary>More than 366 days.</summary>
    TooLong = 6,

    /// <summary>RRULE or RDATE: which days are meant would have to be guessed; the file must list each.</summary>
    Recurring = 7,

    /// <summary>The event was called off (STATUS:CANCELLED).</summary>
    Cancelled = 8,

    /// <summary>BEGIN:VEVENT without its END.</summary>
    Unfinished = 9,

    /// <summary>The date was already given by an earlier event.</summary>
    DayTwice = 10,

    /// <summary>A line without a colon.</summary>
    BadLine = 11,
}
