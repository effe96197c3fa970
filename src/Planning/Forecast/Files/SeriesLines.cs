using System.Globalization;
using System.Text;

namespace Banzhang.Planning.Forecast.Files;

/// <summary>The lines of one comma-separated file with their numbers. A field in quotes may hold commas, and a quote written twice; it ends on its line.</summary>
/// <param name="file">Name for messages.</param>
internal sealed class SeriesLines(string file, string text)
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd"];
    private static readonly string[] Clocks = ["", " HH:mm", " HH:mm:ss", " H:mm", " H:mm:ss", "'T'HH:mm", "'T'HH:mm:ss"];
    private static readonly string[] Times = [.. from date in Dates from clock in Clocks select date + clock];

    /// <summary>How much a clock tells; hours of one digit show how all hours are written.</summary>
    private static readonly int[] Richness = [0, 1, 3, 2, 4, 1, 3];

    /// <summary>Lines that hold something, split into fields; a first line that begins with a name is the heading and left out. A time that cannot be read is no name.</summary>
    public IEnumerable<(int Number, string[] Fields)> Rows()
    {
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var fields = Split(line.Trim());
            if (fields is [""] || (number == 1 && !fields[0].Any(char.IsAsciiDigit)))
            {
                continue;
            }

            yield return (number, fields);
        }
    }

    /// <summary>How the times of this file are written, so that answers can be written alike: as the richest of them, since a midnight may lack its clock; null when there is no time.</summary>
    public string? TimeFormat()
    {
        var richest = -1;
        foreach (var (_, fields) in Rows())
        {
            if (richest >= 0 && IsWritten(fields[0], richest))
            {
                continue;
            }

            var format = Enumerable.Range(0, Times.Length).FirstOrDefault(format => IsWritten(fields[0], format), -1);
            if (format >= 0 && (richest < 0 || Richness[format % Clocks.Length] > Richness[richest % Clocks.Length]))
            {
                richest = format;
            }
        }

        return richest < 0 ? null : Times[richest];
    }

    public static bool TryTime(string given, out DateTime time) => DateTime.TryParseExact(given, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public UnusableSeriesException Unusable(int line, string name, SeriesFault fault, string given, string wanted) =>
        new(new(file, line, name, fault, given.Length > 60 ? given[..60] + "…" : given, wanted));

    private static bool IsWritten(string given, int format) => DateTime.TryParseExact(given, Times[format], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var (field, end) = Quoted(line, at) ?? Plain(line, at);
            fields.Add(field.Trim());
            at = end + 1;
        }

        return [.. fields];
    }

    private static (string Field, int End) Plain(string line, int at) => line.IndexOf(',', at) is >= 0 and var comma ? (line[at..comma], comma) : (line[at..], line.Length);

    /// <summary>A field in quotes up to the comma behind it; null when it has none, or they do not enclose all of it: then they are part of what stands there.</summary>
    private static (string Field, int End)? Quoted(string line, int at)
    {
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }

        if (at == line.Length || line[at] != '"')
        {
            return null;
        }

        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                field.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append(line[at++]);
            }
            else
            {
                var end = at + 1;
                while (end < line.Length && line[end] == ' ')
                {
                    end++;
                }

                return end == line.Length || line[end] == ',' ? (field.ToString(), end) : null;
            }
        }

        return null;
    }
}
