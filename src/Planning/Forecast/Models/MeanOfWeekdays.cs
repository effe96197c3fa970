namespace Banzhang.Planning.Forecast.Models;

/// <summary>The mean of the last same weekdays: of one it is the seasonal naive method.</summary>
internal sealed class MeanOfWeekdays(ForecastMethod method, int count) : IDayModel
{
    public ForecastMethod Method => method;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        Span<int> days = stackalloc int[count];
        into.Clear();
        for (var ahead = 0; ahead < into.Length / grid.Slots; ahead++)
        {
            var found = SameWeekdays.Before(grid, origin, grid.ClassOf(origin + ahead), days);
            var row = into.Slice(ahead * grid.Slots, grid.Slots);
            foreach (var day in days[..found])
            {
                var root = grid.RootOf(day);
                for (var slot = 0; slot < row.Length; slot++)
                {
                    row[slot] += root[slot] * root[slot] / found;
                }
            }
        }
    }
}
