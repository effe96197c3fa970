namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// Who had more nights or weekends than the team's mean over the last twelve weeks pays a price for each further one, so that the next
/// goes to others: the slope of a squared deviation at the present count.
/// </summary>
internal static class Fairness
{
    public static int PriceOfNight(TeamProblem team, int member) =>
        Price(team.Weights.Fairness, team.Members[member].History.Nights, team.Members.Average(one => one.History.Nights));

    public static int PriceOfWeekend(TeamProblem team, int member) =>
        Price(team.Weights.Fairness, team.Members[member].History.Weekends, team.Members.Average(one => one.History.Weekends));

    private static int Price(int weight, int had, double mean) => (int)Math.Round(Math.Max(0, had - mean) * weight);
}
