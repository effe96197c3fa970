namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>Soft, in weekend days of people who had more weekends than the team's mean over twelve weeks; the price grows with the difference.</summary>
public sealed class FairWeekends : MemberConstraint
{
    public override bool IsHard => false;

    public override int Weight(TeamWeights weights) => weights.Fairness;

    public override IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster, int member)
    {
        var above = team.Members[member].History.Weekends - team.Members.Average(one => one.History.Weekends);
        var price = (int)Math.Round(Math.Max(0, above) * team.Weights.Fairness);
        var days = Enumerable.Range(0, team.Days).Count(day => day % 7 >= 5 && roster[member, day] >= 0);
        if (price > 0 && days > 0)
            yield return new(this, member, -1, days, team.Members[member].History.Weekends, (long)days * price);
    }
}
