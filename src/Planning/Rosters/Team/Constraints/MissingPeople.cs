namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in people and intervals: fewer at the desk than wanted.</summary>
public sealed class MissingPeople : TeamConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Missing;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster) =>
        Cover.Differences(team, roster).Where(place => place.Missing > 0)
            .Select(place => new Finding(this, -1, place.Day, place.Wanted - place.Missing, place.Wanted, (long)place.Missing * team.Weights.Missing, place.Interval, place.Skill));
}
