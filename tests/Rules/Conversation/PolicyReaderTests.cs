using System.Text;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Conversation;

public class PolicyReaderTests
{
    private const string Before =
        """
        {
          "name": "x", "version": 3, "maxScore": 100, "sameWords": [["you", "ye"]], "particles": ["oh"], "fillers": ["quite"], "signals": {}, "emotions": {}, "terms": [],
          "thresholds": { "termRatio": 0.05, "rateFrom": 180, "rateTo": 220, "englishRateFrom": 130, "englishRateTo": 180, "volumeFrom": 55, "volumeTo": 65, "calibrationDb": 85, "longSilence": 10, "longHold": 60, "interruptionSeconds": 0.5, "elderlySentence": 25, "elderlySentenceWords": 18, "restated": 0.3 },
          "items": [ { "id": "wording.phrases", "title": {}, "max": 5 } ],
          // A comment is allowed.
          "sets": { "must": ["must", "shall"] },
          "rules": [ { "id": "r", "title": {}, "item": "wording.phrases", "severity": "major", "phrases": [
            { "say": [
        """;

    [Fact]
    public void A_small_policy_judges_by_its_words_and_their_variants()
    {
        var inspector = new Inspector(Policy("\"you <must> [go|leave]\"").Value);

        Assert.Equal("Ye  shall quite oh GO", Assert.Single(inspector.CheckDraft("Now: Ye  shall quite oh GO!")).Text);
        Assert.Empty(inspector.CheckDraft("you must goad, you mustgo, you go"));
    }

    [Fact]
    public void A_word_of_a_set_that_must_come_again_is_the_same_word()
    {
        var inspector = new Inspector(Policy("\"no <must> is <=must>\"").Value);

        Assert.Equal("no quite must is must", Assert.Single(inspector.CheckDraft("no quite must is must")).Text);
        Assert.Single(inspector.CheckDraft("no shall is shall"));
        Assert.Empty(inspector.CheckDraft("no must is shall"));
    }

    [Fact]
    public void An_offer_of_help_in_the_same_sentence_excuses_only_rules_that_say_so()
    {
        var excused = new Inspector(Offering(", \"unlessOffered\": true").Value);

        Assert.Empty(excused.CheckDraft("you must go, let me help"));
        Assert.Empty(excused.CheckDraft("let me help, you must go"));
        Assert.Single(excused.CheckDraft("you must go. let me help"));
        Assert.Single(excused.CheckDraft("you must go"));
        Assert.Single(new Inspector(Offering("").Value).CheckDraft("you must go, let me help"));
    }

    [Theory]
    [InlineData("\"<=may> go\"", nameof(PatternNamesUnknownSet))]
    [InlineData("\"<must> <=must\"", nameof(PatternHasLooseBracket))]
    [InlineData("\"you [must\"", nameof(PatternHasLooseBracket))]
    [InlineData("\"you must]\"", nameof(PatternHasLooseBracket))]
    [InlineData("\"<must\"", nameof(PatternHasLooseBracket))]
    [InlineData("\"<may> go\"", nameof(PatternNamesUnknownSet))]
    [InlineData("\"\"", nameof(PatternIsEmpty))]
    [InlineData("\"oh\"", nameof(PatternIsEmpty))]
    [InlineData("\"must\u2026oh\"", nameof(PatternIsEmpty))]
    [InlineData("\"a\u2026b\u2026c\u2026d\"", nameof(PatternIsTooWide))]
    [InlineData("\"[a|b|c|d|e|f|g|h][a|b|c|d|e|f|g|h][a|b|c|d|e|f|g|h][a|b|c|d|e|f|g|h]\"", nameof(PatternIsTooWide))]
    public void A_broken_pattern_is_named_with_its_line(string pattern, string refusal)
    {
        var refused = Policy(pattern).Refusal;

        Assert.Equal(refusal, refused?.Code);
        Assert.Equal((8L, "$.rules[0].phrases[0].say[0]"), ((long)refused!.Arguments[0], (string)refused.Arguments[1]));
    }

    [Theory]
    [InlineData("(a", nameof(ExpressionIsBroken))]
    [InlineData("a{2,1}", nameof(ExpressionIsBroken))]
    [InlineData(@"(a+)+(?=b)", nameof(ExpressionIsUnbounded))]
    [InlineData(@"(\\w+)\\1", nameof(ExpressionIsUnbounded))]
    [InlineData(@"((a{500}){500}){500}", nameof(ExpressionIsUnbounded))]
    public void A_broken_or_unbounded_expression_is_named_with_its_line(string expression, string refusal)
    {
        var refused = Policy("\"you\"", $",\n \"expressions\": [ \"{expression}\" ]").Refusal;

        Assert.Equal(refusal, refused?.Code);
        Assert.Equal((9L, "$.rules[0].expressions[0]"), ((long)refused!.Arguments[0], (string)refused.Arguments[1]));
    }

    [Fact]
    public void A_catastrophic_expression_is_matched_in_linear_time()
    {
        var inspector = new Inspector(Policy("\"you\"", ", \"expressions\": [ \"(a+)+$\" ]").Value);

        Assert.Empty(inspector.CheckDraft(new string('a', 50_000) + "!"));
    }

    [Theory]
    [InlineData("{", 1)]
    [InlineData("[]", 1)]
    [InlineData("null", 1)]
    [InlineData("{ \"name\": 5 }", 1)]
    [InlineData("{\n \"name\": \"x\",\n \"version\": \"y\" }", 3)]
    public void What_is_no_policy_is_refused_with_its_line(string json, long line)
    {
        var refused = PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal;

        Assert.Equal((nameof(PolicyIsUnreadable), line), (refused?.Code, refused is null ? 0 : (long)refused.Arguments[0]));
    }

    [Theory]
    [InlineData("\"item\": \"wording.phrases\"", "\"item\": \"nothing\"", "$.rules[0].item")]
    [InlineData("\"id\": \"wording.phrases\"", "\"id\": \"nothing\"", "$.rules[0].item")]
    [InlineData("\"max\": 5", "\"max\": 0", "$.items[0].max")]
    [InlineData("\"maxScore\": 100", "\"maxScore\": -1", "$.maxScore")]
    [InlineData("\"signals\": {}", "\"signals\": { \"nod\": [] }", "$.signals.nod")]
    [InlineData("\"emotions\": {}", "\"emotions\": { \"joyful\": { \"strong\": [], \"mild\": [], \"emoticons\": [] } }", "$.emotions.joyful")]
    public void A_value_that_cannot_be_is_named(string good, string bad, string path)
    {
        var json = Json("\"you\"", "").Replace(good, bad, StringComparison.Ordinal);

        var refused = PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal;

        Assert.Equal(nameof(PolicyFieldIsWrong), refused?.Code);
        if (good != "\"id\": \"wording.phrases\"")
            Assert.Equal(path, (refused as Invalid)?.Field);
    }

    [Fact]
    public void The_shipped_policy_is_readable_and_survives_being_written()
    {
        var shipped = Rulebook.Shipped;

        var again = PolicyReader.Read(Encoding.UTF8.GetBytes(PolicyReader.Write(shipped.Policy))).Value;

        Assert.Equal(PolicyReader.Write(shipped.Policy), PolicyReader.Write(again.Policy));
    }

    [Fact]
    public void A_correction_makes_the_next_version_and_silences_only_what_it_names()
    {
        var policy = Policy("\"you must go\"").Value.Policy;

        var corrected = PolicyCorrections.Excuse(policy, "r", "if you must go");
        var inspector = Compiled(PolicyCorrections.Add(corrected, "r", "begone", "farewell"));

        Assert.Equal((4, 3), (corrected.Version, policy.Version));
        Assert.Empty(inspector.CheckDraft("if you must go"));
        Assert.Single(inspector.CheckDraft("you must go"));
        Assert.Equal("farewell", Assert.Single(inspector.CheckDraft("Begone")).Suggestion);
        Assert.Throws<ArgumentException>(() => PolicyCorrections.Excuse(policy, "none", "x"));
    }

    private static Outcome<Rulebook> Offering(string more) => PolicyReader.Read(Encoding.UTF8.GetBytes(
        Json("\"you must go\"", more).Replace("\"signals\": {}", "\"signals\": { \"offer\": [\"let me help\"] }", StringComparison.Ordinal)));

    private static Inspector Compiled(Policy policy) => new(PolicyReader.Read(Encoding.UTF8.GetBytes(PolicyReader.Write(policy))).Value);

    private static Outcome<Rulebook> Policy(string pattern, string more = "") => PolicyReader.Read(Encoding.UTF8.GetBytes(Json(pattern, more)));

    private static string Json(string pattern, string more) => $"{Before.ReplaceLineEndings("\n")}{pattern}], \"better\": \"please\" }} ]{more} }} ]\n}}";
}
