namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in days: nobody works on granted leave, nor into it from the evening before.</summary>
public sealed class GrantedLeave : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from day in team.Members[member].Leave.Order()
        where roster[member, day] >= 0 || (day > 0 && ShiftOn(team, roster, member, day - 1) is { PassesMidnight: true })
        select new Finding(this, member, day, 1, 0);
}
