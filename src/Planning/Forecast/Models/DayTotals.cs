namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// Logarithms of the totals of the days before an origin, parted into an effect of the weekday and a level that moves slowly.
/// </summary>
internal sealed class DayTotals
{
    private const int Rounds = 2, Near = 7;

    private DayTotals(int first, double[] total, double[] effect, byte[] kind) => (First, Total, Effect, Kind) = (first, total, effect, kind);

    /// <summary>26 weeks of days.</summary>
    public static int HalfYear => 182;

    /// <summary>Number of the first day in <see cref="Total"/>.</summary>
    public int First { get; }

    /// <summary>log of the day's contacts, lifted to the level after known shifts; NaN for days without any.</summary>
    public double[] Total { get; }

    /// <summary>By class; the mean over open classes of the window is 0 as long as the level is.</summary>
    public double[] Effect { get; }

    private byte[] Kind { get; }

    public static DayTotals Of(DayGrid grid, int origin, int most)
    {
        var first = Math.Max(0, origin - most);
        var total = new double[origin - first];
        var kind = new byte[total.Length];
        for (var i = 0; i < total.Length; i++)
        {
            var sum = 0.0;
            foreach (var root in grid.RootOf(first + i))
            {
                sum += root * root;
            }

            total[i] = sum > 0 ? Math.Log(sum) + grid.Shifts.Lift(first + i, origin) : double.NaN;
            kind[i] = grid.Class[first + i];
        }

        var days = new DayTotals(first, total, new double[7], kind);
        days.Part();
        return days;
    }

    /// <summary>What is left of a day when its weekday's effect is taken away.</summary>
    public double Rest(int i) => Total[i] - Effect[Kind[i]];

    /// <summary>The level after the last day, exponentially weighted.</summary>
    public double Level(double pace)
    {
        var (level, weight) = (0.0, 0.0);
        for (var i = 0; i < Total.Length; i++)
        {
            if (double.IsNaN(Total[i]))
            {
                continue;
            }

            weight = (weight * (1 - pace)) + 1;
            level += (Rest(i) - level) / weight;
        }

        return level;
    }

    /// <summary>Median by weekday of what the level around leaves, and again with the level of what that leaves.</summary>
    private void Part()
    {
        var level = new double[Total.Length];
        Span<double> values = new double[Math.Max(Total.Length, (2 * Near) + 1)];
        for (var round = 0; round < Rounds; round++)
        {
            for (var kind = 0; kind < 7; kind++)
            {
                var count = 0;
                for (var i = 0; i < Total.Length; i++)
                {
                    if (Kind[i] == kind && !double.IsNaN(Total[i]))
                    {
                        values[count++] = Total[i] - level[i];
                    }
                }

                if (count > 0)
                {
                    Effect[kind] = Robust.Median(values[..count]);
                }
            }

            for (var i = 0; i < level.Length; i++)
            {
                var count = 0;
                for (var near = Math.Max(0, i - Near); near <= Math.Min(level.Length - 1, i + Near); near++)
                {
                    if (!double.IsNaN(Total[near]))
                    {
                        values[count++] = Rest(near);
                    }
                }

                level[i] = count > 0 ? Robust.Median(values[..count]) : 0;
            }
        }
    }
}
