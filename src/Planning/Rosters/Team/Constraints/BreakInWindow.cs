namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in minutes: a break that was moved begins no farther from its plan than the shift allows.</summary>
public sealed class BreakInWindow : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from day in Enumerable.Range(0, team.Days)
        let begins = roster.BreaksOf(member, day)
        let shift = ShiftOn(team, roster, member, day)
        where begins is not null && shift is not null
        from at in Enumerable.Range(0, shift.Breaks.Count)
        let moved = Math.Abs(shift.BeginOf(at, begins) - shift.Breaks[at].After)
        where moved > shift.Breaks[at].Slack
        select new Finding(this, member, day, moved, shift.Breaks[at].Slack);
}
