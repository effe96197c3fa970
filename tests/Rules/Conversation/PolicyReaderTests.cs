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
    [InlineData("\"[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]\"", nameof(PatternIsTooDeep))]
    public void A_broken_pattern_is_named_with_its_line(string pattern, string refusal)
    {
        var refused = Policy(pattern).Refusal;

        Assert.Equal(refusal, refused?.Code);
        Assert.Equal((8L, "$.rules[0].phrases[0].say[0]"), ((long)refused!.Arguments[0], (string)refused.Arguments[1]));
    }

    [Fact]
    public void Choices_may_stand_twenty_deep_and_a_pattern_may_have_five_hundred_characters()
    {
        Assert.True(Policy($"\"{new string('[', 20)}a{new string(']', 20)}\"").IsDone);
        Assert.True(Policy($"\"{new string('a', 500)}\"").IsDone);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('a')]
    public void A_pattern_of_sixty_thousand_characters_is_refused_in_a_short_sentence(char sign)
    {
        var refused = Assert.IsType<PatternIsTooLong>(Policy($"\"{new string(sign, 60_000)}\"").Refusal);

        Assert.Equal((8L, "$.rules[0].phrases[0].say[0]", 500), (refused.Line, refused.Path, refused.Limit));
        Assert.InRange(refused.Pattern.Length, 1, 50);
    }

    [Fact]
    public void A_policy_whose_patterns_stand_for_too_much_altogether_is_refused_at_the_one_too_many()
    {
        var wide = $"{new string('a', 440)}{string.Concat(Enumerable.Repeat("[b|c]", 10))}";

        var refused = Assert.IsType<PolicyIsTooWide>(Policy(string.Join(',', Enumerable.Range(0, 9).Select(i => $"\"{(char)('d' + i)}{wide}\""))).Refusal);

        Assert.Equal((8L, "$.rules[0].phrases[0].say[6]"), (refused.Line, refused.Path));
    }

    [Fact]
    public void A_wording_that_grows_too_long_by_the_words_of_a_set_is_refused()
    {
        var json = Json("\"<must> and <must>\"", "").Replace("[\"must\", \"shall\"]", $"[\"{new string('m', 300)}\"]", StringComparison.Ordinal);

        Assert.IsType<PatternIsTooLong>(PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal);
    }

    [Theory]
    [InlineData("<=must>")]
    [InlineData("<must>")]
    [InlineData("must>")]
    [InlineData("[must")]
    [InlineData("must]")]
    public void A_word_of_a_set_that_holds_a_sign_is_named_with_its_line(string word)
    {
        var json = Json("\"<=must>\"", "").Replace("\"shall\"", $"\n\"{word}\"", StringComparison.Ordinal);

        var refused = Assert.IsType<SetWordHasSign>(PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal);

        Assert.Equal((7L, "$.sets.must[1]", word), (refused.Line, refused.Path, refused.Word));
    }

    [Fact]
    public void A_set_without_words_leaves_nothing_to_look_for() =>
        Assert.IsType<PatternIsEmpty>(PolicyReader.Read(Encoding.UTF8.GetBytes(Json("\"<=must> <=must>\"", "").Replace("[\"must\", \"shall\"]", "[]", StringComparison.Ordinal))).Refusal);

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
    [InlineData("\"max\": 5", "\"max\": 1e999", "$.items[0].max")]
    [InlineData("\"maxScore\": 100", "\"maxScore\": 1e999", "$.maxScore")]
    [InlineData("\"rateFrom\": 180", "\"rateFrom\": 220", "$.thresholds.rateFrom")]
    [InlineData("\"englishRateTo\": 180", "\"englishRateTo\": 100", "$.thresholds.englishRateFrom")]
    [InlineData("\"volumeFrom\": 55", "\"volumeFrom\": 65", "$.thresholds.volumeFrom")]
    [InlineData("\"calibrationDb\": 85", "\"calibrationDb\": 1e999", "$.thresholds.calibrationDb")]
    [InlineData("\"longSilence\": 10", "\"longSilence\": -1", "$.thresholds.longSilence")]
    [InlineData("\"restated\": 0.3", "\"restated\": 1e999", "$.thresholds.restated")]
    [InlineData("\"severity\": \"major\"", "\"severity\": 3", "$.rules[0].severity")]
    [InlineData("\"severity\": \"major\"", "\"severity\": 7", "$.rules[0].severity")]
    [InlineData("\"severity\": \"major\"", "\"severity\": \"3\"", "$.rules[0].severity")]
    [InlineData("\"severity\": \"major\"", "\"severity\": \"major\", \"ages\": 9", "$.rules[0].ages")]
    [InlineData("[\"oh\"]", "[null]", "$.particles[0]")]
    [InlineData("[\"quite\"]", "[\"quite\", null]", "$.fillers[1]")]
    [InlineData("[[\"you\", \"ye\"]]", "[null]", "$.sameWords[0]")]
    [InlineData("[[\"you\", \"ye\"]]", "[[\"you\", null]]", "$.sameWords[0][1]")]
    [InlineData("[\"must\", \"shall\"]", "null", "$.sets.must")]
    [InlineData("[\"must\", \"shall\"]", "[null]", "$.sets.must[0]")]
    [InlineData("\"signals\": {}", "\"signals\": { \"offer\": null }", "$.signals.offer")]
    [InlineData("\"signals\": {}", "\"signals\": { \"offer\": [null] }", "$.signals.offer[0]")]
    [InlineData("\"signals\": {}", "\"signals\": { \"1\": [] }", "$.signals.1")]
    [InlineData("\"emotions\": {}", "\"emotions\": { \"anger\": null }", "$.emotions.anger")]
    [InlineData("\"emotions\": {}", "\"emotions\": { \"anger\": { \"strong\": [], \"mild\": [null], \"emoticons\": [] } }", "$.emotions.anger.mild[0]")]
    [InlineData("\"terms\": []", "\"terms\": [null]", "$.terms[0]")]
    [InlineData("\"items\": [ ", "\"items\": [ null, ", "$.items[0]")]
    [InlineData("\"rules\": [ ", "\"rules\": [ null, ", "$.rules[0]")]
    [InlineData("\"id\": \"r\", \"title\": {}", "\"id\": \"r\", \"title\": { \"en\": null }", "$.rules[0].title.en")]
    [InlineData("\"phrases\": [", "\"unless\": [null], \"phrases\": [", "$.rules[0].unless[0]")]
    [InlineData("\"phrases\": [", "\"expressions\": [null], \"phrases\": [", "$.rules[0].expressions[0]")]
    [InlineData("\"you\"", "null", "$.rules[0].phrases[0].say[0]")]
    [InlineData("\"signals\": {}", "\"signals\": { \"nod\": [] }", "$.signals.nod")]
    [InlineData("\"emotions\": {}", "\"emotions\": { \"joyful\": { \"strong\": [], \"mild\": [], \"emoticons\": [] } }", "$.emotions.joyful")]
    public void A_value_that_cannot_be_is_named(string good, string bad, string path)
    {
        var text = Json("\"you\"", "");
        var at = text.LastIndexOf(good, StringComparison.Ordinal);
        var json = text[..at] + bad + text[(at + good.Length)..];

        var refused = Assert.IsType<PolicyFieldIsWrong>(PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal);

        if (good != "\"id\": \"wording.phrases\"")
            Assert.Equal((path, 1 + text[..at].Count(c => c == '\n')), (refused.Path, (int)refused.Line));
    }

    [Fact]
    public void Names_in_another_case_lead_to_the_line_too()
    {
        var json = Json("\"you\"", "").Replace("\"rules\": [ ", "\"RULES\": [ null,\n", StringComparison.Ordinal);

        Assert.Equal(7, Assert.IsType<PolicyFieldIsWrong>(PolicyReader.Read(Encoding.UTF8.GetBytes(json)).Refusal).Line);
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
