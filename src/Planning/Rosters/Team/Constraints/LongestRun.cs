namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: work days in a row, by contract and by the law's weekly rest day, with the days before the horizon.</summary>
public sealed class LongestRun : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var most = Math.Min(team.Members[member].Contract.MaxDaysInRow, team.Law.MaxDaysInRow);
        return Runs(team, roster, member).Where(run => run.Works && run.Length > most).Select(run => new Finding(this, member, run.Start, run.Length, most));
    }
}
