using Banzhang.Planning.Rosters.Benchmark;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>Refuses what no search has the memory for, before it asks for it.</summary>
internal static class TeamSize
{
    /// <summary>Asked of a team without faults.</summary>
    public static void Check(TeamProblem team)
    {
        var cells = (long)team.Days * team.Members.Count * (team.Shifts.Count + 1);
        TooLarge("members", cells);
        var sets = SkillSets.Of(team);
        TooLarge("requirements", (long)sets.Count * team.Days * team.IntervalsADay);
        // People of equal skills count in the same cells; each of their kinds has a list of them by day and shift.
        var intervals = team.Shifts.Sum(shift => (shift.Minutes / team.IntervalMinutes) + 1L);
        var kinds = team.Members.Select(member => sets.Select((set, at) => (set, at)).Where(one => one.set.Skills.Any(member.Skills.Contains)).Select(one => one.at).ToArray()).DistinctBy(one => string.Join(',', one));
        TooLarge("intervalMinutes", kinds.Sum(kind => kind.Length * intervals * team.Days));
    }

    private static void TooLarge(string place, long numbers)
    {
        if (numbers > InstanceReader.MostNumbers)
        {
            throw JsonPlace.Unusable(place, TeamFileFault.TooLarge, $"{numbers}", $"{InstanceReader.MostNumbers}");
        }
    }
}
