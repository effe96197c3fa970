namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in weekend days of people who had more weekends than the team's mean over twelve weeks; the price grows with the difference.</summary>
public sealed class FairWeekends : FairShare
{
    private protected override int Price(TeamProblem team, int member) => Fairness.PriceOfWeekend(team, member);

    private protected override int Had(DutyHistory history) => history.Weekends;

    private protected override bool Counts(TeamProblem team, TeamRoster roster, int member, int day) => day % 7 >= 5 && roster[member, day] >= 0;
}
