using System.Globalization;

namespace Banzhang.Platform.Ui;

/// <summary>A length of time as the screens write it: <c>mm:ss</c> under an hour, <c>h:mm:ss</c> under a day, days and hours above. countdown.js follows the same rule.</summary>
public static class Durations
{
    public static string Text(TimeSpan length)
    {
        var positive = length.Duration();
        if (positive >= TimeSpan.FromDays(1)) return Phrase.Say(Words.DaysAndHours, positive.Days, positive.Hours);
        return positive >= TimeSpan.FromHours(1)
            ? positive.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
            : positive.ToString(@"mm\:ss", CultureInfo.InvariantCulture);
    }
}
