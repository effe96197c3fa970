namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: what the planner locked stays.</summary>
public sealed class FixedDutyKept : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from duty in team.Fixed
        where duty.Member == member && ShiftOn(team, roster, member, duty.Day)?.Id != duty.Shift
        select new Finding(this, member, duty.Day, 1, 0);
}
