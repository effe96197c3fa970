using System.Globalization;
using System.Text;
using Banzhang.Kernel;

namespace Banzhang.Mail.Calendar;

/// <summary>Reads the first appointment of an iCalendar text (RFC 5545): what people need to know of it. Never throws.</summary>
internal static class Invitations
{
    private const int Characters = 1_000_000, Lines = 20_000;
    private const int Longest = 1_000, LongestDescription = 20_000;

    /// <summary>Years people make appointments in, the last exclusive. What lies beyond is a slip or a trap: at the ends of the calendar no zone and no day before can be reckoned.</summary>
    private const int FirstYear = 1900, LastYear = 2200;

    /// <summary>Null when the text holds no appointment.</summary>
    /// <param name="method">As the mail's content type names it; the text's own METHOD counts first.</param>
    public static MailInvitation? Read(string text, string? method)
    {
        var fields = new Dictionary<string, (string Parameters, string Value)>();
        var within = new Stack<string>();
        var isFound = false;
        foreach (var line in Unfolded(text.Length > Characters ? text[..Characters] : text).Take(Lines))
        {
            var (name, parameters, value) = Split(line);
            if (name == "BEGIN")
            {
                within.Push(value.ToUpperInvariant());
                isFound |= within.Peek() == "VEVENT";
            }
            else if (name == "END")
            {
                if (within.TryPop(out var ended) && ended == "VEVENT")
                    break;
            }
            else if (within.TryPeek(out var inside) && (inside == "VEVENT" || (inside == "VCALENDAR" && name == "METHOD")))
            {
                fields.TryAdd(name, (parameters, value));
            }
        }
        if (!isFound)
            return null;
        string Text(string name, int most) => fields.TryGetValue(name, out var field) ? ShortText.Cut(Unescaped(field.Value), most) : "";
        var starts = fields.TryGetValue("DTSTART", out var start) ? Time(start.Parameters, start.Value) : null;
        var ends = fields.TryGetValue("DTEND", out var end) ? Time(end.Parameters, end.Value) : starts is not null && fields.TryGetValue("DURATION", out var length) ? After(starts, length.Value) : null;
        return new(ShortText.Cut((Text("METHOD", 30) is { Length: > 0 } own ? own : method ?? "").ToUpperInvariant(), 30), Text("SUMMARY", Longest), Text("LOCATION", Longest), Organiser(fields.GetValueOrDefault("ORGANIZER")), starts, ends, Text("DESCRIPTION", LongestDescription));
    }

    /// <summary>A line that begins with a blank goes on where the one before it ended (3.1).</summary>
    private static IEnumerable<string> Unfolded(string text)
    {
        var line = new StringBuilder();
        for (int at = 0, next; at <= text.Length; at = next)
        {
            next = text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length + 1;
            var isOfLineBefore = at < text.Length && text[at] is ' ' or '\t';
            if (!isOfLineBefore && line.Length > 0)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(text.AsSpan(at..(next - 1)).TrimEnd('\r')[(isOfLineBefore ? 1 : 0)..]);
        }
        yield return line.ToString();
    }

    private static (string Name, string Parameters, string Value) Split(string line)
    {
        var quoted = false;
        var semicolon = -1;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (quoted)
                continue;
            if (line[i] == ';' && semicolon < 0)
                semicolon = i;
            if (line[i] == ':')
                return (line[..(semicolon < 0 ? i : semicolon)].Trim().ToUpperInvariant(), semicolon < 0 ? "" : line[(semicolon + 1)..i], line[(i + 1)..].Trim());
        }
        return ("", "", "");
    }

    private static string? Parameter(string parameters, string name)
    {
        foreach (var one in parameters.Split(';'))
        {
            if (one.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
                return one[(name.Length + 1)..].Trim('"', ' ');
        }
        return null;
    }

    private static CalendarTime? Time(string parameters, string value) => Written(parameters, value) is { Wall.Year: >= FirstYear and < LastYear } time ? time : null;

    private static CalendarTime? Written(string parameters, string value)
    {
        if (DateTime.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new(day, null, true);
        var isUtc = value.EndsWith('Z');
        if (!DateTime.TryParseExact(value.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
            return null;
        // A zone's name from another world than ours is no reason to lose the time: it is then the reader's own.
        int? offset = isUtc ? 0 : Parameter(parameters, "TZID") is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name.TrimStart('/'), out var zone) ? (int)zone.GetUtcOffset(wall).TotalMinutes : null;
        return new(wall, offset, false);
    }

    /// <summary>Weeks, days, hours, minutes and seconds (3.3.6).</summary>
    private static CalendarTime? After(CalendarTime start, string duration)
    {
        var number = 0L;
        var seconds = 0L;
        foreach (var c in duration)
        {
            if (char.IsAsciiDigit(c))
                number = Math.Min(number * 10 + (c - '0'), 1_000_000);
            else if (c is 'W' or 'D' or 'H' or 'M' or 'S')
                (seconds, number) = (seconds + number * c switch { 'W' => 604_800, 'D' => 86_400, 'H' => 3_600, 'M' => 60, _ => 1 }, 0);
        }
        return seconds is > 0 and < 10L * 366 * 86_400 ? start with { Wall = start.Wall.AddSeconds(seconds) } : null;
    }

    private static string Organiser((string Parameters, string Value) field) =>
        field.Value is null ? "" : ShortText.Cut(Parameter(field.Parameters, "CN") is { Length: > 0 } name ? name : field.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? field.Value[7..] : field.Value, Longest);

    private static string Unescaped(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 >= value.Length)
                text.Append(value[i]);
            else
                text.Append(value[++i] is 'n' or 'N' ? '\n' : value[i]);
        }
        return text.ToString().Trim();
    }
}
