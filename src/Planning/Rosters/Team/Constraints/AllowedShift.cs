namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in shifts: only shifts of the contract's library.</summary>
public sealed class AllowedShift : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from day in Enumerable.Range(0, team.Days)
        let shift = ShiftOn(team, roster, member, day)
        where shift is not null && team.Members[member].Contract.Shifts is { } allowed && !allowed.Contains(shift.Id)
        select new Finding(this, member, day, 1, 0);
}
