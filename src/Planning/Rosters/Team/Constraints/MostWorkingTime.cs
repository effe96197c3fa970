namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in paid minutes over the horizon: contract and 40 hours a week on average, plus the overtime consented to and allowed by law.</summary>
public sealed class MostWorkingTime : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var contract = team.Members[member].Contract;
        var standard = Math.Min(contract.MaxMinutes, team.Days / 7 * team.Law.WeeklyMinutes);
        var most = standard + Math.Min(contract.OvertimeMinutes, team.Law.MonthlyOvertimeMinutes * team.Days / 30);
        var worked = PaidMinutes(team, roster, member);
        if (worked > most)
            yield return new(this, member, -1, worked, most);
    }
}
