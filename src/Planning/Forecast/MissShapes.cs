using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>What the misses of past days have in common: a few shapes, how large each usually is, and the noise that is left.</summary>
internal sealed class MissShapes
{
    private readonly double[] _shapes, _size;
    private readonly double _noise;
    private readonly int _slots, _count;

    /// <param name="misses">By day: came minus foreseen, in roots.</param>
    /// <param name="noise">Least variance of one cell; a root of a Poisson count has a quarter.</param>
    public MissShapes(IReadOnlyList<double[]> misses, int slots, int count, int rounds, double noise)
    {
        (_slots, _count) = (slots, Math.Min(count, Math.Min(slots, misses.Count)));
        var rows = new double[misses.Count * slots];
        for (var day = 0; day < misses.Count; day++)
            misses[day].CopyTo(rows, day * slots);
        _shapes = SingularShapes.Leading(rows, slots, _count, rounds);
        _size = new double[_count];
        var left = Vectors.Dot(rows, rows);
        for (var day = 0; day < misses.Count; day++)
        {
            for (var k = 0; k < _count; k++)
            {
                var amount = Vectors.Dot(misses[day], Shape(k));
                _size[k] += amount * amount / misses.Count;
                left -= amount * amount;
            }
        }
        // A day's cells with noise all fill the shapes a little too; what is left is spread over the other dimensions.
        _noise = Math.Max(left / (misses.Count * Math.Max(1, slots - _count)), Quiet(rows) ? noise / 100 : 0);
        for (var k = 0; k < _count; k++)
            _size[k] = Math.Max(_size[k] - _noise, _noise * 1e-3);
    }

    /// <summary>The misses to expect of the cells from <paramref name="seen"/> on, given those before: the mean of a normal posterior.</summary>
    public double[] Rest(ReadOnlySpan<double> misses, int seen)
    {
        var fit = new RidgeFit(_count);
        Span<double> row = stackalloc double[_count], price = stackalloc double[_count];
        for (var slot = 0; slot < seen; slot++)
        {
            for (var k = 0; k < _count; k++)
                row[k] = _shapes[(k * _slots) + slot];
            fit.Add(row, misses[slot], 1);
        }
        for (var k = 0; k < _count; k++)
            price[k] = Math.Max(_noise, 1e-9) / Math.Max(_size[k], 1e-12);
        var amounts = fit.Solve(price);
        var rest = new double[_slots];
        for (var k = 0; k < _count; k++)
            Vectors.Add(rest, amounts[k], Shape(k));
        return rest;
    }

    private ReadOnlySpan<double> Shape(int k) => _shapes.AsSpan(k * _slots, _slots);

    private static bool Quiet(ReadOnlySpan<double> rows) => Vectors.Dot(rows, rows) > 0;
}
