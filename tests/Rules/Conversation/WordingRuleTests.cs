using Banzhang.Conversation.Transcripts;

namespace Banzhang.Tests.Rules.Conversation;

public class WordingRuleTests
{
    private static readonly (string Rule, AgeGroup? Age, string Text, bool Fires)[] Cases =
    [
        .. ConversationFixture.Json("wording-cases.json").EnumerateArray().SelectMany(one => new[] { (Field: "fires", Fires: true), (Field: "silent", Fires: false) }.SelectMany(
            kind => one.GetProperty(kind.Field).EnumerateArray().Select(text => (
                one.GetProperty("rule").GetString()!,
                one.TryGetProperty("age", out var age) ? Enum.Parse<AgeGroup>(age.GetString()!) : (AgeGroup?)null,
                text.GetString()!,
                kind.Fires)))),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_rule_fires_on_every_form_of_its_phrases_and_on_nothing_else(int number)
    {
        var (rule, age, text, fires) = Cases[number];

        var found = ConversationFixture.Inspector.CheckDraft(text, age);

        Assert.True(found.Any(finding => finding.Rule == rule) == fires, $"{rule} {(fires ? "is silent on" : "fires on")}: {text}");
    }

    [Fact]
    public void Every_rule_of_the_policy_has_a_case_that_fires_and_one_that_does_not()
    {
        foreach (var rule in ConversationFixture.Inspector.Rules.Policy.Rules)
        {
            Assert.Contains(Cases, one => one.Rule == rule.Id && one.Fires);
            Assert.Contains(Cases, one => one.Rule == rule.Id && !one.Fires);
        }
    }

    [Fact]
    public void A_command_is_offered_a_wording_that_stands_in_its_place()
    {
        var text = "\u60a8\u5fc5\u987b\u4e0a\u4f20\u7167\u7247";

        var finding = Assert.Single(ConversationFixture.Inspector.CheckDraft(text));

        Assert.Equal("\u6211\u4eec\u5efa\u8bae\u60a8\u4e0a\u4f20\u7167\u7247", text[..finding.From] + finding.Replacement + text[finding.To..]);
    }

    [Fact]
    public void What_the_customer_says_breaks_no_rule() =>
        Assert.Empty(ConversationFixture.Inspector.Inspect(ConversationFixture.Chat(ConversationFixture.Customer("You must help me. I don't know."))).Findings);
}
