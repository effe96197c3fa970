namespace Banzhang.Kernel.Calendars;

/// <summary>How a due time came about, day by day, for people to read: "due on Saturday because it is a make-up working day".</summary>
/// <param name="CalendarId">Which calendar computed.</param>
/// <param name="CalendarVersion">Which state of it.</param>
/// <param name="Start">When the clock started.</param>
/// <param name="Duration">Business time granted.</param>
/// <param name="Due">When it is used up, offset zero; equals <see cref="BusinessCalendar.Add"/>.</param>
/// <param name="Steps">Every day from the start to the day that uses up the rest, closed ones too, in order.</param>
public sealed record Explanation(
    string CalendarId,
    int CalendarVersion,
    DateTimeOffset Start,
    TimeSpan Duration,
    DateTimeOffset Due,
    IReadOnlyList<ExplanationStep> Steps);

/// <param name="Day">The date, its kind and its windows.</param>
/// <param name="Open">Opening hours that fall on this date by the wall clock: its own windows up to midnight and what the evening before runs over.</param>
/// <param name="Used">Business time taken from this date.</param>
/// <param name="Left">Business time still to go when the date ends; zero on the last.</param>
public sealed record ExplanationStep(BusinessDay Day, IReadOnlyList<WorkWindow> Open, TimeSpan Used, TimeSpan Left);
