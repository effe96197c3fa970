namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>
/// Hard, in minutes of overtime a week, for standard hours: beyond eight hours a day and forty a week (Labour Law, article 36; a week with holidays has fewer) only as far
/// as the contract consents. The consent is for the horizon, so that each week has what the weeks before it left.
/// </summary>
public sealed class OvertimeOfWeek : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var contract = team.Members[member].Contract;
        var left = contract.OvertimeMinutes;
        for (var monday = 0; monday < team.Days && contract.Hours == HoursSystem.Standard; monday += 7)
        {
            var overtime = WorkingHours.OfWeek(team, roster, member, monday);
            if (overtime > left)
            {
                yield return new(this, member, monday, overtime, left);
            }

            left = Math.Max(0, left - overtime);
        }
    }
}
