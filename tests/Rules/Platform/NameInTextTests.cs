using Banzhang.Platform.Text;

namespace Banzhang.Tests.Rules.Platform;

public sealed class NameInTextTests
{
    [Theory]
    [InlineData("asked by Lan, in May", "lan", true)]
    [InlineData("a plan of the landlord", "Lan", false)]
    [InlineData("by channel", "An", false)]
    [InlineData("An asked", "An", false)]
    [InlineData("\u8d75\u7eb1\u7eb1\u6765\u7535", "\u8d75\u7eb1\u7eb1", true)]
    [InlineData("\u8d75\u7eb1\u6765\u7535", "\u8d75", false)]
    [InlineData("\u8d75Lan\u6765\u7535", "Lan", true)]
    [InlineData("called from +86 137-9970 0001", "13799700001", true)]
    [InlineData("order 77 of 1001", "1001", true)]
    [InlineData("order 10017", "1001", false)]
    [InlineData("wrote from LAN@example.com.", "lan@example.com", true)]
    [InlineData("wrote from alan@example.com", "lan@example.com", false)]
    [InlineData("", "Lan", false)]
    public void A_name_counts_as_a_whole_word_and_a_phone_by_its_digits(string text, string name, bool expected) => Assert.Equal(expected, NameInText.Has(text, name));

    [Theory]
    [InlineData("an", "An", true)]
    [InlineData("Ann", "An", false)]
    [InlineData("+86 137 9970 0001", "13799700001", true)]
    [InlineData("1379970000", "13799700001", false)]
    public void A_search_is_a_name_when_it_is_nothing_else(string text, string name, bool expected) => Assert.Equal(expected, NameInText.Is(text, name));
}
