using Banzhang.Desk.Searching;

namespace Banzhang.Tests.Rules.Desk;

public class HighlightingTests
{
    [Fact]
    public void A_word_is_found_in_any_case_and_everywhere() =>
        Assert.Equal([new(0, 7), new(12, 7)], Highlighting.Ranges("Invoice and INVOICE", "invoice"));

    [Fact]
    public void Overlapping_words_make_one_range() =>
        Assert.Equal([new HitRange(0, 4)], Highlighting.Ranges("abcd", "abc bcd"));

    [Fact]
    public void Pieces_put_together_are_the_text()
    {
        var pieces = Highlighting.Pieces("one two three", "two");

        Assert.Equal("one two three", string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal([false, true, false], pieces.Select(p => p.IsHit));
    }

    [Fact]
    public void Nothing_sought_highlights_nothing() => Assert.Empty(Highlighting.Ranges("text", "  "));
}
