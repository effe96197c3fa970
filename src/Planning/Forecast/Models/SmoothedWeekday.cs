namespace Banzhang.Planning.Forecast.Models;

/// <summary>An exponentially weighted mean of the same weekdays; the latest weighs <paramref name="weight"/>.</summary>
internal sealed class SmoothedWeekday(double weight) : IDayModel
{
    private const int Most = 26;

    public ForecastMethod Method => ForecastMethod.SmoothedWeekday;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        Span<int> days = stackalloc int[Most];
        for (var ahead = 0; ahead < into.Length / grid.Slots; ahead++)
        {
            var row = into.Slice(ahead * grid.Slots, grid.Slots);
            if (SameWeekdays.Twin(grid, origin, origin + ahead) is >= 0 and var twin)
            {
                into.Slice((twin - origin) * grid.Slots, grid.Slots).CopyTo(row);
                continue;
            }

            row.Clear();
            var found = SameWeekdays.Before(grid, origin, grid.ClassOf(origin + ahead), days);
            var (share, sum) = (1.0, (1 - Math.Pow(1 - weight, found)) / weight);
            foreach (var day in days[..found])
            {
                var root = grid.RootOf(day);
                for (var slot = 0; slot < row.Length; slot++)
                {
                    row[slot] += share / sum * root[slot] * root[slot];
                }

                share *= 1 - weight;
            }
        }
    }
}
