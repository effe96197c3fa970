namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in minutes: between two breaks that were moved lies an interval of work at least.</summary>
public sealed class WorkBetweenBreaks : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from day in Enumerable.Range(0, team.Days)
        let begins = roster.BreaksOf(member, day)
        let shift = ShiftOn(team, roster, member, day)
        where begins is not null && shift is not null
        from at in Enumerable.Range(1, Math.Max(0, shift.Breaks.Count - 1))
        let work = shift.BeginOf(at, begins) - shift.BeginOf(at - 1, begins) - shift.Breaks[at - 1].Minutes
        where work < team.IntervalMinutes
        select new Finding(this, member, day, work, team.IntervalMinutes);
}
