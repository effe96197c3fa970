namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>A burden that should go round: each one costs those who have more than the team's mean of twelve weeks by then, the more the greater the difference.</summary>
public abstract class FairShare : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Fairness;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var had = Had(team.Members[member].History);
        var more = Count(team, roster, member);
        if (Fairness.Cost(team.Weights.Fairness, had, Mean(team), more) is > 0 and var cost)
        {
            yield return new(this, member, -1, more, had, cost);
        }
    }

    private protected abstract double Mean(TeamProblem team);

    /// <summary>Burdens of the twelve weeks before.</summary>
    private protected abstract int Had(DutyHistory history);

    /// <summary>How many the roster gives the member.</summary>
    private protected abstract int Count(TeamProblem team, TeamRoster roster, int member);
}
