namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in worked weekends of people who have more than the team's mean over twelve weeks; the price grows with each.</summary>
public sealed class FairWeekends : FairShare
{
    private protected override double Mean(TeamProblem team) => Fairness.MeanWeekends(team);

    private protected override int Had(DutyHistory history) => history.Weekends;

    private protected override int Count(TeamProblem team, TeamRoster roster, int member) => WorkedWeekends(team, roster, member);
}
