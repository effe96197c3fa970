using Banzhang.Kernel.Calendars;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>The part of a calendar month that a roster plans.</summary>
/// <param name="From">Its first day of the roster.</param>
/// <param name="To">The day after its last.</param>
/// <param name="StandardMinutes">Working time without overtime: a fifth of the law's week for each working day.</param>
internal readonly record struct MonthPart(int From, int To, int StandardMinutes);

/// <summary>
/// The calendar months of a roster. Overtime is what goes beyond their working days: Monday to Friday without public holidays, with the weekend days
/// worked in exchange, as far as they are announced (Labour Law, articles 36, 40 and 41; overtime by period for working time that is reckoned together).
/// </summary>
internal static class MonthParts
{
    private static readonly HashSet<DateOnly> Off = [.. ChinaDays.Holidays.Select(day => day.Date)];
    private static readonly HashSet<DateOnly> InExchange = [.. ChinaDays.MakeUpDays.Select(day => day.Date)];

    public static IReadOnlyList<MonthPart> Of(TeamProblem team)
    {
        var parts = new List<MonthPart>();
        for (var from = 0; from < team.Days;)
        {
            var (to, workDays) = (from, 0);
            while (to < team.Days && team.DateOf(to).Month == team.DateOf(from).Month)
            {
                workDays += IsWorkDay(team.DateOf(to++)) ? 1 : 0;
            }

            parts.Add(new(from, to, workDays * team.Law.WeeklyMinutes / 5));
            from = to;
        }

        return parts;
    }

    /// <summary>Most paid minutes of a member in a part: the law's overtime of a month on top, less what they already had in it.</summary>
    public static int Most(TeamProblem team, TeamMember member, MonthPart part) =>
        part.StandardMinutes + Math.Max(0, team.Law.MonthlyOvertimeMinutes - (part.From == 0 ? member.History.OvertimeMinutes : 0));

    private static bool IsWorkDay(DateOnly date) => InExchange.Contains(date) || (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Off.Contains(date));
}
