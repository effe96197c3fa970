namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in night shifts of people who had more than the team's mean over twelve weeks; the price grows with the difference.</summary>
public sealed class FairNights : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Fairness;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var above = team.Members[member].History.Nights - team.Members.Average(one => one.History.Nights);
        var price = (int)Math.Round(Math.Max(0, above) * team.Weights.Fairness);
        var nights = Enumerable.Range(0, team.Days).Count(day => IsNight(team, roster, member, day));
        if (price > 0 && nights > 0)
            yield return new(this, member, -1, nights, team.Members[member].History.Nights, (long)nights * price);
    }
}
