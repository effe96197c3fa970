namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>The judge's reckoning of overtime, straight from the roster and the calendar.</summary>
internal static class WorkingHours
{
    /// <summary>Standard minutes from a day of the roster to before another.</summary>
    public static int Standard(TeamProblem team, int from, int to) => Enumerable.Range(from, to - from).Count(day => team.Calendar.IsWorkDay(team.DateOf(day))) * team.Law.DailyMinutes;

    /// <summary>Overtime of a week under standard hours: what each day goes beyond its standard time, and what the rest goes beyond the week's working days.</summary>
    public static int OfWeek(TeamProblem team, TeamRoster roster, int member, int monday)
    {
        int[] paid = [.. Enumerable.Range(monday, 7).Select(day => roster[member, day]).Where(shift => shift >= 0).Select(shift => team.Shifts[shift].PaidMinutes)];
        var beyond = paid.Sum(minutes => Math.Max(0, minutes - team.Law.DailyMinutes));
        return beyond + Math.Max(0, paid.Sum() - beyond - Standard(team, monday, monday + 7));
    }

    /// <summary>Overtime of a calendar month, from its first day in the roster: by weeks that end in it, or by its working days.</summary>
    public static int OfMonth(TeamProblem team, TeamRoster roster, int member, int from, int to)
    {
        if (team.Members[member].Contract.Hours == HoursSystem.Standard)
        {
            return Enumerable.Range(from, to - from).Where(day => day % 7 == 6).Sum(sunday => OfWeek(team, roster, member, sunday - 6));
        }

        var paid = Enumerable.Range(from, to - from).Select(day => roster[member, day]).Where(shift => shift >= 0).Sum(shift => team.Shifts[shift].PaidMinutes);
        return Math.Max(0, paid - Standard(team, from, to));
    }
}
