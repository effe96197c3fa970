using System.Globalization;
using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Kernel;

public class MoneyTests
{
    [Fact]
    public void Amounts_of_one_currency_add_and_subtract()
    {
        Assert.Equal(new Money(150, "CNY"), new Money(100, "CNY") + new Money(50, "CNY"));
        Assert.Equal(new Money(-50, "CNY"), new Money(50, "CNY") - new Money(100, "CNY"));
    }

    [Fact]
    public void Amounts_of_two_currencies_neither_add_nor_compare()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") + new Money(1, "EUR"));
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") < new Money(1, "EUR"));
    }

    [Fact]
    public void An_amount_without_currency_takes_part_in_nothing() =>
        Assert.Throws<InvalidOperationException>(() => default(Money) + default(Money));

    [Theory]
    [InlineData("cny")]
    [InlineData("CN")]
    [InlineData("C1Y")]
    public void A_currency_is_three_capital_letters(string currency) => Assert.Throws<ArgumentException>(() => new Money(1, currency));

    [Fact]
    public void Sums_that_overflow_throw() => Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "CNY") + new Money(1, "CNY"));

    [Fact]
    public void A_share_is_rounded_to_the_smallest_unit_halves_away_from_zero()
    {
        Assert.Equal(new Money(13, "CNY"), new Money(25, "CNY").Share(Percent.FromPercents(50)));
        Assert.Equal(new Money(-13, "CNY"), new Money(-25, "CNY").Share(Percent.FromPercents(50)));
    }

    [Theory]
    [InlineData(1234, "CNY", "CNY 12.34")]
    [InlineData(1234, "JPY", "JPY 1234")]
    [InlineData(1234, "KWD", "KWD 1.234")]
    [InlineData(-5, "EUR", "EUR -0.05")]
    public void The_invariant_form_has_the_decimals_of_the_currency(long minorUnits, string currency, string text)
    {
        using var _ = new InCulture("de-DE");

        Assert.Equal(text, new Money(minorUnits, currency).ToString());
    }

    [Fact]
    public void The_form_for_people_groups_digits() =>
        Assert.Equal("CNY 1,234,567.89", new Money(123_456_789, "CNY").ToString("N", CultureInfo.GetCultureInfo("zh-CN")));
}
