namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in shifts: no night work on days on which the person may not (pregnancy from the seventh month, nursing, minors).</summary>
public sealed class NightForbidden : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        team.Members[member].NoNights.Where(day => IsNight(team, roster, member, day)).Order().Select(day => new Finding(this, member, day, 1, 0));
}
