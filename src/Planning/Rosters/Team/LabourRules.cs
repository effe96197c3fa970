using System.Text.Json;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>Labour rules of a country from a date on. Data, not code: <c>labour-rules-cn.json</c>; other countries are other files.</summary>
/// <param name="From">First day they apply.</param>
/// <param name="WeeklyMinutes">Standard working time a week, on average over the period.</param>
/// <param name="DailyMinutes">Standard working time of a working day.</param>
/// <param name="DailyOvertimeMinutes">Most overtime a day beyond it, for special reasons and under standard hours.</param>
/// <param name="MonthlyOvertimeMinutes">Most overtime a calendar month.</param>
/// <param name="MaxDaysInRow">Longest run of work days that leaves a rest day in each seven.</param>
/// <param name="RestMinutes">Least rest between two shifts.</param>
/// <param name="NightFrom">Begin of the night, minutes after midnight.</param>
/// <param name="NightTo">End of the night, minutes after midnight.</param>
/// <param name="HolidayExtraPercent">What a statutory holiday costs on top of the ordinary pay.</param>
/// <param name="Source">Law and article, or company policy.</param>
public sealed record LabourRules(
    DateOnly From, int WeeklyMinutes, int DailyMinutes, int DailyOvertimeMinutes, int MonthlyOvertimeMinutes, int MaxDaysInRow, int RestMinutes, int NightFrom, int NightTo, int HolidayExtraPercent, string Source)
{
    /// <summary>The rules of mainland China in force on a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is before the first rules known.</exception>
    public static LabourRules China(DateOnly day)
    {
        using var stream = typeof(LabourRules).Assembly.GetManifestResourceStream("labour-rules-cn.json")
            ?? throw new InvalidOperationException("The resource labour-rules-cn.json is missing.\nMaybe Planning.csproj no longer embeds it.");
        var all = JsonSerializer.Deserialize<LabourRules[]>(stream, JsonSerializerOptions.Web)!;
        return all.Where(rules => rules.From <= day).MaxBy(rules => rules.From)
            ?? throw new ArgumentOutOfRangeException(nameof(day), day, "No labour rules are known for so early a day.");
    }
}
