using Banzhang.Conversation.Languages;
using FsCheck;
using FsCheck.Fluent;

namespace Banzhang.Tests.Rules.Conversation;

public class LanguageTests
{
    private static readonly (string Text, string[] Words)[] Cases =
        [.. ConversationFixture.Json("segmentation.json").EnumerateArray().Select(one => (one.GetProperty("text").GetString()!, one.GetProperty("words").EnumerateArray().Select(word => word.GetString()!).ToArray()))];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    private static readonly (string Question, string[] Needles)[] Asked =
        [.. ConversationFixture.Json("search-needles.json").EnumerateArray().Select(one => (one.GetProperty("question").GetString()!, one.GetProperty("needles").EnumerateArray().Select(needle => needle.GetString()!).ToArray()))];

    public static TheoryData<int> Questions => [.. Enumerable.Range(0, Asked.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_text_falls_into_its_words(int number)
    {
        var (text, words) = Cases[number];

        Assert.Equal(words, WordSegmenter.Segment(text).Select(word => text[word.From..word.To]));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_asks_for_the_words_that_carry_matter(int number)
    {
        var (question, needles) = Asked[number];

        Assert.Equal(needles, SearchNeedles.Of(question));
    }

    [Fact]
    public void Every_needle_stands_folded_in_its_question() => Prop.ForAll<string>(question =>
        SearchNeedles.Of(question ?? "").All(needle => CharacterFolding.Fold(question!).Contains(needle, StringComparison.Ordinal))).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_follow_each_other_inside_the_text() => Prop.ForAll<string>(text =>
    {
        var words = WordSegmenter.Segment(text ?? "");
        return words.Zip(words.Skip(1)).All(pair => pair.First.To <= pair.Second.From) && words.All(word => word.From >= 0 && word.From < word.To && word.To <= text!.Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folding_keeps_the_length_and_is_done_once() => Prop.ForAll<string>(text =>
        CharacterFolding.Fold(text ?? "") is var folded && folded.Length == (text ?? "").Length && CharacterFolding.Fold(folded) == folded).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\uff21\uff11\u3000", "a1 ")]
    [InlineData("\u958b\u6a5f", "\u5f00\u673a")]
    [InlineData("ABC", "abc")]
    public void Script_width_and_case_are_folded(string text, string folded) => Assert.Equal(folded, CharacterFolding.Fold(text));

    [Theory]
    [InlineData("One. Two! Three", new[] { "One.", "Two!", "Three" })]
    [InlineData("It is 3.5 kg.", new[] { "It is 3.5 kg." })]
    [InlineData("\u4f60\u597d\u3002\u518d\u89c1\uff1f\uff01", new[] { "\u4f60\u597d\u3002", "\u518d\u89c1\uff1f\uff01" })]
    [InlineData("a\n\n b ", new[] { "a", "b" })]
    [InlineData(" ", new string[0])]
    public void Sentences_end_at_their_marks(string text, string[] sentences) =>
        Assert.Equal(sentences, Sentences.Split(text).Select(sentence => text[sentence.From..sentence.To]));

    [Theory]
    [InlineData("\u60a8\u597d\uff0c world 42!", 4)]
    [InlineData("don't stop", 2)]
    [InlineData("\u3002\u3002", 0)]
    public void Spoken_units_are_characters_and_words(string text, int units) => Assert.Equal(units, SpokenUnits.Count(text));
}
