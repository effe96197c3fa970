using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>A model in the contest; <paramref name="Adjusts"/>: it sees days without what their place in month and year makes of them.</summary>
internal sealed record Entrant(IDayModel Model, bool Adjusts)
{
    public static IReadOnlyList<Entrant> Usual { get; } =
    [
        new(new MeanOfWeekdays(ForecastMethod.SeasonalNaive, 1), false),
        new(new MeanOfWeekdays(ForecastMethod.MeanOfFour, 4), false),
        new(new MedianOfWeekdays(), false),
        new(new SmoothedWeekday(.2), false),
        new(new MedianOfWeekdays(), true),
        new(new SmoothedWeekday(.2), true),
        new(new ProfileLevel(.1), true),
        new(new LowRank(6, .2, .05), true),
        new(new DoubleSeasonal(), true),
        new(new CalendarRegression(.1), false),
    ];

    /// <summary>Forecasts of all from one origin, by day × slots + slot.</summary>
    public static double[][] All(IReadOnlyList<Entrant> entrants, DayGrid grid, int origin, int days)
    {
        var effects = new CalendarEffects(grid, origin);
        var factors = new double[origin];
        for (var day = 0; day < origin; day++)
            factors[day] = Math.Exp(-effects.Place(day) / 2);
        var plain = grid.Scaled(factors);
        var all = new double[entrants.Count][];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new double[days * grid.Slots];
            entrants[i].Model.Forecast(entrants[i].Adjusts ? plain : grid, origin, all[i]);
            for (var ahead = 0; entrants[i].Adjusts && ahead < days; ahead++)
            {
                var factor = Math.Exp(effects.Place(origin + ahead));
                foreach (ref var value in all[i].AsSpan(ahead * grid.Slots, grid.Slots))
                    value *= factor;
            }
        }
        return all;
    }
}
