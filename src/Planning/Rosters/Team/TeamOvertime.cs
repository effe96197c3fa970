using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>The limits of overtime as the search sees them; the judge reckons on its own (<see cref="Constraints.WorkingHours"/>).</summary>
internal static class TeamOvertime
{
    /// <summary>The member's rule; null when the hours are irregular, or when even the longest shifts on all days keep it, which spares the search a look.</summary>
    public static OvertimeRule? Of(TeamProblem team, TeamMember member)
    {
        if (member.Contract.Hours == HoursSystem.Irregular)
        {
            return null;
        }

        var isStandard = member.Contract.Hours == HoursSystem.Standard;
        var months = Months(team);
        int[] spanOf = isStandard ? [.. Enumerable.Range(0, team.Days).Select(day => day / 7)] : months;
        var standard = new int[spanOf[^1] + 1];
        var poolOf = new int[standard.Length];
        for (var day = 0; day < team.Days; day++)
        {
            standard[spanOf[day]] += team.Calendar.IsWorkDay(team.DateOf(day)) ? team.Law.DailyMinutes : 0;
            // A week's overtime is known when the week is over, and counts in that month.
            poolOf[spanOf[day]] = months[day];
        }

        int[] most = [.. Enumerable.Range(0, months[^1] + 1).Select(month => Math.Max(0, team.Law.MonthlyOvertimeMinutes - (month == 0 ? member.History.OvertimeMinutes : 0)))];
        int[] within = [0, .. team.Shifts.Select(shift => isStandard ? Math.Min(shift.PaidMinutes, team.Law.DailyMinutes) : shift.PaidMinutes)];
        int[] beyond = [.. within.Select((minutes, type) => type == 0 ? 0 : team.Shifts[type - 1].PaidMinutes - minutes)];
        var rule = new OvertimeRule(within, beyond, spanOf, standard, poolOf, most, isStandard ? member.Contract.OvertimeMinutes : int.MaxValue / 2);
        return CanBreak(team, rule) ? rule : null;
    }

    /// <summary>Most paid minutes over the horizon that the limits of overtime leave.</summary>
    public static long Most(TeamProblem team, TeamMember member) =>
        Of(team, member) is { } rule ? rule.Standard.Sum(minutes => (long)minutes) + Math.Min(rule.MostTogether, rule.Most.Sum(minutes => (long)minutes)) : long.MaxValue / 2;

    private static int[] Months(TeamProblem team) => [.. Enumerable.Range(0, team.Days).Select(day => MonthsBetween(team.FirstDay, team.DateOf(day)))];

    private static int MonthsBetween(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;

    private static bool CanBreak(TeamProblem team, OvertimeRule rule)
    {
        var longest = rule.Within.Index().MaxBy(type => type.Item + rule.Beyond[type.Index]).Index;
        var line = new byte[team.Days];
        Array.Fill(line, (byte)longest);
        return !rule.Keeps(line);
    }
}
