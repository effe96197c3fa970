using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Kernel;

public class PeriodTests
{
    private static readonly DateTimeOffset Nine = new(2025, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void The_start_is_in_and_the_end_is_out()
    {
        var period = new Period(Nine, Nine.AddHours(1));

        Assert.True(period.Contains(Nine));
        Assert.False(period.Contains(Nine.AddHours(1)));
        Assert.True(period.Contains(Nine.AddHours(1).AddTicks(-1)));
    }

    [Fact]
    public void A_period_cannot_run_backwards() => Assert.Throws<ArgumentException>(() => new Period(Nine, Nine.AddTicks(-1)));

    [Fact]
    public void Touching_periods_do_not_overlap_but_unite()
    {
        var first = new Period(Nine, Nine.AddHours(1));
        var second = new Period(Nine.AddHours(1), Nine.AddHours(2));

        Assert.False(first.Overlaps(second));
        Assert.Null(first.Intersect(second));
        Assert.Equal(new Period(Nine, Nine.AddHours(2)), first.Union(second));
    }

    [Fact]
    public void Periods_with_a_gap_do_not_unite() =>
        Assert.Null(new Period(Nine, Nine.AddHours(1)).Union(new Period(Nine.AddHours(2), Nine.AddHours(3))));

    [Fact]
    public void What_is_in_both_is_their_intersection() =>
        Assert.Equal(
            new Period(Nine.AddHours(1), Nine.AddHours(2)),
            new Period(Nine, Nine.AddHours(2)).Intersect(new Period(Nine.AddHours(1), Nine.AddHours(3))));

    [Fact]
    public void An_empty_period_overlaps_nothing_and_lies_in_all()
    {
        var empty = new Period(Nine, Nine);

        Assert.False(empty.Overlaps(new Period(Nine.AddHours(-1), Nine.AddHours(1))));
        Assert.True(new Period(Nine.AddHours(5), Nine.AddHours(6)).Contains(empty));
    }

    [Fact]
    public void Instants_are_kept_with_offset_zero() => Assert.Equal(TimeSpan.Zero, new Period(Nine, Nine).Start.Offset);
}
