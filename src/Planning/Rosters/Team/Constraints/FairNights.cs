namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in night shifts of people who have more than the team's mean over twelve weeks; the price grows with each.</summary>
public sealed class FairNights : FairShare
{
    private protected override double Mean(TeamProblem team) => Fairness.MeanNights(team);

    private protected override int Had(DutyHistory history) => history.Nights;

    private protected override int Count(TeamProblem team, TeamRoster roster, int member) => Enumerable.Range(0, team.Days).Count(day => IsNight(team, roster, member, day));
}
