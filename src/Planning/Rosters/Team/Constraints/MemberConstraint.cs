namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>A rule that each member's line keeps or breaks on its own.</summary>
public abstract class MemberConstraint : TeamConstraint
{
    public sealed override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster) =>
        Enumerable.Range(0, team.Members.Count).SelectMany(member => Check(team, roster, member));

    public abstract IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member);

    /// <summary>Runs of work or days off with what the history adds in front; <c>Closed</c> tells whether both ends are known.</summary>
    private protected static IEnumerable<(bool Works, int Start, int Length, bool Closed)> Runs(TeamProblem team, TeamRoster roster, int member)
    {
        var history = team.Members[member].History;
        for (var start = 0; start < team.Days;)
        {
            var works = roster[member, start] >= 0;
            var end = start;
            while (end < team.Days && roster[member, end] >= 0 == works)
            {
                end++;
            }

            var before = start > 0 ? 0 : works ? history.WorkDays : history.OffDays;
            var isOpen = start == 0 && history.WorkDays == 0 && history.OffDays == 0;
            yield return (works, start, end - start + before, end < team.Days && !isOpen);
            start = end;
        }
    }

    private protected static DutyShift? ShiftOn(TeamProblem team, TeamRoster roster, int member, int day) =>
        roster[member, day] < 0 ? null : team.Shifts[roster[member, day]];

    private protected static bool IsNight(TeamProblem team, TeamRoster roster, int member, int day) =>
        ShiftOn(team, roster, member, day)?.TouchesNight(team.Law.NightFrom, team.Law.NightTo) ?? false;

    private protected static int WorkedWeekends(TeamProblem team, TeamRoster roster, int member) =>
        Enumerable.Range(0, team.Days).Where(day => roster[member, day] >= 0 && team.Calendar.IsWeekend(team.DateOf(day))).Select(day => day / 7).Distinct().Count();

    private protected static int PaidMinutes(TeamProblem team, TeamRoster roster, int member) =>
        Enumerable.Range(0, team.Days).Sum(day => ShiftOn(team, roster, member, day)?.PaidMinutes ?? 0);
}
