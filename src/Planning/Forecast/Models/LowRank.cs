namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// Days as mixtures of a few shapes (Shen and Huang, Manufacturing &amp; Service Operations Management 2008): the leading singular vectors
/// of the roots, days × intervals. The amount of each shape is forecast by weekday; noise of single intervals is left behind.
/// </summary>
/// <param name="shapes">How many shapes.</param>
/// <param name="weekdayPace">How fast the amount of a weekday follows, 0 to 1 a week.</param>
/// <param name="levelPace">How fast what all weekdays share follows, 0 to 1 a day.</param>
internal sealed class LowRank(int shapes, double weekdayPace, double levelPace) : IDayModel
{
    private const int Most = 182, Rounds = 6;

    /// <summary>How much of what all weekdays share of late is carried on.</summary>
    private const double Trust = 0.5;

    public ForecastMethod Method => ForecastMethod.LowRank;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        var first = Math.Max(0, origin - Most);
        var (days, slots) = (origin - first, grid.Slots);
        var roots = grid.Root.AsSpan(first * slots, days * slots);
        var rank = Math.Min(shapes, Math.Min(days, slots));
        var shape = SingularShapes.Leading(roots, slots, rank, Rounds);
        var amount = new double[rank * days];
        for (var day = 0; day < days; day++)
        {
            for (var k = 0; k < rank; k++)
            {
                amount[(k * days) + day] = Vectors.Dot(roots.Slice(day * slots, slots), shape.AsSpan(k * slots, slots));
            }
        }

        into.Clear();
        for (var k = 0; k < rank; k++)
        {
            Add(grid, origin, amount.AsSpan(k * days, days), shape.AsSpan(k * slots, slots), into);
        }

        foreach (ref var value in into)
        {
            value = value > 0 ? value * value : 0;
        }
    }

    private void Add(DayGrid grid, int origin, ReadOnlySpan<double> amount, ReadOnlySpan<double> shape, Span<double> into)
    {
        Span<double> mean = stackalloc double[7], weight = stackalloc double[7];
        var (level, seen) = (0.0, 0.0);
        for (var day = 0; day < amount.Length; day++)
        {
            var kind = grid.Class[origin - amount.Length + day];
            var off = amount[day] - mean[kind];
            if (weight[kind] > 1)
            {
                seen = (seen * (1 - levelPace)) + 1;
                level += (off - level) / seen;
            }

            weight[kind] = (weight[kind] * (1 - weekdayPace)) + 1;
            mean[kind] += (amount[day] - mean[kind]) / weight[kind];
        }

        for (var ahead = 0; ahead < into.Length / shape.Length; ahead++)
        {
            var wanted = mean[grid.ClassOf(origin + ahead)] + (level * Trust);
            Vectors.Add(into.Slice(ahead * shape.Length, shape.Length), wanted, shape);
        }
    }
}
