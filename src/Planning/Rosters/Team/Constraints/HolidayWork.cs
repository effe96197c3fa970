namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in paid hours on statutory holidays, which cost triple pay. A shift across midnight counts with the hours that lie on the holiday, breaks as planned.</summary>
public sealed class HolidayWork : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.HolidayHour;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        for (var day = 0; day < team.Days; day++)
        {
            if (ShiftOn(team, roster, member, day) is not { } shift)
            {
                continue;
            }

            var today = team.Calendar.Statutory.Contains(team.DateOf(day)) ? shift.PaidMinutesOn(0) : 0;
            var tomorrow = team.Calendar.Statutory.Contains(team.DateOf(day + 1)) ? shift.PaidMinutesOn(1) : 0;
            if (today + tomorrow > 0)
            {
                yield return new(this, member, today > 0 ? day : day + 1, (today + tomorrow) / 60, 0, (long)team.Weights.HolidayHour * (today + tomorrow) / 60);
            }
        }
    }
}
