namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in days that differ from the roster people already know.</summary>
public sealed class ChangeFromPublished : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Change;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        team.Published is not { } published
            ? []
            : Enumerable.Range(0, team.Days).Where(day => published[member, day] != roster[member, day]).Select(day => new Finding(this, member, day, 1, 0, team.Weights.Change));
}
