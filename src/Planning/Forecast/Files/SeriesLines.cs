using System.Globalization;

namespace Banzhang.Planning.Forecast.Files;

/// <summary>The lines of one comma-separated file with their numbers; quotes around a field are taken off.</summary>
/// <param name="file">Name for messages.</param>
internal sealed class SeriesLines(string file, string text)
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/M/d", "yyyyMMdd"];
    private static readonly string[] Clocks = ["", " HH:mm", " HH:mm:ss", " H:mm", " H:mm:ss", "'T'HH:mm", "'T'HH:mm:ss"];
    private static readonly string[] Times = [.. from date in Dates from clock in Clocks select date + clock];

    /// <summary>Lines that hold something, split into fields; a first line without any digit is the heading and left out.</summary>
    public IEnumerable<(int Number, string[] Fields)> Rows()
    {
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var fields = line.Trim().Split(',');
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = fields[i].Trim().Trim('"').Trim();
            }

            if (fields is [""] || (number == 1 && !line.Any(char.IsAsciiDigit)))
            {
                continue;
            }

            yield return (number, fields);
        }
    }

    /// <summary>How the times of this file are written, so that answers can be written alike; null when the first one is no time.</summary>
    public string? TimeFormat() =>
        Rows().Select(row => Times.FirstOrDefault(format => DateTime.TryParseExact(row.Fields[0], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))).FirstOrDefault();

    public static bool TryTime(string given, out DateTime time) => DateTime.TryParseExact(given, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public UnusableSeriesException Unusable(int line, string name, SeriesFault fault, string given, string wanted) =>
        new(new(file, line, name, fault, given.Length > 60 ? given[..60] + "…" : given, wanted));
}
