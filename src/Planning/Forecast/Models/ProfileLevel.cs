namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// Day total = weekday effect × a level that all weekdays share; the total is spread by a robust shape of the weekday
/// (after Weinberg, Brown and Stroud, JASA 2007).
/// </summary>
/// <param name="pace">How fast the level follows, 0 to 1 a day.</param>
internal sealed class ProfileLevel(double pace) : IDayModel
{
    public ForecastMethod Method => ForecastMethod.ProfileLevel;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        var days = DayTotals.Of(grid, origin, DayTotals.HalfYear);
        var level = days.Level(pace);
        Span<double> share = stackalloc double[grid.Slots];
        for (var ahead = 0; ahead < into.Length / grid.Slots; ahead++)
        {
            var row = into.Slice(ahead * grid.Slots, grid.Slots);
            var total = Math.Exp(days.Effect[grid.ClassOf(origin + ahead)] + level);
            Shape.Of(grid, origin, grid.ClassOf(origin + ahead), share);
            for (var slot = 0; slot < row.Length; slot++)
            {
                row[slot] = total * share[slot];
            }
        }
    }
}
