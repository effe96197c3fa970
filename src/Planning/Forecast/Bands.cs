using System.Numerics;

namespace Banzhang.Planning.Forecast;

/// <summary>
/// How far the truth lay from the blend in the back-test, so that a band holds the share of it that is asked for. Misses are measured in
/// a deviation that grows with the forecast (Poisson, and days that are busier than thought), then counted apart by horizon (the first week, the second,
/// and then twice as far each time) and for small and large forecasts: split-conformal, no distribution assumed.
/// </summary>
internal sealed class Bands
{
    private const int Bins = 5, LeastMisses = 60, NearDays = 7, Sample = 4_000, Horizons = 10, LeastOrigins = 3;

    /// <summary>Taken when there is no back-test: one day in ten misses by a fifth and more.</summary>
    private const double UntestedSpread = 0.04;

    /// <summary>Where a horizon cannot be measured: growth over a doubling beyond that of a random walk (√2) is chance.</summary>
    private static readonly double MostGrowth = Math.Sqrt(2);

    private readonly double _spread;
    private readonly double[] _edges = new double[Bins - 1];
    private readonly (double Low, double High)[] _miss = new (double, double)[Horizons * Bins];

    private Bands(double spread) => _spread = spread;

    /// <param name="share">Of the truth that a band shall hold, above 0 and below 1.</param>
    /// <param name="cells">What was forecast and came.</param>
    public static Bands Of(List<TriedCell> cells, double share)
    {
        var bands = new Bands(Spread(cells));
        var tail = (1 - share) / 2;
        if (cells.Count < LeastMisses)
        {
            var normal = Normal(1 - tail);
            Array.Fill(bands._miss, (-normal, normal));
            Array.Fill(bands._edges, double.PositiveInfinity);
            return bands;
        }

        bands.Divide(cells);
        var (parts, misses) = (new int[cells.Count], new double[cells.Count]);
        for (var i = 0; i < misses.Length; i++)
        {
            parts[i] = bands.Part(cells[i].Forecast, cells[i].Ahead);
            misses[i] = bands.Deviation(cells[i].Forecast) is > 0 and var deviation ? (cells[i].Came - cells[i].Forecast) / deviation : 0;
        }
        // By part, then by size: each part is a sorted stretch.
        var order = (double[])misses.Clone();
        Array.Sort(parts, order);
        Array.Sort(misses);
        for (var (part, from) = (0, 0); part < 2 * Bins; part++)
        {
            var to = from;
            while (to < parts.Length && parts[to] == part)
            {
                to++;
            }

            var own = order.AsSpan(from, to - from);
            own.Sort();
            var sorted = own.Length >= LeastMisses ? own : misses;
            bands._miss[part] = (Robust.Quantile(sorted, tail), Robust.Quantile(sorted, 1 - tail));
            from = to;
        }

        for (var part = 2 * Bins; part < bands._miss.Length; part++)
        {
            bands._miss[part] = bands._miss[part - Bins];
        }

        return bands;
    }

    /// <summary>
    /// Makes the bands beyond the second week as wide as the misses at their own horizon were, and never narrower than nearer ones. Where too few origins
    /// reach so far back, they grow once more as they did the last time the horizon doubled.
    /// </summary>
    public void Widen(List<FarCell> cells, double share)
    {
        for (var horizon = 2; horizon < Horizons; horizon++)
        {
            var own = cells.Where(cell => Horizon(cell.Tried.Ahead) == horizon).ToList();
            var origins = own.Select(cell => cell.Origin).Distinct().Count();
            if (own.Count >= LeastMisses && origins >= LeastOrigins)
            {
                Measure(horizon, own, (1 - share) / 2 * origins / (origins + 1.0));
            }
            else
            {
                Grow(horizon);
            }
        }
    }

    /// <param name="tail">Share on either side; the misses of an origin go together, so that few origins ask for smaller tails.</param>
    private void Measure(int horizon, List<FarCell> cells, double tail)
    {
        var all = new double[cells.Count];
        var parts = new int[cells.Count];
        for (var i = 0; i < all.Length; i++)
        {
            var (tried, _) = cells[i];
            parts[i] = Part(tried.Forecast, tried.Ahead);
            all[i] = Deviation(tried.Forecast) is > 0 and var deviation ? (tried.Came - tried.Forecast) / deviation : 0;
        }

        for (var bin = 0; bin < Bins; bin++)
        {
            var part = (horizon * Bins) + bin;
            var misses = all.Where((_, i) => parts[i] == part).ToArray();
            if (misses.Length < LeastMisses)
            {
                misses = (double[])all.Clone();
            }

            Array.Sort(misses);
            var (low, high) = _miss[part - Bins];
            _miss[part] = (Math.Min(low, Robust.Quantile(misses, tail)), Math.Max(high, Robust.Quantile(misses, 1 - tail)));
        }
    }

    private void Grow(int horizon)
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            var part = (horizon * Bins) + bin;
            var ((low, high), (lowBefore, highBefore)) = (_miss[part - Bins], _miss[part - (2 * Bins)]);
            var growth = highBefore - lowBefore is > 0 and var width ? Math.Clamp((high - low) / width, 1, MostGrowth) : 1;
            _miss[part] = (low * growth, high * growth);
        }
    }

    /// <summary>The band around a forecast; it holds the forecast itself.</summary>
    /// <param name="ahead">Days from the origin, from 0.</param>
    /// <param name="widening">1 for an ordinary day; more for one of which less is known.</param>
    public (double Lower, double Upper) Around(double forecast, int ahead, double widening)
    {
        var deviation = Deviation(forecast) * widening;
        var (low, high) = _miss[Part(forecast, ahead)];
        return (Math.Clamp(forecast + (low * deviation), 0, forecast), Math.Max(forecast, forecast + (high * deviation)));
    }

    /// <summary>Share of the cells whose truth lies within their band; NaN of none.</summary>
    public double Coverage(List<TriedCell> cells)
    {
        var within = 0;
        foreach (var cell in cells)
        {
            var (lower, upper) = Around(cell.Forecast, cell.Ahead, 1);
            within += cell.Came >= lower && cell.Came <= upper ? 1 : 0;
        }

        return cells.Count > 0 ? within / (double)cells.Count : double.NaN;
    }

    private double Deviation(double forecast) => Math.Sqrt(forecast + (_spread * forecast * forecast));

    private int Part(double forecast, int ahead)
    {
        var bin = 0;
        while (bin < _edges.Length && forecast > _edges[bin])
        {
            bin++;
        }

        return (Horizon(ahead) * Bins) + bin;
    }

    /// <summary>0 for the first week, 1 for the second, 2 for the third and fourth, then twice as long each time.</summary>
    private static int Horizon(int ahead) => ahead < NearDays ? 0 : Math.Min(Horizons - 1, 1 + BitOperations.Log2((uint)(ahead / NearDays)));

    private void Divide(List<TriedCell> cells)
    {
        // Some thousand tell the fifths as well as all.
        var forecasts = new double[Math.Min(cells.Count, Sample)];
        for (var i = 0; i < forecasts.Length; i++)
        {
            forecasts[i] = cells[(int)((long)i * cells.Count / forecasts.Length)].Forecast;
        }

        Array.Sort(forecasts);
        for (var edge = 0; edge < _edges.Length; edge++)
        {
            _edges[edge] = Robust.Quantile(forecasts, (edge + 1.0) / Bins);
        }
    }

    /// <summary>Square of the relative deviation beyond Poisson's, by moments.</summary>
    private static double Spread(List<TriedCell> cells)
    {
        if (cells.Count < LeastMisses)
        {
            return UntestedSpread;
        }

        var (beyond, square) = (0.0, 0.0);
        foreach (var cell in cells)
        {
            var miss = cell.Came - cell.Forecast;
            beyond += (miss * miss) - cell.Forecast;
            square += cell.Forecast * cell.Forecast;
        }

        return square > 0 ? Math.Max(0, beyond / square) : 0;
    }

    /// <summary>The quantile of the normal distribution, by Newton's steps on its series; to six digits within 0.5 to 0.9999.</summary>
    private static double Normal(double share)
    {
        var at = 0.0;
        for (var step = 0; step < 60; step++)
        {
            var (term, sum) = (at, at);
            for (var k = 1; k < 200 && Math.Abs(term) > 1e-15; k++)
            {
                term *= at * at / ((2 * k) + 1);
                sum += term;
            }

            var density = Math.Exp(-at * at / 2) / Math.Sqrt(2 * Math.PI);
            at -= Math.Clamp((0.5 + (density * sum) - share) / density, -0.5, 0.5);
        }

        return at;
    }
}

/// <param name="Tried">What was said and came.</param>
/// <param name="Origin">Index of the origin it was said at.</param>
internal readonly record struct FarCell(TriedCell Tried, int Origin);

/// <param name="Forecast">Contacts as the blend foresaw them.</param>
/// <param name="Came">Contacts as they came.</param>
/// <param name="Ahead">Days from the origin, from 0.</param>
/// <param name="Day">Number of the day in the grid.</param>
internal readonly record struct TriedCell(double Forecast, double Came, int Ahead, int Day);
