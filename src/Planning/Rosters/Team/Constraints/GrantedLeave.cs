namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: nobody works on granted leave.</summary>
public sealed class GrantedLeave : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        team.Members[member].Leave.Where(day => roster[member, day] >= 0).Order().Select(day => new Finding(this, member, day, 1, 0));
}
