namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in minutes a shift goes beyond a day's standard time, for standard hours: as far as contract and law allow (Labour Law, article 41: one hour, three for special reasons).</summary>
public sealed class OvertimeOfDay : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var contract = team.Members[member].Contract;
        var most = Math.Min(contract.DailyOvertimeMinutes, team.Law.DailyOvertimeMinutes);
        return from day in Enumerable.Range(0, team.Days)
               where contract.Hours == HoursSystem.Standard
               let shift = ShiftOn(team, roster, member, day)
               where shift is not null && shift.PaidMinutes - team.Law.DailyMinutes > most
               select new Finding(this, member, day, shift.PaidMinutes - team.Law.DailyMinutes, most);
    }
}
