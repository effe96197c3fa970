using System.Globalization;
using Banzhang.Kernel;

namespace Banzhang.Planning.Forecast.Files;

/// <summary>
/// Reads a series from comma-separated text: a time and a value a line, in order of time, at one interval; a missing line or an empty
/// value is a gap. Refuses with <see cref="SeriesUnusable"/> at the first line that cannot be used.
/// </summary>
public static class SeriesReader
{
    private const double MostContacts = 1e9;

    /// <summary>Days between two rows, and between the first and the last, beyond which a year is mistyped: the rest would be lost behind the gap.</summary>
    private const int MostGap = 400, MostSpan = 3_653;

    /// <summary>So many steps of the same other length in a row are no gaps but another interval.</summary>
    private const int SameSteps = 8;

    private const string TimeName = "time", ValueName = "value";

    /// <param name="parts">Name for messages and content, each; later ones continue the first (what was seen of the running day).</param>
    public static Outcome<SeriesFile> Read(params IReadOnlyList<(string File, string Text)> parts)
    {
        try
        {
            return Read([.. parts.Select(part => new SeriesLines(part.File, part.Text))]);
        }
        catch (UnusableSeriesException fault)
        {
            return fault.Refusal;
        }
    }

    private static SeriesFile Read(List<SeriesLines> parts)
    {
        var rows = new List<Row>();
        foreach (var part in parts)
        {
            var before = rows.Count;
            foreach (var (number, fields) in part.Rows())
            {
                rows.Add(Parse(part, number, fields, rows.Count > 0 ? (rows[0], rows[^1]) : null));
            }

            if (rows.Count == before)
            {
                throw part.Unusable(0, TimeName, SeriesFault.Empty, "0", "1");
            }
        }

        if (rows.Count < 2)
        {
            throw rows[0].Part.Unusable(rows[0].Number, ValueName, SeriesFault.TooShort, "1", Forecaster.LeastDays.ToString(CultureInfo.InvariantCulture));
        }

        var interval = Interval(rows);
        CheckSteps(rows, interval);
        var values = new double[((rows[^1].Time - rows[0].Time).Ticks / interval.Ticks) + 1];
        Array.Fill(values, double.NaN);
        foreach (var row in rows)
        {
            values[(row.Time - rows[0].Time).Ticks / interval.Ticks] = row.Value;
        }

        CheckLength(rows, interval);
        return new(new(rows[0].Time, interval, values), parts[0].TimeFormat()!, rows.All(row => double.IsNaN(row.Value) || row.Value == rows[0].Value)); // the first row was parsed, so it has a format
    }

    private static Row Parse(SeriesLines part, int number, string[] fields, (Row First, Row Last)? before)
    {
        if (fields.Length != 2)
        {
            throw part.Unusable(number, ValueName, SeriesFault.FieldCount, fields.Length.ToString(CultureInfo.InvariantCulture), "time,value");
        }

        if (!SeriesLines.TryTime(fields[0], out var time))
        {
            throw part.Unusable(number, TimeName, SeriesFault.NotATime, fields[0], "2026-03-02 09:30");
        }

        if (before is { } known && Misplaced(known.First.Time, known.Last.Time, time) is { } misplaced)
        {
            throw part.Unusable(number, TimeName, misplaced.Fault, fields[0], misplaced.Against.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        if (fields[1].Length == 0)
        {
            return new(part, number, time, double.NaN);
        }

        if (!double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw part.Unusable(number, ValueName, SeriesFault.NotANumber, fields[1], "12");
        }

        if (value < 0)
        {
            throw part.Unusable(number, ValueName, SeriesFault.Negative, fields[1], "0");
        }

        return value <= MostContacts ? new(part, number, time, value) : throw part.Unusable(number, ValueName, SeriesFault.TooLarge, fields[1], MostContacts.ToString("N0", CultureInfo.InvariantCulture));
    }

    private static (SeriesFault Fault, DateTime Against)? Misplaced(DateTime first, DateTime last, DateTime time) =>
        time == last ? (SeriesFault.TimeTwice, last)
        : time < last ? (last - time < TimeSpan.FromHours(1) ? SeriesFault.HourAgain : SeriesFault.TimeBackwards, last)
        : (time - last).TotalDays > MostGap ? (SeriesFault.GapTooLong, last)
        : (time - first).TotalDays > MostSpan ? (SeriesFault.SpanTooLong, first)
        : null;

    /// <summary>The commonest step between neighbours.</summary>
    private static TimeSpan Interval(List<Row> rows)
    {
        var steps = new Dictionary<TimeSpan, int>();
        for (var i = 1; i < rows.Count; i++)
        {
            var step = rows[i].Time - rows[i - 1].Time;
            steps[step] = steps.GetValueOrDefault(step) + 1;
        }

        var interval = steps.OrderByDescending(step => step.Value).ThenBy(step => step.Key).First().Key;
        return interval.Ticks > 0 && TimeSpan.TicksPerDay % interval.Ticks == 0 && interval >= TimeSpan.FromMinutes(1)
            ? interval
            : throw rows[1].Part.Unusable(rows[1].Number, TimeName, SeriesFault.IntervalUneven, interval.ToString("g", CultureInfo.InvariantCulture), "15, 30, 60");
    }

    private static void CheckSteps(List<Row> rows, TimeSpan interval)
    {
        var (same, last) = (0, interval);
        for (var i = 1; i < rows.Count; i++)
        {
            var step = rows[i].Time - rows[i - 1].Time;
            same = step == last ? same + 1 : 1;
            last = step;
            var isOther = step != interval && step < TimeSpan.FromDays(1) && same >= SameSteps;
            if (step.Ticks % interval.Ticks != 0 || isOther)
            {
                var row = rows[isOther ? i - same + 1 : i];
                throw row.Part.Unusable(row.Number, TimeName, SeriesFault.IntervalChanges, step.ToString("g", CultureInfo.InvariantCulture), interval.ToString("g", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Two weeks of values that are known, weekdays that have none counted as covered at both ends; half of the days may be gaps.</summary>
    private static void CheckLength(List<Row> rows, TimeSpan interval)
    {
        var known = rows.FindAll(row => !double.IsNaN(row.Value));
        if (known.Count == 0)
        {
            throw rows[^1].Part.Unusable(0, ValueName, SeriesFault.NothingKnown, "0", "1");
        }

        var closed = 7 - known.Select(row => row.Time.DayOfWeek).Distinct().Count();
        var covered = (known[^1].Time + interval - known[0].Time).TotalDays;
        var days = known.Select(row => row.Time.Date).Distinct().Count();
        if (Math.Ceiling(covered) + closed < Forecaster.LeastDays || days < Math.Max(2, Forecaster.LeastDays / 2 - closed))
        {
            throw known[^1].Part.Unusable(known[^1].Number, ValueName, SeriesFault.TooShort, days.ToString(CultureInfo.InvariantCulture), Forecaster.LeastDays.ToString(CultureInfo.InvariantCulture));
        }
    }

    private sealed record Row(SeriesLines Part, int Number, DateTime Time, double Value);
}

/// <param name="History">What was read.</param>
/// <param name="TimeFormat">How its times are written.</param>
/// <param name="IsConstant">Whether all values are the same.</param>
public sealed record SeriesFile(ArrivalHistory History, string TimeFormat, bool IsConstant);
