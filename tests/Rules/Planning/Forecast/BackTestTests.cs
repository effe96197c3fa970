using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Past weeks are forecast as they could have been then.</summary>
public sealed class BackTestTests
{
    private static readonly int Days = 200;

    /// <summary>A series with what cleaning looks at: a gap of days, wild days, and a step a week before an origin.</summary>
    private static ArrivalHistory History { get; } = new ASeries(41, Days, 1_200)
    {
        Step = (Days - 49 - 9, .5),
        Factor = date => date.DayNumber % 23 == 0 ? 3 : 1,
    }.History() is var whole ? whole with { Values = [.. whole.Values.Select((value, i) => i / 48 is 145 or 146 || i % 997 == 0 ? double.NaN : value)] } : throw new InvalidOperationException();

    [Theory]
    [InlineData(7)]
    [InlineData(70)]
    public void What_comes_after_an_origin_does_not_move_its_forecast(int days)
    {
        var (truth, grid) = Run(History, days);
        for (var i = 0; i < truth.Origins.Count; i++)
        {
            var origin = truth.Origins[i];
            var random = new Random(i);
            var (other, _) = Run(History with { Values = [.. History.Values.Select((value, at) => at < origin * grid.Slots ? value : random.Next(10) == 0 ? double.NaN : random.Next(200))] }, days);

            Assert.Equal(origin, other.Origins[i]);
            Assert.Equal(truth.Forecasts[i].SelectMany(forecast => forecast), other.Forecasts[i].SelectMany(forecast => forecast));
        }

        Assert.True(truth.Origins.Count > 3);
    }

    [Fact]
    public void What_came_before_an_origin_moves_its_forecast()
    {
        var (truth, grid) = Run(History, 7);
        var origin = truth.Origins[0];

        var (other, _) = Run(History with { Values = [.. History.Values.Select((value, at) => at / grid.Slots == origin - 7 ? value * 1.2 : value)] }, 7);

        Assert.NotEqual(truth.Forecasts[0].SelectMany(forecast => forecast), other.Forecasts[0].SelectMany(forecast => forecast));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(14)]
    public void Bands_are_judged_on_weeks_they_were_not_made_from(int days)
    {
        var test = Run(History, days).Test;
        var tried = new TriedDays(test, Blend.Weights(test));

        var (odd, even) = tried.Halves();

        static HashSet<int> DaysOf(List<TriedCell> cells) => [.. cells.Select(cell => cell.Day)];
        Assert.NotEmpty(odd);
        Assert.NotEmpty(even);
        Assert.Empty(DaysOf(odd).Intersect(DaysOf(even)));
        Assert.Equal(tried.Cells.Count, odd.Count + even.Count);
        // Weeks stay together; days of which nothing is known are in neither half.
        Assert.All(test.Origins, origin => Assert.True(Enumerable.Range(origin, 7).Any(DaysOf(odd).Contains) ^ Enumerable.Range(origin, 7).Any(DaysOf(even).Contains)));
    }

    private static (BackTest Test, DayGrid Grid) Run(ArrivalHistory history, int days)
    {
        var grid = new DayGrid(history, MarkedDays.None);
        var cleaning = Cleaning.Clean(grid);
        return (days > 14 ? BackTest.RunFar(grid, cleaning, Entrant.Usual, days)! : BackTest.Run(grid, cleaning, Entrant.Usual, days), grid); // a half year and more has far origins
    }
}
