namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: days off in a row between two known work days.</summary>
public sealed class ShortestRest : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var least = team.Members[member].Contract.MinDaysOff;
        var history = team.Members[member].History;
        if (history.OffDays > 0 && history.OffDays < least && roster[member, 0] >= 0)
        {
            yield return new(this, member, 0, history.OffDays, least);
        }

        foreach (var run in Runs(team, roster, member).Where(run => !run.Works && run.Closed && run.Length < least))
        {
            yield return new(this, member, run.Start, run.Length, least);
        }
    }
}
