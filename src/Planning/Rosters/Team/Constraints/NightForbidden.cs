namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in shifts: no night work on dates on which the person may not (pregnancy from the seventh month, nursing, minors), also not by a shift that began the day before.</summary>
public sealed class NightForbidden : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        foreach (var date in team.Members[member].NoNights.Order())
        {
            var today = ShiftOn(team, roster, member, date);
            var before = date > 0 ? ShiftOn(team, roster, member, date - 1) : null;
            if (today?.WorksAtNight(0, team.Law.NightFrom, team.Law.NightTo) == true || before?.WorksAtNight(1, team.Law.NightFrom, team.Law.NightTo) == true)
            {
                yield return new(this, member, date, 1, 0);
            }
        }
    }
}
