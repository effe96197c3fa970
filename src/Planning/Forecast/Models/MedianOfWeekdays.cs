namespace Banzhang.Planning.Forecast.Models;

/// <summary>The median of the last eight same weekdays, each interval by itself: hard to beat beyond a few days.</summary>
internal sealed class MedianOfWeekdays : IDayModel
{
    private const int Count = 8;

    public ForecastMethod Method => ForecastMethod.MedianOfEight;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        Span<int> days = stackalloc int[Count];
        Span<double> values = stackalloc double[Count];
        for (var ahead = 0; ahead < into.Length / grid.Slots; ahead++)
        {
            var row = into.Slice(ahead * grid.Slots, grid.Slots);
            if (SameWeekdays.Twin(grid, origin, origin + ahead) is >= 0 and var twin)
            {
                into.Slice((twin - origin) * grid.Slots, grid.Slots).CopyTo(row);
                continue;
            }

            var found = SameWeekdays.Before(grid, origin, grid.ClassOf(origin + ahead), days);
            for (var slot = 0; slot < row.Length; slot++)
            {
                for (var i = 0; i < found; i++)
                {
                    values[i] = grid.Root[(days[i] * grid.Slots) + slot];
                }

                var median = Robust.Median(values[..found]);
                row[slot] = median * median;
            }
        }
    }
}
