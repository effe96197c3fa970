namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in night shifts of people who had more than the team's mean over twelve weeks; the price grows with the difference.</summary>
public sealed class FairNights : FairShare
{
    private protected override int Price(TeamProblem team, int member) => Fairness.PriceOfNight(team, member);

    private protected override int Had(DutyHistory history) => history.Nights;

    private protected override bool Counts(TeamProblem team, TeamRoster roster, int member, int day) => IsNight(team, roster, member, day);
}
