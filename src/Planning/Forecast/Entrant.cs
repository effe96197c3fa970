using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>A model in the contest; <paramref name="Adjusts"/>: it sees days without what their place in month and year makes of them, lifted to the level of today.</summary>
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

    /// <summary>Whether it is what a planner does by hand: the bar the blend is measured against.</summary>
    public bool IsSimple => !Adjusts && Model.Method is (ForecastMethod.SeasonalNaive or ForecastMethod.MeanOfFour or ForecastMethod.MedianOfEight);

    /// <summary>Days before an origin that models with <see cref="Adjusts"/> look at, at most.</summary>
    private const int Past = 371;

    /// <summary>Forecasts of all from one origin, by day × slots + slot.</summary>
    /// <param name="buffer">Room for the roots of the grid; its content is lost.</param>
    public static double[][] All(IReadOnlyList<Entrant> entrants, DayGrid grid, int origin, int days, double[] buffer)
    {
        var effects = grid.Effects(origin);
        for (var day = Math.Max(0, origin - Past); day < origin; day++)
        {
            var factor = Math.Exp((grid.Shifts.Lift(day, origin) - effects.Place(day)) / 2);
            var roots = grid.RootOf(day);
            var into = buffer.AsSpan(day * grid.Slots, grid.Slots);
            for (var slot = 0; slot < into.Length; slot++)
            {
                into[slot] = roots[slot] * factor;
            }
        }

        var plain = grid.With(buffer);
        var all = new double[entrants.Count][];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new double[days * grid.Slots];
            entrants[i].Model.Forecast(entrants[i].Adjusts ? plain : grid, origin, all[i]);
            for (var ahead = 0; entrants[i].Adjusts && ahead < days; ahead++)
            {
                var factor = Math.Exp(effects.Place(origin + ahead));
                foreach (ref var value in all[i].AsSpan(ahead * grid.Slots, grid.Slots))
                {
                    value *= factor;
                }
            }
        }

        return all;
    }
}
