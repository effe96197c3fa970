namespace Banzhang.Planning.Forecast;

/// <summary>The blend over the weeks of the back-test: what it would have said beside what came. Marked days are left out, outliers are in.</summary>
internal sealed class TriedDays
{
    private const int NearDays = 7;

    private readonly List<double[]> _forecasts = [], _came = [];
    private readonly List<int> _origins = [];

    public TriedDays(BackTest test, double[] weights)
    {
        var (grid, missed, total) = (test.Grid, 0.0, 0.0);
        for (var i = 0; i < test.Origins.Count; i++)
        {
            var mixed = Blend.Mix(test.Forecasts[i], weights);
            for (var ahead = 0; ahead < mixed.Length / grid.Slots; ahead++)
            {
                var day = test.Origins[i] + ahead;
                if (grid.Marks.Has(grid.Date(day)))
                    continue;
                var forecast = mixed.AsSpan(ahead * grid.Slots, grid.Slots);
                var came = grid.RawOf(day);
                for (var slot = 0; slot < came.Length; slot++)
                {
                    if (double.IsNaN(came[slot]))
                        continue;
                    Cells.Add(new(forecast[slot], came[slot], ahead));
                    _origins.Add(i);
                    missed += Math.Abs(came[slot] - forecast[slot]);
                    total += came[slot];
                }
                if (ahead >= NearDays || !grid.IsOrdinary[day])
                    continue;
                _forecasts.Add(forecast.ToArray());
                _came.Add(came.ToArray());
            }
        }
        Error = total > 0 ? missed / total : null;
    }

    public List<TriedCell> Cells { get; } = [];

    /// <summary>Absolute error over contacts; null of nothing.</summary>
    public double? Error { get; }

    public DayUpdate Update() => new(_forecasts, _came);

    /// <summary>Share within bands that were made from the other half of the weeks; null when there are not two.</summary>
    public double? Coverage(double share)
    {
        var (within, count) = (0.0, 0);
        for (var half = 0; half < 2; half++)
        {
            var (made, judged) = (new List<TriedCell>(Cells.Count), new List<TriedCell>(Cells.Count));
            for (var i = 0; i < Cells.Count; i++)
                (_origins[i] % 2 == half ? judged : made).Add(Cells[i]);
            if (made.Count == 0 || judged.Count == 0)
                return null;
            within += Bands.Of(made, share).Coverage(judged) * judged.Count;
            count += judged.Count;
        }
        return within / count;
    }
}
