using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>What the misses of past days have in common: shapes, how large each usually is, and the noise that is left.</summary>
internal sealed class MissShapes
{
    private const int Rounds = 15;

    private readonly double[] _shapes, _energy;
    private readonly double _all;
    private readonly int _slots, _days;

    /// <param name="misses">By day: came minus foreseen, in roots.</param>
    /// <param name="most">Shapes to keep.</param>
    public MissShapes(IReadOnlyList<double[]> misses, int most)
    {
        (_slots, _days) = (misses[0].Length, misses.Count);
        Most = Math.Min(most, Math.Min(_slots, _days) - 1);
        var rows = new double[_days * _slots];
        for (var day = 0; day < _days; day++)
        {
            misses[day].CopyTo(rows, day * _slots);
        }

        _shapes = SingularShapes.Leading(rows, _slots, Most, Rounds);
        _energy = new double[Most];
        _all = Vectors.Dot(rows, rows);
        for (var k = 0; k < Most; k++)
        {
            foreach (var miss in misses)
            {
                _energy[k] += Math.Pow(Vectors.Dot(miss, Shape(k)), 2);
            }
        }
    }

    /// <summary>Shapes that were kept.</summary>
    public int Most { get; }

    /// <summary>
    /// The misses to expect from <paramref name="seen"/> on, given those before: the mean of a normal posterior whose prior holds the
    /// amount of each shape as large as it usually is.
    /// </summary>
    /// <param name="count">Shapes to use, at most <see cref="Most"/>.</param>
    public double[] Rest(ReadOnlySpan<double> misses, int seen, int count)
    {
        var fit = new RidgeFit(count);
        Span<double> row = stackalloc double[count], price = stackalloc double[count];
        for (var slot = 0; slot < seen; slot++)
        {
            for (var k = 0; k < count; k++)
            {
                row[k] = _shapes[(k * _slots) + slot];
            }

            fit.Add(row, misses[slot], 1);
        }

        var left = _all;
        foreach (var energy in _energy.AsSpan(0, count))
        {
            left -= energy;
        }
        // Variance of what the shapes do not tell, a day and a dimension; noise fills the shapes by as much.
        var noise = Math.Max(left / (_days * (_slots - count)), 1e-9);
        for (var k = 0; k < count; k++)
        {
            price[k] = noise / Math.Max((_energy[k] / _days) - noise, noise * 1e-3);
        }

        var amounts = fit.Solve(price);
        var rest = new double[_slots];
        for (var k = 0; k < count; k++)
        {
            Vectors.Add(rest, amounts[k], Shape(k));
        }

        return rest;
    }

    private ReadOnlySpan<double> Shape(int k) => _shapes.AsSpan(k * _slots, _slots);
}
