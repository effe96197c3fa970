using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Kernel;

public class DateRangeTests
{
    private static readonly DateRange Week = new(new(2025, 3, 3), new(2025, 3, 7));

    [Fact]
    public void Monday_to_Friday_is_five_days_with_both_ends()
    {
        Assert.Equal(5, Week.Days);
        Assert.Equal(5, Week.Dates().Count());
        Assert.True(Week.Contains(new DateOnly(2025, 3, 3)));
        Assert.True(Week.Contains(new DateOnly(2025, 3, 7)));
        Assert.False(Week.Contains(new DateOnly(2025, 3, 8)));
    }

    [Fact]
    public void A_range_cannot_run_backwards() => Assert.Throws<ArgumentException>(() => new DateRange(new(2025, 3, 4), new(2025, 3, 3)));

    [Fact]
    public void Ranges_that_share_a_day_overlap_in_it() =>
        Assert.Equal(new DateRange(new(2025, 3, 7), new(2025, 3, 7)), Week.Intersect(new(new(2025, 3, 7), new(2025, 3, 20))));

    [Fact]
    public void Neighbouring_ranges_do_not_overlap() => Assert.Null(Week.Intersect(new(new(2025, 3, 8), new(2025, 3, 9))));

    [Theory]
    [InlineData("Asia/Shanghai", "2025-03-03", "2025-03-02T16:00:00", 24)]
    [InlineData("Europe/Berlin", "2025-03-30", "2025-03-29T23:00:00", 23)]
    [InlineData("Europe/Berlin", "2025-10-26", "2025-10-25T22:00:00", 25)]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00", 23)]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00", 0)]
    public void A_day_lasts_from_its_first_moment_to_that_of_the_next(string zone, string date, string utcStart, int hours)
    {
        var day = DateOnly.Parse(date, null);

        var period = new DateRange(day, day).In(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(DateTimeOffset.Parse(utcStart + "Z", null), period.Start);
        Assert.Equal(TimeSpan.FromHours(hours), period.Length);
    }
}
