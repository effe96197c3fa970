using System.Globalization;
using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Kernel;

public class PercentTests
{
    [Fact]
    public void A_share_of_nothing_is_unknown() => Assert.Null(Percent.Of(3, 0));

    [Theory]
    [InlineData(1, 3, 3333)]
    [InlineData(2, 3, 6667)]
    [InlineData(1, 20_000, 1)]
    [InlineData(-1, 20_000, -1)]
    [InlineData(1, -20_000, -1)]
    [InlineData(1, 20_001, 0)]
    [InlineData(0, 7, 0)]
    [InlineData(7, 7, 10_000)]
    [InlineData(long.MaxValue, long.MaxValue, 10_000)]
    [InlineData(long.MinValue, long.MinValue, 10_000)]
    public void A_share_is_rounded_to_the_nearest_basis_point_halves_away_from_zero(long part, long whole, int basisPoints) =>
        Assert.Equal(new Percent(basisPoints), Percent.Of(part, whole));

    [Fact]
    public void A_share_too_large_to_hold_throws() => Assert.Throws<OverflowException>(() => Percent.Of(long.MaxValue, 1));

    [Theory]
    [InlineData(1250, "12.5%")]
    [InlineData(10_000, "100%")]
    [InlineData(-5, "-0.05%")]
    public void The_invariant_form_has_no_needless_zeros(int basisPoints, string text)
    {
        using var _ = new InCulture("de-DE");

        Assert.Equal(text, new Percent(basisPoints).ToString());
    }

    [Theory]
    [InlineData("en-US", 1, "12.3%")]
    [InlineData("zh-CN", 0, "12%")]
    public void The_form_for_people_follows_their_culture(string culture, int decimals, string text) =>
        Assert.Equal(text, new Percent(1225).ToString(decimals, CultureInfo.GetCultureInfo(culture)));

    [Fact]
    public void A_german_reads_a_decimal_comma() =>
        Assert.Contains("12,25", new Percent(1225).ToString("P2", CultureInfo.GetCultureInfo("de-DE")), StringComparison.Ordinal);

    [Fact]
    public void A_share_of_an_amount_rounds_by_the_same_rule() => Assert.Equal(3, new Percent(5000).OfAmount(5));

    [Fact]
    public void Sums_that_overflow_throw() => Assert.Throws<OverflowException>(() => new Percent(int.MaxValue) + new Percent(1));
}
