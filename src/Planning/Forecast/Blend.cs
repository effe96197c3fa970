using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>
/// How much each entrant counts: by a high power of its error in the back-test against the best one's, so that equals share, a tenth
/// more error leaves a fifth of the say, and a clear winner decides alone.
/// </summary>
internal static class Blend
{
    private const double Power = 16;

    /// <returns>By entrant, together 1. Without any back-test all count the same but the naive one.</returns>
    public static double[] Weights(BackTest test)
    {
        var weights = new double[test.Entrants.Count];
        var best = test.Errors.Where(error => error >= 0).DefaultIfEmpty(double.NaN).Min();
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = double.IsNaN(best) ? test.Entrants[i].Model.Method == ForecastMethod.SeasonalNaive ? 0 : 1
                : test.Errors[i] <= best ? 1
                : Math.Pow(best / test.Errors[i], Power);
        }

        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }

        return weights;
    }

    public static double[] Mix(double[][] forecasts, double[] weights)
    {
        var mixed = new double[forecasts[0].Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                Vectors.Add(mixed, weights[i], forecasts[i]);
            }
        }

        return mixed;
    }
}
