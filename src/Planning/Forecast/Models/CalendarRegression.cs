namespace Banzhang.Planning.Forecast.Models;

/// <summary>The day's total by <see cref="CalendarEffects"/> and the level that they leave, spread by the weekday's shape.</summary>
/// <param name="pace">How fast the level follows, 0 to 1 a day.</param>
internal sealed class CalendarRegression(double pace) : IDayModel
{
    public ForecastMethod Method => ForecastMethod.CalendarRegression;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        var effects = grid.Effects(origin);
        var level = effects.Level(pace);
        Span<double> share = stackalloc double[grid.Slots];
        for (var ahead = 0; ahead < into.Length / grid.Slots; ahead++)
        {
            var total = Math.Exp(effects.Total(origin + ahead) + level);
            Shape.Of(grid, origin, grid.ClassOf(origin + ahead), share);
            for (var slot = 0; slot < share.Length; slot++)
            {
                into[(ahead * grid.Slots) + slot] = total * share[slot];
            }
        }
    }
}
