namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in night shifts over the horizon.</summary>
public sealed class NightLimit : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var nights = Enumerable.Range(0, team.Days).Count(day => IsNight(team, roster, member, day));
        if (nights > team.Members[member].Contract.MaxNights)
        {
            yield return new(this, member, -1, nights, team.Members[member].Contract.MaxNights);
        }
    }
}
