namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>
/// Hard, in minutes of overtime a calendar month: what the law allows (Labour Law, article 41), less what was worked before the roster began. Under standard hours a week
/// counts in the month in which it ends, under comprehensive hours a month has its working days. A shift counts where it begins. Irregular hours know no overtime.
/// </summary>
public sealed class OvertimeOfMonth : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        if (team.Members[member].Contract.Hours == HoursSystem.Irregular)
        {
            yield break;
        }

        for (int from = 0, to; from < team.Days; from = to)
        {
            for (to = from; to < team.Days && team.DateOf(to).Month == team.DateOf(from).Month;)
            {
                to++;
            }

            var had = from == 0 ? team.Members[member].History.OvertimeMinutes : 0;
            var overtime = WorkingHours.OfMonth(team, roster, member, from, to);
            if (overtime > Math.Max(0, team.Law.MonthlyOvertimeMinutes - had))
            {
                yield return new(this, member, from, overtime, Math.Max(0, team.Law.MonthlyOvertimeMinutes - had));
            }
        }
    }
}
