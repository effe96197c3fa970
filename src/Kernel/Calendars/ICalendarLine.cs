using System.Text;

namespace Banzhang.Kernel.Calendars;

/// <summary>One content line of iCalendar text, unfolded (RFC 5545, 3.1): <c>NAME;PARAMETER=...:VALUE</c>.</summary>
/// <param name="Number">Line of the file on which it begins, from 1.</param>
/// <param name="Name">Without parameters; empty when the line has no colon.</param>
/// <param name="Value">After the colon, escapes kept; the whole line when it has no colon.</param>
internal sealed record ICalendarLine(int Number, string Name, string Value)
{
    /// <summary>All content lines; blank ones are left out. Line ends may be CRLF, LF or CR.</summary>
    public static IEnumerable<ICalendarLine> All(string text)
    {
        var content = new StringBuilder();
        var started = 0;
        var number = 0;
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (started > 0 && line.Length > 0 && line[0] is ' ' or '\t')
            {
                content.Append(line, 1, line.Length - 1);
                continue;
            }
            if (started > 0)
                yield return Split(started, content.ToString());
            content.Clear().Append(line);
            started = string.IsNullOrWhiteSpace(line) ? 0 : number;
        }
        if (started > 0)
            yield return Split(started, content.ToString());
    }

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public bool Is(string name, string value) => Is(name) && string.Equals(Value.Trim(), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value with its escapes undone (RFC 5545, 3.3.11).</summary>
    public string Text()
    {
        var text = new StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] != '\\' || i + 1 == Value.Length)
                text.Append(Value[i]);
            else
                text.Append(Value[++i] is 'n' or 'N' ? ' ' : Value[i]);
        }
        return text.ToString().Trim();
    }

    private static ICalendarLine Split(int number, string line)
    {
        var quoted = false;
        var nameEnd = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ';' && nameEnd < 0)
                nameEnd = i;
            else if (line[i] == ':' && !quoted)
                return new(number, line[..(nameEnd < 0 ? i : nameEnd)].Trim(), line[(i + 1)..]);
        }
        return new(number, "", line);
    }
}
