using System.Globalization;

namespace Banzhang.Kernel.Calendars;

/// <summary>
/// Reads whole-day events of iCalendar text (RFC 5545) as days off or make-up days. Make-up days are told by
/// <c>X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY</c> or by a summary that ends in the Chinese marks for work, as the published Chinese
/// calendars write them. Bad input is reported, never thrown.
/// </summary>
public static class ICalendarReader
{
    private const int LongestEvent = 366;

    /// <summary>Marks of a day to be worked, at the end of a summary: "(work)", "make-up shift", "make-up work", "go to work".</summary>
    private static readonly string[] WorkMarks = ["(\u73ed)", "\uff08\u73ed\uff09", "\u8865\u73ed", "\u8abf\u73ed", "\u8c03\u73ed", "\u4e0a\u73ed"];

    /// <summary>Marks of a day off, at the end of a summary: "(rest)", "take a holiday".</summary>
    private static readonly string[] RestMarks = ["(\u4f11)", "\uff08\u4f11\uff09", "\u653e\u5047"];

    public static ICalendarDays Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var days = new SortedDictionary<DateOnly, ImportedDay>();
        var problems = new List<ICalendarProblem>();
        Event? open = null;
        var nested = 0;
        var events = 0;
        foreach (var line in ICalendarLine.All(text))
        {
            if (line.Name.Length == 0)
                problems.Add(new(line.Number, ICalendarProblemKind.BadLine, Short(line.Value)));
            else if (line.Is("BEGIN", "VEVENT"))
            {
                if (open is not null)
                    problems.Add(new(open.Line, ICalendarProblemKind.Unfinished, "BEGIN:VEVENT"));
                open = new Event(line.Number);
                nested = 0;
                events++;
            }
            else if (open is null)
                continue;
            else if (line.Is("END", "VEVENT"))
            {
                Close(open, days, problems);
                open = null;
            }
            else if (line.Is("BEGIN"))
                nested++;
            else if (line.Is("END"))
                nested--;
            else if (nested == 0)
                open.Take(line);
        }
        if (open is not null)
            problems.Add(new(open.Line, ICalendarProblemKind.Unfinished, "BEGIN:VEVENT"));
        if (events == 0)
            problems.Add(new(1, ICalendarProblemKind.NoEvents, Short(text)));
        return new([.. days.Values], [.. problems.OrderBy(problem => problem.Line)]);
    }

    private static void Close(Event closed, SortedDictionary<DateOnly, ImportedDay> days, List<ICalendarProblem> problems)
    {
        if (closed.Refusal(out var first, out var last) is { } refusal)
        {
            problems.Add(refusal);
            return;
        }
        var (name, kind) = Judge(closed.Summary, closed.SpecialDay);
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (!days.TryAdd(date, new(date, name, kind, closed.Line)))
                problems.Add(new(closed.Line, ICalendarProblemKind.DayTwice, date.ToString("O", CultureInfo.InvariantCulture)));
        }
    }

    private static (string Name, ImportedDayKind Kind) Judge(string summary, string specialDay)
    {
        var work = Array.Find(WorkMarks, mark => summary.EndsWith(mark, StringComparison.Ordinal));
        var rest = Array.Find(RestMarks, mark => summary.EndsWith(mark, StringComparison.Ordinal));
        var name = summary[..^(work ?? rest ?? "").Length].Trim();
        var kind = specialDay.ToUpperInvariant() switch
        {
            "ALTERNATE-WORKDAY" => ImportedDayKind.MakeUpDay,
            "WORK-HOLIDAY" => ImportedDayKind.Holiday,
            _ => work is null ? ImportedDayKind.Holiday : ImportedDayKind.MakeUpDay,
        };
        return (name.Length == 0 ? summary : name, kind);
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80];

    /// <summary>The properties of one event that matter here.</summary>
    private sealed class Event(int line)
    {
        private ICalendarLine? _start;
        private ICalendarLine? _end;
        private ICalendarLine? _recurrence;
        private bool _cancelled;

        public int Line { get; } = line;

        public string Summary { get; private set; } = "";

        public string SpecialDay { get; private set; } = "";

        public void Take(ICalendarLine line)
        {
            switch (line.Name.ToUpperInvariant())
            {
                case "DTSTART":
                    _start = line;
                    break;
                case "DTEND":
                    _end = line;
                    break;
                case "RRULE" or "RDATE" or "RECURRENCE-ID":
                    _recurrence = line;
                    break;
                case "SUMMARY":
                    Summary = line.Text();
                    break;
                case "X-APPLE-SPECIAL-DAY":
                    SpecialDay = line.Value.Trim();
                    break;
                case "STATUS":
                    _cancelled = string.Equals(line.Value.Trim(), "CANCELLED", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }

        /// <summary>Why the event cannot be read; null when it can, then with its first and last day.</summary>
        public ICalendarProblem? Refusal(out DateOnly first, out DateOnly last)
        {
            first = last = default;
            if (_start is null)
                return new(Line, ICalendarProblemKind.NoStart, Short(Summary));
            if (_recurrence is not null)
                return new(_recurrence.Number, ICalendarProblemKind.Recurring, Short(_recurrence.Value));
            if (_cancelled)
                return new(Line, ICalendarProblemKind.Cancelled, Short(Summary));
            if (Date(_start, out first) is { } badStart)
                return badStart;
            last = first;
            if (_end is null)
                return null;
            if (Date(_end, out var end) is { } badEnd)
                return badEnd;
            if (end < first)
                return new(_end.Number, ICalendarProblemKind.EndsBeforeStart, Short(_end.Value));
            if (end.DayNumber - first.DayNumber > LongestEvent)
                return new(_end.Number, ICalendarProblemKind.TooLong, Short(_end.Value));
            // The end is exclusive; some programs write the day itself for a single day.
            last = end == first ? first : end.AddDays(-1);
            return null;
        }

        private static ICalendarProblem? Date(ICalendarLine line, out DateOnly date)
        {
            var value = line.Value.Trim();
            if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date < DateOnly.MaxValue)
                return null;
            var kind = value.Length > 8 && value[8] is 'T' or 't' ? ICalendarProblemKind.NotWholeDays : ICalendarProblemKind.BadDate;
            return new(line.Number, kind, Short(value));
        }
    }
}
