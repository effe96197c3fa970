namespace Banzhang.Planning.Forecast;

/// <summary>The blend over the weeks of the back-test: what it would have said beside what came. Marked days are left out, outliers are in.</summary>
internal sealed class TriedDays
{
    private const int NearDays = 7;

    private readonly List<double[]> _forecasts = [], _came = [];
    private readonly int _weeks, _first;

    private readonly List<FarCell> _far = [];

    /// <param name="far">The same months ahead, or null.</param>
    public TriedDays(BackTest test, double[] weights, BackTest? far = null)
    {
        if (far is not null)
        {
            TryFar(far, weights);
        }

        (_weeks, _first) = (Math.Max(1, test.Origins.Count), test.Origins.LastOrDefault());
        var (grid, missed, total) = (test.Grid, 0.0, 0.0);
        int[] simple = [.. test.Entrants.Index().Where(one => one.Item.IsSimple).Select(one => one.Index)];
        var missedSimply = new double[simple.Length];
        for (var i = 0; i < test.Origins.Count; i++)
        {
            var mixed = Blend.Mix(test.Forecasts[i], weights);
            for (var ahead = 0; ahead < mixed.Length / grid.Slots; ahead++)
            {
                var day = test.Origins[i] + ahead;
                if (grid.Marks.Has(grid.Date(day)))
                {
                    continue;
                }

                var forecast = mixed.AsSpan(ahead * grid.Slots, grid.Slots);
                var came = grid.RawOf(day);
                var before = Cells.Count;
                for (var slot = 0; slot < came.Length; slot++)
                {
                    if (double.IsNaN(came[slot]))
                    {
                        continue;
                    }

                    Cells.Add(new(forecast[slot], came[slot], ahead, day));
                    missed += Math.Abs(came[slot] - forecast[slot]);
                    total += came[slot];
                    for (var one = 0; one < simple.Length; one++)
                    {
                        missedSimply[one] += Math.Abs(came[slot] - test.Forecasts[i][simple[one]][(ahead * grid.Slots) + slot]);
                    }
                }

                if (ahead >= NearDays || Cells.Count == before)
                {
                    continue;
                }

                _forecasts.Add(forecast.ToArray());
                _came.Add(came.ToArray());
            }
        }

        if (total > 0)
        {
            Error = missed / total;
            SimpleError = missedSimply.Where(double.IsFinite).Select(sum => (double?)(sum / total)).Min();
        }
    }

    public List<TriedCell> Cells { get; } = [];

    /// <summary>Absolute error over contacts; null of nothing.</summary>
    public double? Error { get; }

    /// <summary>The least error of the simple methods over the same cells; null of nothing.</summary>
    public double? SimpleError { get; }

    /// <summary>Bands that shall hold a share of the truth.</summary>
    public Bands Bands(double share)
    {
        var bands = Made(Cells, share, _weeks);
        bands.Widen(_far, share);
        return bands;
    }

    public DayUpdate Update() => new(_forecasts, _came);

    /// <summary>Share within bands that were made from the other half of the weeks; null when there are not two.</summary>
    public double? Coverage(double share)
    {
        var (odd, even) = Halves();
        return odd.Count == 0 || even.Count == 0 ? null
            : ((Made(odd, share, _weeks / 2).Coverage(even) * even.Count) + (Made(even, share, _weeks / 2).Coverage(odd) * odd.Count)) / (odd.Count + even.Count);
    }

    /// <summary>Every other week that was tried, and the rest: by the week that came, since the second week of one origin is the first of the next.</summary>
    public (List<TriedCell> Odd, List<TriedCell> Even) Halves()
    {
        var (odd, even) = (new List<TriedCell>(Cells.Count), new List<TriedCell>(Cells.Count));
        foreach (var cell in Cells)
        {
            ((cell.Day - _first) / NearDays % 2 == 0 ? even : odd).Add(cell);
        }

        return (odd, even);
    }

    private void TryFar(BackTest far, double[] weights)
    {
        var grid = far.Grid;
        for (var i = 0; i < far.Origins.Count; i++)
        {
            var mixed = Blend.Mix(far.Forecasts[i], weights);
            for (var at = 2 * NearDays * grid.Slots; at < mixed.Length; at++)
            {
                var (ahead, slot) = Math.DivRem(at, grid.Slots);
                var day = far.Origins[i] + ahead;
                if (!grid.Marks.Has(grid.Date(day)) && grid.RawOf(day)[slot] is var came && !double.IsNaN(came))
                {
                    _far.Add(new(new(mixed[at], came, ahead, day), i));
                }
            }
        }
    }

    /// <summary>The misses of a week go together, so that few weeks say less of the tails than their cells: the tails asked for are smaller by one week in all.</summary>
    private static Bands Made(List<TriedCell> cells, double share, int weeks) => Forecast.Bands.Of(cells, 1 - ((1 - share) * weeks / (weeks + 1.0)));
}
