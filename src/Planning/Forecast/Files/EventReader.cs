using Banzhang.Kernel;

namespace Banzhang.Planning.Forecast.Files;

/// <summary>Reads days known in advance from comma-separated text: a date and a name a line, past ones and those to come, in any order.</summary>
public static class EventReader
{
    private const string Example = "2026-06-18,mid-year sale";

    /// <param name="file">Name for messages.</param>
    public static Outcome<IReadOnlyList<(DateOnly Date, string Name)>> Read(string file, string text)
    {
        var lines = new SeriesLines(file, text);
        var events = new List<(DateOnly, string)>();
        foreach (var (number, fields) in lines.Rows())
        {
            if (!SeriesLines.TryTime(fields[0], out var date) || date.TimeOfDay != TimeSpan.Zero)
            {
                return lines.Unusable(number, "date", SeriesFault.NotADate, fields[0], "2026-06-18").Refusal;
            }

            if (fields.Length < 2 || fields[1].Length == 0)
            {
                return lines.Unusable(number, "name", SeriesFault.NoName, fields[0], Example).Refusal;
            }

            if (fields.Length > 2)
            {
                return lines.Unusable(number, "name", SeriesFault.FieldCount, $"{fields.Length}", Example).Refusal;
            }

            events.Add((DateOnly.FromDateTime(date), fields[1]));
        }

        return events.Count > 0 ? Outcome.Of<IReadOnlyList<(DateOnly Date, string Name)>>(events) : lines.Unusable(0, "date", SeriesFault.Empty, "0", "1").Refusal;
    }
}
