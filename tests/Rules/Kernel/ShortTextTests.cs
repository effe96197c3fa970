using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Kernel;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab\U0001F600", 3, "ab")]
    [InlineData("ab\U0001F600", 4, "ab\U0001F600")]
    [InlineData("", 1, "")]
    public void A_cut_never_leaves_half_a_character(string text, int most, string left) => Assert.Equal(left, ShortText.Cut(text, most));

    [Fact]
    public void A_line_says_that_it_goes_on()
    {
        Assert.Equal("one two", ShortText.Line(" one\r\ntwo ", 7));
        Assert.Equal("one tw\u2026", ShortText.Line(" one\r\ntwo ", 6));
    }

    [Fact]
    public void Nothing_is_no_length_to_cut_to() => Assert.Throws<ArgumentOutOfRangeException>(() => ShortText.Cut("a", 0));
}
