namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>A burden that should go round: each one costs those who had more than the team's mean over twelve weeks, the more the greater the difference.</summary>
public abstract class FairShare : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Fairness;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var price = Price(team, member);
        var more = Enumerable.Range(0, team.Days).Count(day => Counts(team, roster, member, day));
        if (price > 0 && more > 0)
            yield return new(this, member, -1, more, Had(team.Members[member].History), (long)more * price);
    }

    /// <summary>Of each further one: the price the search weighs too.</summary>
    private protected abstract int Price(TeamProblem team, int member);

    /// <summary>Burdens of the twelve weeks before.</summary>
    private protected abstract int Had(DutyHistory history);

    /// <summary>Whether the member carries one on this day.</summary>
    private protected abstract bool Counts(TeamProblem team, TeamRoster roster, int member, int day);
}
