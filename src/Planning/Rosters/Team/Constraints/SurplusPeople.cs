namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in people and intervals: more at the desk than wanted.</summary>
public sealed class SurplusPeople : TeamConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Surplus;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster) =>
        Cover.Differences(team, roster).Where(place => place.Missing < 0)
            .Select(place => new Finding(this, -1, place.Day, place.Wanted - place.Missing, place.Wanted, (long)-place.Missing * team.Weights.Surplus, place.Interval, place.Skill));
}
