using Banzhang.Kernel.Calendars;

namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in paid hours on statutory holidays, which cost triple pay.</summary>
public sealed class HolidayWork : MemberConstraint
{
    private static readonly HashSet<DateOnly> Holidays = [.. ChinaDays.All.Where(day => day.Statutory).Select(day => day.Date)];

    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.HolidayHour;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from day in Enumerable.Range(0, team.Days)
        where Holidays.Contains(team.DateOf(day))
        let shift = ShiftOn(team, roster, member, day)
        where shift is not null
        select new Finding(this, member, day, shift.PaidMinutes / 60, 0, (long)team.Weights.HolidayHour * shift.PaidMinutes / 60);
}
