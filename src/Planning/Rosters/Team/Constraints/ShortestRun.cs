namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: work days in a row between two known days off.</summary>
public sealed class ShortestRun : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var least = team.Members[member].Contract.MinDaysInRow;
        var history = team.Members[member].History;
        // The run before the horizon ended on its last day when the first day is off.
        if (history.WorkDays > 0 && history.WorkDays < least && roster[member, 0] < 0)
        {
            yield return new(this, member, 0, history.WorkDays, least);
        }

        foreach (var run in Runs(team, roster, member).Where(run => run.Works && run.Closed && run.Length < least))
        {
            yield return new(this, member, run.Start, run.Length, least);
        }
    }
}
