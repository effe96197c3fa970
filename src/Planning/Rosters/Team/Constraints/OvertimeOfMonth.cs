namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Hard, in paid minutes a calendar month: its working days and the overtime the law allows, less what was worked before the roster began. A shift counts where it begins.</summary>
public sealed class OvertimeOfMonth : MemberConstraint
{
    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        foreach (var part in MonthParts.Of(team))
        {
            var worked = 0;
            for (var day = part.From; day < part.To; day++)
            {
                worked += ShiftOn(team, roster, member, day)?.PaidMinutes ?? 0;
            }

            var most = MonthParts.Most(team, team.Members[member], part);
            if (worked > most)
            {
                yield return new(this, member, part.From, worked, most);
            }
        }
    }
}
