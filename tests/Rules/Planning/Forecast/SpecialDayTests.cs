using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Holidays, make-up days and events, learnt from their like in the past.</summary>
public sealed class SpecialDayTests
{
    private static readonly DateOnly NationalDay = new(2024, 10, 1), MakeUp = new(2024, 10, 12);

    [Fact]
    public void The_calendar_of_China_marks_holidays_make_up_days_and_the_days_around()
    {
        var marks = MarkedDays.China();

        Assert.Equal((DayMarkKind.Holiday, 3), (marks.Of(new(2024, 10, 3))[0].Kind, marks.Of(new(2024, 10, 3))[0].Ordinal));
        Assert.Equal(DayMarkKind.Before, marks.Of(new(2024, 9, 30))[0].Kind);
        Assert.Equal(DayMarkKind.After, marks.Of(new(2024, 10, 8))[0].Kind);
        Assert.True(marks.IsMakeUp(MakeUp));
        Assert.Empty(marks.Of(new(2024, 10, 16)));
    }

    [Fact]
    public void A_holiday_is_forecast_as_quiet_as_the_holidays_before_it()
    {
        var marks = MarkedDays.China();
        var history = new ASeries(1, 274, 1_500) { Factor = date => marks.Of(date) is [{ Kind: DayMarkKind.Holiday }] ? .4 : 1 }.History();

        var known = Day(Forecaster.Run(history, new(48) { Marks = marks }), NationalDay);
        var unknown = Day(Forecaster.Run(history, new(48)), NationalDay);

        Assert.InRange(known / unknown, .3, .55);
    }

    [Fact]
    public void A_make_up_Saturday_is_forecast_as_a_working_day()
    {
        var marks = MarkedDays.China();
        var history = new ASeries(2, 283, 1_500) { Factor = date => marks.IsMakeUp(date) ? 1.25 / .6 : 1 }.History();

        var known = Day(Forecaster.Run(history, new(5 * 48) { Marks = marks }), MakeUp);
        var unknown = Day(Forecaster.Run(history, new(5 * 48)), MakeUp);

        Assert.InRange(known / unknown, 1.6, 2.6);
    }

    [Fact]
    public void An_event_is_worth_what_events_of_its_name_were_worth()
    {
        DateOnly[] sales = [new(2024, 2, 18), new(2024, 3, 18), new(2024, 4, 18), new(2024, 5, 18)];
        var marks = MarkedDays.None.WithEvents(sales.Append(new(2024, 6, 18)).Select(date => (date, "sale")).Append((new(2024, 6, 17), "mailing")));
        var history = new ASeries(3, 168, 1_500) { Factor = date => sales.Contains(date) ? 2 : 1 }.History();

        var known = Forecaster.Run(history, new(2 * 48) { Marks = marks });
        var unknown = Forecaster.Run(history, new(2 * 48));

        Assert.InRange(Day(known, new(2024, 6, 18)) / Day(unknown, new(2024, 6, 18)), 1.6, 2.2);
    }

    [Fact]
    public void A_holiday_on_which_nothing_was_ever_open_is_not_forecast()
    {
        var holiday = new DateOnly(2024, 4, 8);
        var marks = MarkedDays.None.WithHolidays([(new(2024, 3, 4), "rest"), (holiday, "rest")], []);
        var series = new ASeries(4, 96, 1_200) { IsClosedAtNight = true }.History();
        var history = series with { Values = [.. series.Values.Select((value, i) => i / 48 == 63 ? double.NaN : value)] };

        Assert.Equal(holiday.AddDays(1), DateOnly.FromDateTime(Forecaster.Run(history, new(28) { Marks = marks }).Points[0].Time));
    }

    private static double Day(ArrivalForecast forecast, DateOnly date) => forecast.Points.Where(point => DateOnly.FromDateTime(point.Time) == date).Sum(point => point.Value);
}
