namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in weekends with work on Saturday or Sunday; days worked in exchange for a holiday are none. A shift counts where it begins.</summary>
public sealed class WeekendLimit : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var worked = WorkedWeekends(team, roster, member);
        if (worked > team.Members[member].Contract.MaxWeekends)
        {
            yield return new(this, member, -1, worked, team.Members[member].Contract.MaxWeekends);
        }
    }
}
