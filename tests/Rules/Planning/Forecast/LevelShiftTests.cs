using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Days from which on everything is busier or quieter.</summary>
public sealed class LevelShiftTests
{
    [Theory]
    [InlineData(.4)]
    [InlineData(-.5)]
    public void A_step_is_found_within_two_days(double by)
    {
        var shift = Assert.Single(Find(new ASeries(1, 180, 1_500) { Step = (120, by) }));

        Assert.InRange(shift.Day, 118, 122);
        Assert.InRange(shift.By, by - .1, by + .1);
    }

    [Fact]
    public void Growth_a_busy_month_and_a_busy_week_are_no_steps()
    {
        Assert.Empty(Find(new ASeries(2, 180, 1_500) { Trend = .004 }));
        Assert.Empty(Find(new ASeries(3, 180, 1_500) { Month = .3 }));
        Assert.Empty(Find(new ASeries(4, 180, 1_500) { Factor = date => date >= new DateOnly(2024, 4, 1) && date < new DateOnly(2024, 4, 6) ? 1.6 : 1 }));
    }

    [Fact]
    public void A_step_counts_only_when_it_could_be_known()
    {
        var grid = new DayGrid(new ASeries(1, 180, 1_500) { Step = (120, .4) }.History(), MarkedDays.None);
        Cleaning.Clean(grid);
        var day = grid.Shifts.All[0].Day;

        Assert.Equal((0, 0), (grid.Shifts.Lift(100, day), grid.Shifts.Lift(day, grid.Days)));
        Assert.InRange(grid.Shifts.Lift(100, grid.Days), .3, .5);
    }

    private static IReadOnlyList<(int Day, double By)> Find(ASeries series)
    {
        var grid = new DayGrid(series.History(), MarkedDays.None);
        Cleaning.Clean(grid);
        return grid.Shifts.All;
    }
}
