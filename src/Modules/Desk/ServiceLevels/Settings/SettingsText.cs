using Banzhang.Desk.ServiceLevels.Rules;
using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>Rules and calendars in the reader's words.</summary>
internal static class SettingsText
{
    public static readonly string Nothing = "\u2014";

    public static string Length(TimeSpan length)
    {
        var (hours, minutes) = ((int)length.TotalHours, length.Minutes);
        return minutes == 0 && hours > 0 ? WordBook.Say(Words.DurationHours, hours)
            : hours == 0 ? WordBook.Say(Words.DurationMinutes, minutes)
            : WordBook.Say(Words.DurationBoth, hours, minutes);
    }

    public static string Length(TimeSpan? length) => length is { } known ? Length(known) : Nothing;

    /// <summary>The product's own rules are words; those people named are as they named them.</summary>
    public static string Policy(string name) => WordBook.SayCode(typeof(SettingsText), $"Policy_{name.Replace('-', '_')}", name);

    public static string Calendar(BusinessCalendarDefinition calendar) => calendar.Name == calendar.Id ? Calendar(calendar.Id) : calendar.Name;

    public static string Calendar(string id) => WordBook.SayCode(typeof(SettingsText), $"Calendar_{id.Replace('-', '_')}", id);

    /// <summary>For which contacts; everything else when nothing narrows it.</summary>
    public static string Scope(ServiceLevelPolicy policy)
    {
        var parts = new[]
        {
            policy.Channel is { } channel ? WordBook.Say(channel) : "",
            policy.Priority is { } priority ? WordBook.Say(priority) : "",
            policy.Type is { Length: > 0 } type ? WordBook.Say(Words.TypeIs, type) : "",
            policy.LeastTier is { } tier ? WordBook.Say(Words.AtLeastTier, WordBook.Say(tier)) : "",
        }.Where(p => p.Length > 0).ToList();
        return parts.Count == 0 ? Words.Everything : string.Join(" \u00b7 ", parts);
    }

    public static string Step(EscalationStep step) =>
        step.After == TimeSpan.Zero ? WordBook.Say(Words.StepAtOnce, WordBook.Say(step.To)) : WordBook.Say(Words.StepAfter, WordBook.Say(step.To), Length(step.After));

    public static string Window(WorkWindow window) =>
        string.Create(CultureInfo.InvariantCulture, $"{window.From:HH:mm}\u2013{(window.To == TimeOnly.MinValue ? "24:00" : window.To.ToString("HH:mm", CultureInfo.InvariantCulture))}");

    public static string Windows(IReadOnlyList<WorkWindow> windows) => windows.Count == 0 ? Words.Closed : string.Join(" \u00b7 ", windows.Select(Window));

    public static string Day(BusinessDay day) => day.Kind switch
    {
        DayKind.Ordinary => Words.DayOrdinary,
        DayKind.Rest => Words.DayRest,
        DayKind.Holiday => WordBook.Say(Words.DayHoliday, day.Name),
        DayKind.MakeUp => WordBook.Say(Words.DayMakeUp, day.Name),
        DayKind.Special => WordBook.Say(Words.DaySpecial, day.Name),
    };

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Weekday(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day);

    public static string Problem(ICalendarProblemKind kind) => kind switch
    {
        ICalendarProblemKind.NoEvents => Words.IcsNoEvents,
        ICalendarProblemKind.NoStart => Words.IcsNoStart,
        ICalendarProblemKind.BadDate => Words.IcsBadDate,
        ICalendarProblemKind.NotWholeDays => Words.IcsNotWholeDays,
        ICalendarProblemKind.EndsBeforeStart => Words.IcsEndsBeforeStart,
        ICalendarProblemKind.TooLong => Words.IcsTooLong,
        ICalendarProblemKind.Recurring => Words.IcsRecurring,
        ICalendarProblemKind.Cancelled => Words.IcsCancelled,
        ICalendarProblemKind.Unfinished => Words.IcsUnfinished,
        ICalendarProblemKind.DayTwice => Words.IcsDayTwice,
        ICalendarProblemKind.BadLine => Words.IcsBadLine,
    };

    public static string Version(int version) => version == 0 ? Words.DefaultVersion : WordBook.Say(Words.Version, version);

    public static IReadOnlyList<Choice> Choices<T>(string any)
        where T : struct, Enum => [new("", any), .. Enum.GetValues<T>().Select(v => new Choice(v.ToString(), WordBook.Say(v)))];

    public static IReadOnlyList<Choice> Targets => [new("", Words.NobodyMore), .. Enum.GetValues<EscalationTarget>().Select(v => new Choice(v.ToString(), WordBook.Say(v)))];

    public static IReadOnlyList<Choice> Units => [new("m", Words.Minutes), new("h", Words.Hours)];
}
