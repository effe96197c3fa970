namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>People at the desk against people wanted, by set of skills.</summary>
internal static class Cover
{
    /// <summary>Intervals where the two differ: positive when people are missing; negative when there are too many, which only a whole group of linked skills can tell.</summary>
    public static IEnumerable<(int Day, int Interval, string Skill, int Missing, int Wanted)> Differences(TeamProblem team, TeamRoster roster)
    {
        foreach (var set in SkillSets.Of(team))
        {
            var missing = new int[team.Days, team.IntervalsADay];
            var wanted = new int[team.Days, team.IntervalsADay];
            foreach (var need in team.Requirements.Where(need => set.Skills.Contains(need.Skill)))
            {
                missing[need.Day, need.Interval] += need.People;
                wanted[need.Day, need.Interval] += need.People;
            }

            for (var member = 0; member < team.Members.Count; member++)
            {
                if (set.Skills.Any(team.Members[member].Skills.Contains))
                {
                    Subtract(team, roster, member, missing);
                }
            }

            for (var day = 0; day < team.Days; day++)
            {
                for (var interval = 0; interval < team.IntervalsADay; interval++)
                {
                    if (missing[day, interval] > 0 || (missing[day, interval] < 0 && set.IsWhole))
                    {
                        yield return (day, interval, set.Name, missing[day, interval], wanted[day, interval]);
                    }
                }
            }
        }
    }

    private static void Subtract(TeamProblem team, TeamRoster roster, int member, int[,] missing)
    {
        for (var day = 0; day < team.Days; day++)
        {
            if (roster[member, day] < 0)
            {
                continue;
            }

            var shift = team.Shifts[roster[member, day]];
            for (var from = shift.Start / team.IntervalMinutes * team.IntervalMinutes; from < shift.End; from += team.IntervalMinutes)
            {
                var at = day + (from / (24 * 60));
                if (at < team.Days && shift.Covers(from, from + team.IntervalMinutes, roster.BreaksOf(member, day)))
                {
                    missing[at, from % (24 * 60) / team.IntervalMinutes]--;
                }
            }
        }
    }
}
