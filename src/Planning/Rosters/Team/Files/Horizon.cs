using System.Globalization;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>The days of a roster file.</summary>
/// <param name="FirstDay">First of them.</param>
/// <param name="Days">Their number.</param>
internal readonly record struct Horizon(DateOnly FirstDay, int Days)
{
    public DateOnly LastDay => FirstDay.AddDays(Days - 1);

    /// <summary>Index of the day whose date stands there.</summary>
    public int DayAt(JsonPlace place)
    {
        var day = place.Date().DayNumber - FirstDay.DayNumber;
        return day >= 0 && day < Days ? day : throw place.Wrong(TeamFileFault.DateOutside, $"{Sentence.Date(FirstDay)}..{Sentence.Date(LastDay)}");
    }

    public IReadOnlySet<int> DaysAt(IReadOnlyList<JsonPlace> dates)
    {
        var days = new HashSet<int>();
        foreach (var date in dates)
        {
            if (!days.Add(DayAt(date)))
            {
                throw date.Wrong(TeamFileFault.DateTwice, "");
            }
        }

        return days;
    }

    /// <summary>A time of day from minutes after midnight; of the next day when above 1440.</summary>
    public static string WrittenTime(int minutes) => TimeOnly.MinValue.AddMinutes(minutes).ToString("HH:mm", CultureInfo.InvariantCulture);
}
