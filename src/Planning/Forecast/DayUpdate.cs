namespace Banzhang.Planning.Forecast;

/// <summary>
/// Re-forecast of the rest of a day from its part already seen. The misses of past days (in roots) are a few shapes with amounts; the
/// amounts of today are estimated from the seen part with a prior that holds them small, as in penalised least squares of Shen and Huang
/// (2008). How many shapes and how far to go is tried on past days at the same hour; not at all is among the choices and wins all doubts.
/// </summary>
internal sealed class DayUpdate
{
    private const int LeastDays = 20, Folds = 4;

    /// <summary>A gain counts when it is this share of the error and this many standard errors above 0.</summary>
    private const double Worth = 0.01, Sure = 2;

    /// <summary>A past miss is cut at so many ordinary deviations of its interval before shapes are learnt.</summary>
    private const double Wild = 3.5;

    private static readonly int[] Counts = [1, 3, 8];
    private static readonly double[] Steps = [1, 0.75, 0.5];

    private readonly double[][] _misses, _tame, _forecasts;
    private readonly int _slots;

    /// <param name="forecasts">Of past days, by day and slot; contacts.</param>
    /// <param name="came">The same cells as they came; NaN unknown.</param>
    public DayUpdate(IReadOnlyList<double[]> forecasts, IReadOnlyList<double[]> came)
    {
        _forecasts = [.. forecasts];
        _slots = forecasts.Count > 0 ? forecasts[0].Length : 0;
        _misses = [.. forecasts.Zip(came, Miss)];
        _tame = [.. _misses.Select(miss => (double[])miss.Clone())];
        Tame();
    }

    /// <summary>Changes the part of a day's forecast that is still to come.</summary>
    /// <param name="forecast">Contacts of the whole day; those before <paramref name="seen"/> are left.</param>
    /// <param name="came">What came before; NaN unknown.</param>
    /// <param name="seen">First slot that is still to come.</param>
    /// <returns>How much of the way was gone, 0 (no change) to 1.</returns>
    public double Apply(Span<double> forecast, ReadOnlySpan<double> came, int seen)
    {
        if (_misses.Length < LeastDays || seen <= 0 || seen >= _slots)
        {
            return 0;
        }

        var (count, step) = Best(seen);
        if (step == 0)
        {
            return 0;
        }

        var rest = new MissShapes(_tame, Counts[^1]).Rest(Miss(forecast.ToArray(), came.ToArray()), seen, count);
        for (var slot = seen; slot < _slots; slot++)
        {
            forecast[slot] = Moved(forecast[slot], step * rest[slot]);
        }

        return step;
    }

    /// <summary>The choice with the least absolute error on days that its shapes were not learnt from; a step of 0 unless the gain is sure.</summary>
    private (int Count, double Step) Best(int seen)
    {
        var gain = new double[Counts.Length, Steps.Length];
        var square = new double[Counts.Length, Steps.Length];
        var missed = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var shapes = new MissShapes([.. _tame.Where((_, day) => day % Folds != fold)], Counts[^1]);
            for (var day = fold; day < _misses.Length; day += Folds)
            {
                var still = Error(day, seen, [], 0);
                missed += still;
                for (var i = 0; i < Counts.Length && Counts[i] <= shapes.Most; i++)
                {
                    var rest = shapes.Rest(_misses[day], seen, Counts[i]);
                    for (var j = 0; j < Steps.Length; j++)
                    {
                        var better = still - Error(day, seen, rest, Steps[j]);
                        gain[i, j] += better;
                        square[i, j] += better * better;
                    }
                }
            }
        }

        var best = (Count: 0, Step: 0.0);
        var most = Worth * missed;
        for (var i = 0; i < Counts.Length; i++)
        {
            for (var j = 0; j < Steps.Length; j++)
            {
                if (gain[i, j] > most && gain[i, j] > Sure * Math.Sqrt(square[i, j]))
                {
                    (best, most) = ((Counts[i], Steps[j]), gain[i, j]);
                }
            }
        }

        return best;
    }

    private double Error(int day, int seen, double[] rest, double step)
    {
        var error = 0.0;
        for (var slot = seen; slot < _slots; slot++)
        {
            var forecast = _forecasts[day][slot];
            var root = Math.Sqrt(forecast) + _misses[day][slot];
            error += Math.Abs((root * root) - (step == 0 ? forecast : Moved(forecast, step * rest[slot])));
        }

        return error;
    }

    private static double[] Miss(double[] forecast, double[] came)
    {
        var miss = new double[forecast.Length];
        for (var slot = 0; slot < miss.Length; slot++)
        {
            miss[slot] = double.IsNaN(came[slot]) ? 0 : Math.Sqrt(came[slot]) - Math.Sqrt(forecast[slot]);
        }

        return miss;
    }

    private void Tame()
    {
        var column = new double[_tame.Length];
        for (var slot = 0; slot < _slots; slot++)
        {
            for (var day = 0; day < column.Length; day++)
            {
                column[day] = _tame[day][slot];
            }

            var most = Wild * Robust.Spread(column);
            foreach (var miss in _tame)
            {
                miss[slot] = Math.Clamp(miss[slot], -most, most);
            }
        }
    }

    private static double Moved(double forecast, double by)
    {
        var root = Math.Max(0, Math.Sqrt(forecast) + by);
        return forecast > 0 ? root * root : 0;
    }
}
