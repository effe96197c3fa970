using Banzhang.Conversation.Languages;
using Banzhang.Platform.Search;

namespace Banzhang.Tests.Rules.Platform;

public class NamePieceTests
{
    [Theory]
    [InlineData("\u9648\u601D\u9896", "\u9648")]
    [InlineData("\u9648\u601D\u9896", "\u601D\u9896")]
    [InlineData("\u9648\u601D\u9896", "\u9648\u601D\u9896")]
    [InlineData("Chen Siying", "IYI")]
    [InlineData("Chen  Siying", "n s")]
    [InlineData("O'Neil \uD83D\uDE00", "'n")]
    [InlineData("O'Neil \uD83D\uDE00", "\uD83D\uDE00")]
    public void A_name_holds_the_pieces_that_any_part_of_it_asks_for(string name, string part)
    {
        var asked = NamePieces.Asked(CharacterFolding.Fold(part));

        Assert.NotEmpty(asked);
        Assert.Subset(NamePieces.Of(CharacterFolding.Fold(name)).ToHashSet(), asked.ToHashSet());
    }

    [Fact]
    public void What_is_not_in_a_name_asks_for_a_piece_it_lacks() =>
        Assert.NotEmpty(NamePieces.Asked("\u601D\u9648").Except(NamePieces.Of("\u9648\u601D")));

    [Fact]
    public void Nothing_asks_for_nothing() => Assert.Empty(NamePieces.Asked(" \t"));

    [Fact]
    public void A_piece_is_no_word_of_any_text() => Assert.DoesNotContain(NamePieces.Of("n4e").Single(p => p.EndsWith("006e0034", StringComparison.Ordinal)), SearchTokens.Of("006e0034 \uE000006e0034"));
}
