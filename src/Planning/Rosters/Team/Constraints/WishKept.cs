namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in weight points of wishes not kept.</summary>
public sealed class WishKept : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Wish;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member) =>
        from wish in team.Wishes
        where wish.Member == member && ShiftOn(team, roster, member, wish.Day)?.Id != wish.Shift
        select new Finding(this, member, wish.Day, wish.Weight, 0, (long)wish.Weight * team.Weights.Wish);
}
