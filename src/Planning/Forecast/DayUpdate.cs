using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>
/// Re-forecast of the rest of a day from its part already seen. The misses of past days (in roots) are a few shapes with amounts; the
/// amounts of today are estimated from the seen part with a prior that holds them small, as in penalised least squares of Shen and Huang
/// (2008). How far to go is tried on past days at the same hour, and not at all is among the choices.
/// </summary>
internal sealed class DayUpdate
{
    private const int Shapes = 3, LeastDays = 20, Rounds = 15, Folds = 4;
    private const double Noise = 0.25, Worth = 0.01;
    private static readonly double[] Steps = [1, 0.75, 0.5, 0.25];

    private readonly double[][] _misses;
    private readonly double[][] _forecasts;
    private readonly int _slots;

    /// <param name="forecasts">Of past days, by day and slot; contacts.</param>
    /// <param name="came">The same cells as they came; NaN unknown.</param>
    public DayUpdate(IReadOnlyList<double[]> forecasts, IReadOnlyList<double[]> came)
    {
        _forecasts = [.. forecasts];
        _slots = forecasts.Count > 0 ? forecasts[0].Length : 0;
        _misses = new double[forecasts.Count][];
        for (var day = 0; day < _misses.Length; day++)
        {
            _misses[day] = new double[_slots];
            for (var slot = 0; slot < _slots; slot++)
                _misses[day][slot] = double.IsNaN(came[day][slot]) ? 0 : Math.Sqrt(came[day][slot]) - Math.Sqrt(forecasts[day][slot]);
        }
    }

    /// <summary>Changes the part of a day's forecast that is still to come.</summary>
    /// <param name="forecast">Contacts of the whole day; those before <paramref name="seen"/> are left.</param>
    /// <param name="came">What came before; NaN unknown.</param>
    /// <param name="seen">First slot that is still to come.</param>
    /// <returns>How much of the way was gone, 0 (no change) to 1.</returns>
    public double Apply(Span<double> forecast, ReadOnlySpan<double> came, int seen)
    {
        if (_misses.Length < LeastDays || seen <= 0 || seen >= _slots)
            return 0;
        var step = BestStep(seen);
        if (step == 0)
            return 0;
        var miss = new double[_slots];
        for (var slot = 0; slot < seen; slot++)
            miss[slot] = double.IsNaN(came[slot]) ? 0 : Math.Sqrt(came[slot]) - Math.Sqrt(forecast[slot]);
        var rest = new MissShapes(_misses, _slots, Shapes, Rounds, Noise).Rest(miss, seen);
        for (var slot = seen; slot < _slots; slot++)
            forecast[slot] = Moved(forecast[slot], step * rest[slot]);
        return step;
    }

    /// <summary>The step with the least absolute error on days that the shapes were not learnt from; none unless it is worth it.</summary>
    private double BestStep(int seen)
    {
        var missed = new double[Steps.Length];
        var still = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var shapes = new MissShapes([.. _misses.Where((_, day) => day % Folds != fold)], _slots, Shapes, Rounds, Noise);
            for (var day = fold; day < _misses.Length; day += Folds)
            {
                var rest = shapes.Rest(_misses[day], seen);
                for (var slot = seen; slot < _slots; slot++)
                {
                    var forecast = _forecasts[day][slot];
                    var root = Math.Sqrt(forecast) + _misses[day][slot];
                    still += Math.Abs((root * root) - forecast);
                    for (var i = 0; i < Steps.Length; i++)
                        missed[i] += Math.Abs((root * root) - Moved(forecast, Steps[i] * rest[slot]));
                }
            }
        }
        var best = Array.IndexOf(missed, missed.Min());
        return missed[best] < still * (1 - Worth) ? Steps[best] : 0;
    }

    private static double Moved(double forecast, double by)
    {
        var root = Math.Max(0, Math.Sqrt(forecast) + by);
        return forecast > 0 ? root * root : 0;
    }
}
