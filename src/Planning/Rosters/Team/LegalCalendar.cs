using Banzhang.Kernel.Calendars;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// Which days the law takes for working days, days off and statutory holidays. Data: the State Council announces each year's in the autumn before;
/// later years are entered where calendars are kept.
/// </summary>
/// <param name="From">First day it knows.</param>
/// <param name="To">Last day it knows.</param>
/// <param name="Statutory">Days paid threefold (Labour Law, article 44), a part of <paramref name="DaysOff"/>.</param>
/// <param name="DaysOff">Public holidays with their bridge days.</param>
/// <param name="InExchange">Weekend days worked in exchange for bridge days; no weekend for anybody.</param>
public sealed record LegalCalendar(DateOnly From, DateOnly To, IReadOnlySet<DateOnly> Statutory, IReadOnlySet<DateOnly> DaysOff, IReadOnlySet<DateOnly> InExchange)
{
    /// <summary>Mainland China as far as it is announced (<see cref="ChinaDays"/>).</summary>
    public static LegalCalendar China { get; } = new(
        new(ChinaDays.FirstYear, 1, 1),
        new(ChinaDays.LastYear, 12, 31),
        ChinaDays.All.Where(day => day.Statutory).Select(day => day.Date).ToHashSet(),
        ChinaDays.Holidays.Select(day => day.Date).ToHashSet(),
        ChinaDays.MakeUpDays.Select(day => day.Date).ToHashSet());

    /// <summary>Monday to Friday without public holidays, and what is worked in exchange.</summary>
    public bool IsWorkDay(DateOnly date) => InExchange.Contains(date) || (!IsSaturdayOrSunday(date) && !DaysOff.Contains(date));

    /// <summary>Saturday or Sunday, unless it is worked in exchange.</summary>
    public bool IsWeekend(DateOnly date) => IsSaturdayOrSunday(date) && !InExchange.Contains(date);

    private static bool IsSaturdayOrSunday(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
