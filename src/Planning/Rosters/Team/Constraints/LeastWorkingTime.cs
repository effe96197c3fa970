namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in paid minutes over the horizon: what the contract promises.</summary>
public sealed class LeastWorkingTime : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var worked = PaidMinutes(team, roster, member);
        if (worked < team.Members[member].Contract.MinMinutes)
        {
            yield return new(this, member, -1, worked, team.Members[member].Contract.MinMinutes);
        }
    }
}
