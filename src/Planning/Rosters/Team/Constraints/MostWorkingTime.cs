namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in paid minutes over the horizon: the contract, and but for irregular hours 40 hours a week on average, plus the overtime consented to.</summary>
public sealed class MostWorkingTime : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var contract = team.Members[member].Contract;
        var most = (contract.Hours == HoursSystem.Irregular ? contract.MaxMinutes : Math.Min(contract.MaxMinutes, team.Days / 7 * team.Law.WeeklyMinutes)) + contract.OvertimeMinutes;
        var worked = PaidMinutes(team, roster, member);
        if (worked > most)
        {
            yield return new(this, member, -1, worked, most);
        }
    }
}
