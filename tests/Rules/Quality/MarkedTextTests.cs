using Banzhang.Quality.Marking.Rules;

namespace Banzhang.Tests.Rules.Quality;

public sealed class MarkedTextTests
{
    [Fact]
    public void Pieces_joined_are_the_text_and_carry_their_notes() =>
        Assert.Equal(
            [new("You ", null), new("must", 1), new(" wait, ", null), new("cannot", 2)],
            MarkedText.Cut("You must wait, cannot", [new(15, 21, 2), new(4, 8, 1)]));

    [Fact]
    public void Of_marks_that_overlap_the_first_is_drawn_and_of_equal_beginnings_the_longer() =>
        Assert.Equal([new("ab", 1), new("cd", null)], MarkedText.Cut("abcd", [new(1, 3, 3), new(0, 1, 2), new(0, 2, 1)]));

    [Fact]
    public void A_mark_beyond_the_text_is_cut_and_an_empty_one_is_left_out() =>
        Assert.Equal([new("a", null), new("b", 1)], MarkedText.Cut("ab", [new(1, 9, 1), new(0, 0, 2), new(7, 9, 3)]));
}
