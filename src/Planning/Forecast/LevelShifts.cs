using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>
/// Days from which on everything is busier or quieter than before and stays so: a new product, a queue that took over another's work.
/// What came before such a day is lifted to the level after it, so that models need not unlearn it.
/// </summary>
internal sealed class LevelShifts
{
    private const int Before = 14, After = 14, LeastAfter = 8, Edge = 5;

    /// <summary>A shift is at least this much in logarithms (a fifth) and so many ordinary deviations of a day.</summary>
    private const double LeastShift = 0.18, Sure = 4.5;

    private readonly List<(int Day, double By)> _shifts = [];

    public static LevelShifts None { get; } = new();

    public IReadOnlyList<(int Day, double By)> All => _shifts;

    /// <summary>Of the days that are over; their roots are cleaned.</summary>
    public static LevelShifts Find(DayGrid grid)
    {
        var days = DayTotals.Of(grid, grid.Whole, grid.Whole);
        // Only days with contacts count, in order.
        var open = Enumerable.Range(0, days.Total.Length).Where(i => !double.IsNaN(days.Total[i])).ToArray();
        var rest = open.Select(days.Rest).ToArray();
        var limit = Math.Max(LeastShift, Sure * Noise(rest));
        var found = new LevelShifts();
        for (var at = Before; at + LeastAfter <= rest.Length; at++)
        {
            var by = Step(rest, at);
            if (Math.Abs(by) <= limit || !IsEdge(rest, at, by))
            {
                continue;
            }

            var best = at;
            for (var next = at + 1; next <= Math.Min(at + Edge, rest.Length - LeastAfter); next++)
            {
                if (Math.Abs(Step(rest, next)) > Math.Abs(by) && IsEdge(rest, next, by))
                {
                    (best, by) = (next, Step(rest, next));
                }
            }

            found._shifts.Add((days.First + open[best], by));
            at = best + After;
        }

        return found;
    }

    /// <summary>What to add to the logarithm of a day's contacts, as far as it can be known before an origin.</summary>
    public double Lift(int day, int origin)
    {
        var lift = 0.0;
        foreach (var (from, by) in _shifts)
        {
            lift += day < from && from + LeastAfter <= origin ? by : 0;
        }

        return lift;
    }

    private static double Step(double[] rest, int at) =>
        Median(rest, at, Math.Min(rest.Length, at + After)) - Median(rest, at - Before, at);

    /// <summary>It is a step when the days right before and after differ as much as the weeks around, not a slope or a busy week.</summary>
    private static bool IsEdge(double[] rest, int at, double by) =>
        (Median(rest, at, at + Edge) - Median(rest, at - Edge, at)) / by > 0.7 && (Median(rest, at + LeastAfter - 3, Math.Min(rest.Length, at + (2 * After))) - Median(rest, Math.Max(0, at - (2 * Before)), at)) / by > 0.7;

    private static double Noise(double[] rest)
    {
        var away = new double[rest.Length];
        for (var i = 0; i < away.Length; i++)
        {
            away[i] = rest[i] - Median(rest, Math.Max(0, i - Edge), Math.Min(rest.Length, i + Edge + 1));
        }

        return Robust.Spread(away);
    }

    private static double Median(double[] values, int from, int to)
    {
        Span<double> some = stackalloc double[to - from];
        values.AsSpan(from, to - from).CopyTo(some);
        return Robust.Median(some);
    }
}
