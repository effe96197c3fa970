using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>Opening hours as people type them: <c>09:00-12:00 13:30-18:00</c>; <c>24:00</c> is midnight at the end of the day.</summary>
internal static class WindowText
{
    private static readonly char[] Between = [' ', ',', ';', '\u3001', '\uff0c', '\uff1b', '\t', '\u00b7'];
    private static readonly char[] Dashes = ['-', '\u2013', '\u2014', '~', '\uff0d', '\u81f3'];

    public static Outcome<IReadOnlyList<WorkWindow>> Read(string field, string text)
    {
        var windows = new List<WorkWindow>();
        foreach (var part in text.Replace('\uff1a', ':').Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split(Dashes);
            if (ends.Length != 2 || Time(ends[0]) is not { } from || Time(ends[1]) is not { } to)
            {
                return new WindowIsUnreadable(field, part);
            }

            windows.Add(new(from, to));
        }

        return windows;
    }

    public static string Write(IEnumerable<WorkWindow> windows) =>
        string.Join(' ', windows.OrderBy(w => w.From).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.From:HH:mm}-{(w.To == TimeOnly.MinValue ? "24:00" : w.To.ToString("HH:mm", CultureInfo.InvariantCulture))}")));

    private static TimeOnly? Time(string text) =>
        text == "24:00" ? TimeOnly.MinValue
            : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
