using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// Nights and weekends should go round. Each one given to somebody costs the weight for every one they have by then above the team's mean of the last
/// twelve weeks: the sum grows with the square of the distance, so that the next goes to others, within one roster too.
/// </summary>
internal static class Fairness
{
    /// <summary>Cost of so many more, on top of what somebody had.</summary>
    public static long Cost(int weight, int had, double mean, int more)
    {
        var cost = 0L;
        for (var one = 0; one < more; one++)
        {
            cost += Price(weight, had + one, mean);
        }

        return cost;
    }

    public static double MeanNights(TeamProblem team) => team.Members.Average(member => member.History.Nights);

    public static double MeanWeekends(TeamProblem team) => team.Members.Average(member => member.History.Weekends);

    /// <summary>The same as tables for the search; null when fairness costs nothing.</summary>
    public static Burdens? Burdens(TeamProblem team, bool hasNights)
    {
        if (team.Weights.Fairness == 0)
        {
            return null;
        }

        var (nights, weekends) = (MeanNights(team), MeanWeekends(team));
        return new(
            [.. team.Members.Select(member => Table(hasNights ? team.Weights.Fairness : 0, member.History.Nights, nights, team.Days))],
            [.. team.Members.Select(member => Table(team.Weights.Fairness, member.History.Weekends, weekends, (team.Days + 6) / 7))]);
    }

    private static int[] Table(int weight, int had, double mean, int most)
    {
        var table = new int[most + 1];
        for (var more = 1; more <= most; more++)
        {
            table[more] = table[more - 1] + Price(weight, had + more - 1, mean);
        }

        return table;
    }

    private static int Price(int weight, int had, double mean) => (int)Math.Round(Math.Max(0, had - mean) * weight);
}
