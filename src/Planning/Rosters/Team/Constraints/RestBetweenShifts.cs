namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in minutes: from the end of a shift to the start of the next day's. Source: <see cref="LabourRules.RestMinutes"/>.</summary>
public sealed class RestBetweenShifts : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var last = team.Shifts.FirstOrDefault(shift => shift.Id == team.Members[member].History.LastShift);
        for (var day = 0; day < team.Days; day++)
        {
            var today = ShiftOn(team, roster, member, day);
            if (last is not null && today is not null && today.Start + (24 * 60) - last.End is var rest && rest < team.Law.RestMinutes)
            {
                yield return new(this, member, day, rest, team.Law.RestMinutes);
            }

            last = today;
        }
    }
}
