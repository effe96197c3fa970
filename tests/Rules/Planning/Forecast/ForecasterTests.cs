using Banzhang.Kernel;
using Banzhang.Planning.Forecast;
using FsCheck;
using FsCheck.Fluent;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>The whole forecaster on series whose truth is known.</summary>
public sealed class ForecasterTests
{
    private static readonly ForecastRequest AWeek = new(7 * 48);

    [Theory]
    [InlineData(14)]
    [InlineData(371)]
    public void A_constant_series_goes_on_as_it_is(int days)
    {
        var history = new ArrivalHistory(new(2024, 1, 1), TimeSpan.FromMinutes(30), [.. Enumerable.Repeat(7.0, days * 48)]);

        Assert.All(Forecaster.Run(history, AWeek).Points, point => Assert.Equal((7.0, 7.0, 7.0), (Math.Round(point.Value, 9), Math.Round(point.Lower, 9), Math.Round(point.Upper, 9))));
    }

    [Fact]
    public void What_is_no_history_is_refused()
    {
        var good = new ASeries(1, 60, 400).History();
        static void Refused(ArrivalHistory history) => Assert.Throws<ArgumentOutOfRangeException>(() => Forecaster.Run(history, AWeek));

        Refused(good with { Values = [.. good.Values.Select((value, i) => i == 700 ? -1 : value)] });
        Refused(good with { Values = [.. good.Values.Select((value, i) => i == 700 ? double.PositiveInfinity : value)] });
        Refused(good with { Interval = TimeSpan.FromMinutes(50) });
        Refused(good with { Values = [.. good.Values.Take(6 * 48)] });
        Assert.Equal(7 * 48, Forecaster.Run(good with { Values = [.. good.Values.Take(7 * 48)] }, AWeek).Points.Count);
    }

    [Fact]
    public void A_queue_that_nobody_called_is_forecast_empty()
    {
        var history = new ArrivalHistory(new(2024, 1, 1), TimeSpan.FromMinutes(30), new double[40 * 48]);

        Assert.All(Forecaster.Run(history, AWeek).Points, point => Assert.Equal(0, point.Value));
    }

    [Fact]
    public void Any_history_gives_as_many_finite_ordered_points_as_asked()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>().Generator.Where(seed => seed >= 0).Zip(Gen.Choose(14, 120)).Zip(Gen.Choose(1, 900)).ToArbitrary(),
            drawn =>
            {
                var ((seed, days), horizon) = drawn;
                var random = new Random(seed);
                var values = Enumerable.Range(0, (days * 24) + random.Next(24)).Select(i => random.Next(20) == 0 ? double.NaN : random.Next(30) == 0 ? random.Next(5_000) : Math.Floor(random.NextDouble() * random.Next(1, 40))).ToArray();

                var points = Forecaster.Run(new(new(2024, 2, 20, 5, 0, 0), TimeSpan.FromHours(1), values), new(horizon)).Points;

                return points.Count == horizon
                    && points.All(point => point.Lower >= 0 && point.Lower <= point.Value && point.Value <= point.Upper && double.IsFinite(point.Upper))
                    && points.Zip(points.Skip(1)).All(pair => pair.First.Time < pair.Second.Time);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Many_queues_at_once_are_forecast_as_each_alone()
    {
        var histories = Enumerable.Range(1, 6).Select(seed => new ASeries(seed, 100, 400).History()).ToList();

        var together = Forecaster.RunAll(histories, AWeek);

        Assert.Equal(histories.SelectMany(history => Forecaster.Run(history, AWeek).Points), together.SelectMany(forecast => forecast.Points));
    }

    [Fact]
    public void A_series_with_busy_months_is_forecast_a_twelfth_better_than_by_any_simple_method()
    {
        var (error, simple, _) = RollingOrigin.Weeks(new ASeries(1, 250, 4_000) { Month = .35, IsClosedAtNight = true }.History(), 8);

        Assert.InRange(error, 0, simple * .92);
    }

    [Fact]
    public void A_series_that_grows_is_forecast_a_twelfth_better_than_by_any_simple_method()
    {
        var (error, simple, _) = RollingOrigin.Weeks(new ASeries(2, 250, 1_500) { Trend = .004 }.History(), 8);

        Assert.InRange(error, 0, simple * .92);
    }

    [Fact]
    public void Three_weeks_after_a_step_the_past_no_longer_misleads()
    {
        var (error, simple, _) = RollingOrigin.Weeks(new ASeries(3, 241, 1_500) { Step = (200, .4) }.History(), 3);

        Assert.InRange(error, 0, simple * .92);
    }

    [Fact]
    public void Bands_of_eighty_percent_hold_about_eighty()
    {
        var coverage = Enumerable.Range(4, 3).Average(seed => RollingOrigin.Weeks(new ASeries(seed, 220, 1_200).History(), 6).Coverage);

        Assert.InRange(coverage, .75, .85);
    }

    [Fact]
    public void Bands_widen_month_by_month_where_the_level_wanders_and_hold_what_they_promise()
    {
        var (within, count, widths) = (0, 0, new double[4]);
        foreach (var seed in Enumerable.Range(20, 3))
        {
            var history = new ASeries(seed, 480, 6_000) { Drift = .02 }.History();
            foreach (var back in new[] { 120, 92 })
            {
                var end = history.End.AddDays(-back);
                foreach (var point in Forecaster.Run(history.Until(end), new(84 * 48)).Points)
                {
                    var (week, truth) = ((int)(point.Time - end).TotalDays / 7, history.Values[(int)((point.Time - history.Start) / history.Interval)]);
                    widths[week < 2 ? week : week < 4 ? 2 : 3] += point.Value > 10 && week is 0 or 1 or 3 or 11 ? (point.Upper - point.Lower) / point.Value : 0;
                    (within, count) = week >= 4 ? (within + (truth >= point.Lower && truth <= point.Upper ? 1 : 0), count + 1) : (within, count);
                }
            }
        }

        Assert.True(widths[1] < widths[2] && 1.3 * widths[1] < widths[3], string.Join(' ', widths));
        Assert.InRange(within / (double)count, .7, .95);
    }

    [Fact]
    public void Bands_of_pure_noise_hardly_widen_with_the_months()
    {
        var points = Forecaster.Run(new ASeries(26, 400, 1_200).History(), new(84 * 48)).Points;

        double Width(int week) => points.Skip(week * 7 * 48).Take(7 * 48).Average(point => point.Upper - point.Lower);
        Assert.InRange(Width(11) / Width(1), 1, 1.35);
    }

    [Fact]
    public void The_first_two_weeks_are_the_same_however_far_the_forecast_goes()
    {
        var history = new ASeries(27, 200, 1_200).History();

        Assert.Equal(Forecaster.Run(history, new(14 * 48)).Points, Forecaster.Run(history, new(70 * 48)).Points.Take(14 * 48));
    }

    [Fact]
    public void Months_that_no_origin_reaches_grow_on_as_the_weeks_did()
    {
        var points = Forecaster.Run(new ASeries(28, 35, 1_200) { Drift = .05 }.History(), new(112 * 48)).Points;

        double Width(int week) => points.Skip(week * 7 * 48).Take(7 * 48).Average(point => (point.Upper - point.Lower) / Math.Max(1, point.Value));
        Assert.True(Width(0) <= Width(1) * 1.01 && Width(1) <= Width(3) * 1.01 && Width(3) <= Width(15) * 1.01 && Width(15) <= 3 * Width(1), $"{Width(0)} {Width(1)} {Width(3)} {Width(15)}");
    }

    [Fact]
    public void Bands_of_more_are_wider()
    {
        var history = new ASeries(5, 150, 1_200).History();

        var narrow = Forecaster.Run(history, AWeek with { Level = Percent.FromPercents(50) }).Points;
        var wide = Forecaster.Run(history, AWeek with { Level = Percent.FromPercents(95) }).Points;

        Assert.All(narrow.Zip(wide), pair => Assert.True(pair.Second.Upper >= pair.First.Upper && pair.Second.Lower <= pair.First.Lower));
    }

    [Fact]
    public void A_day_gone_wild_is_set_aside_and_named()
    {
        var wild = new DateOnly(2024, 4, 10);
        var calm = Forecaster.Run(new ASeries(6, 130, 1_200).History(), AWeek);

        var forecast = Forecaster.Run(new ASeries(6, 130, 1_200) { Factor = date => date == wild ? 0.1 : 1 }.History(), AWeek);

        Assert.Contains(wild, forecast.SetAside);
        Assert.InRange(forecast.Points.Sum(point => point.Value) / calm.Points.Sum(point => point.Value), .98, 1.02);
    }

    [Fact]
    public void Both_errors_told_are_of_the_same_days_the_wild_ones_too()
    {
        var wild = new DateOnly(2024, 4, 17);

        ArrivalForecast Of(double factor) => Forecaster.Run(new ASeries(6, 130, 1_200) { Factor = date => date == wild ? factor : 1 }.History(), AWeek);
        var (calm, stormy) = (Of(1), Of(6));

        // Five days' contacts more on one of some ninety tried days, which nobody could foresee.
        Assert.Contains(wild, stormy.SetAside);
        Assert.InRange(stormy.Error!.Value - calm.Error!.Value, .03, .07);
        Assert.InRange(stormy.SimpleError!.Value - calm.SimpleError!.Value, .03, .07);
    }

    [Fact]
    public void Hours_the_history_never_holds_are_passed_over()
    {
        var points = Forecaster.Run(new ASeries(7, 96, 1_200) { IsClosedAtNight = true }.History(), new(2 * 28)).Points;

        // The history ends on Friday 2024-04-05.
        Assert.Equal([new DateTime(2024, 4, 8, 7, 0, 0), new DateTime(2024, 4, 9, 20, 30, 0)], [points[0].Time, points[^1].Time]);
        Assert.All(points, point => Assert.InRange(point.Time.Hour, 7, 20));
    }

    [Fact]
    public void A_gap_of_a_week_is_no_week_without_contacts()
    {
        var whole = new ASeries(8, 120, 1_200).History();
        var gap = whole with { Values = [.. whole.Values.Select((value, i) => i / 48 is >= 106 and < 113 ? double.NaN : value)] };

        var ratio = Forecaster.Run(gap, AWeek).Points.Sum(point => point.Value) / Forecaster.Run(whole, AWeek).Points.Sum(point => point.Value);

        Assert.InRange(ratio, .95, 1.05);
    }

    [Fact]
    public void Without_a_week_all_days_are_alike()
    {
        var points = Forecaster.Run(new ASeries(9, 100, 1_200).History(), AWeek with { HasWeek = false }).Points;

        var days = points.GroupBy(point => point.Time.Date).Select(day => day.Sum(point => point.Value)).ToList();

        Assert.InRange(days.Max() / days.Min(), 1, 1.15);
    }
}
