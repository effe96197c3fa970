using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>The rest of a running day, forecast again from its part already seen.</summary>
public sealed class DayUpdateTests
{
    [Fact]
    public void By_midday_the_rest_of_restless_days_is_forecast_a_quarter_better()
    {
        var (still, moved) = Rest(new ASeries(1, 200, 6_000) { Wild = .15 }, 24);

        Assert.InRange(moved, 0, still * .75);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(30)]
    [InlineData(40)]
    public void Days_that_tell_nothing_of_themselves_are_not_made_worse(int seen)
    {
        var (still, moved) = Rest(new ASeries(2, 200, 300) { Wild = 0 }, seen);

        Assert.InRange(moved, 0, still * 1.005);
    }

    [Fact]
    public void What_was_seen_is_not_forecast_again()
    {
        var history = new ASeries(3, 101, 1_000).History();

        var forecast = Forecaster.Run(history.Until(new(2024, 4, 10, 12, 0, 0)), new(24));

        Assert.Equal(new DateTime(2024, 4, 10, 12, 0, 0), forecast.Points[0].Time);
        Assert.NotNull(forecast.Update);
    }

    [Fact]
    public void A_day_half_as_busy_again_so_far_goes_on_busier()
    {
        var busy = new DateOnly(2024, 7, 10);
        var history = new ASeries(4, 200, 3_000) { Wild = .15, Factor = date => date == busy ? 1.5 : 1 }.History().Until(busy.ToDateTime(new(12, 0)));

        var moved = Forecaster.Run(history, new(24)).Points.Sum(point => point.Value);
        var still = Forecaster.Run(history, new(24) { UpdatesToday = false }).Points.Sum(point => point.Value);

        Assert.InRange(moved / still, 1.2, 1.9);
    }

    /// <summary>Absolute errors of the rest of the last days, without and with an update.</summary>
    private static (double Still, double Moved) Rest(ASeries series, int seen)
    {
        var history = series.History();
        var (still, moved) = (0.0, 0.0);
        for (var day = series.Days - 40; day < series.Days; day += 3)
        {
            var now = history.Start.AddDays(day) + (history.Interval * seen);
            still += Error(history, now, false);
            moved += Error(history, now, true);
        }
        return (still, moved);
    }

    private static double Error(ArrivalHistory history, DateTime now, bool updates) =>
        Forecaster.Run(history.Until(now), new(48 - (int)(now.TimeOfDay / history.Interval)) { UpdatesToday = updates }).Points
            .Sum(point => Math.Abs(point.Value - history.Values[(int)((point.Time - history.Start) / history.Interval)]));
}
