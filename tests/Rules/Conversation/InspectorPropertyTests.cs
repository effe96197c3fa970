using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Transcripts;
using FsCheck;
using FsCheck.Fluent;

namespace Banzhang.Tests.Rules.Conversation;

public class InspectorPropertyTests
{
    private static readonly string[] Pieces =
    [
        .. ConversationFixture.Json("wording-cases.json").EnumerateArray().SelectMany(one => one.GetProperty("fires").EnumerateArray().Concat(one.GetProperty("silent").EnumerateArray())).Select(text => text.GetString()!),
        "", " ", "\ud83d\ude0a", "\ud83d", "\u200b", "[", "]]", "\u201c", "\"", "\n", "!!!", "I really do not know...", "\uff21\uff22", "\u3000",
    ];

    private static readonly Gen<Turn> AnyTurn =
        from speaker in Gen.Elements(Speaker.Agent, Speaker.Customer, Speaker.System)
        from pieces in Gen.Elements(Pieces).ListOf()
        select new Turn(speaker, string.Concat(pieces));

    private static readonly Gen<Transcript> AnyChat =
        from turns in AnyTurn.ListOf()
        from age in Gen.Elements<AgeGroup?>(null, AgeGroup.Elderly, AgeGroup.Young)
        select new Transcript("1", Channel.Chat, age, [.. turns]);

    [Fact]
    public void Every_finding_and_highlight_lies_inside_its_turn() => Prop.ForAll(AnyChat.ToArbitrary(), chat =>
    {
        var report = ConversationFixture.Inspector.Inspect(chat);
        return report.Findings.All(one => one.From >= 0 && one.From < one.To && one.To <= chat.Turns[one.Turn].Text.Length && one.Text == chat.Turns[one.Turn].Text[one.From..one.To])
            && report.Highlights.All(one => one.Text == chat.Turns[one.Turn].Text[one.From..one.To])
            && report.Emotions.All(one => chat.Turns[one.Turn].Speaker == Speaker.Customer && one.Intensity is >= 0 and <= 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_score_lies_between_nothing_and_the_scale() => Prop.ForAll(AnyChat.ToArbitrary(), chat =>
    {
        var report = ConversationFixture.Inspector.Inspect(chat);
        return report.Score >= 0 && report.Score <= report.RawScore && report.RawScore <= report.MaxScore
            && report.Items.All(item => item.Score >= 0 && item.Score <= item.Max) && report.ComplaintRisk is >= 0 and <= 1 && report.Satisfaction is >= -1 and <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Setting_findings_aside_never_lowers_a_score_and_setting_none_aside_changes_nothing() => Prop.ForAll(AnyChat.ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (chat, mask) =>
    {
        var report = ConversationFixture.Inspector.Inspect(chat);
        var some = Enumerable.Range(0, report.Findings.Count).Where(place => (mask >> (place % 8) & 1) == 1).ToHashSet();
        var none = report.Without(new HashSet<int>());
        var without = report.Without(some);
        var all = report.Without(Enumerable.Range(0, report.Findings.Count).ToHashSet());
        return none.Score == report.Score && none.Items.SequenceEqual(report.Items)
            && without.Score >= report.Score && all.Score >= without.Score && !all.IsFatal && all.Score <= report.MaxScore
            && all.Items.Where(item => item.IsApplicable && (item.Item == Measures.Phrases || item.Item == Measures.Style)).All(item => item.Score == item.Max);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_polite_sentence_more_never_lowers_the_wording()
    {
        var polite = "\u611f\u8c22\u60a8\u7684\u8010\u5fc3\u7b49\u5f85\u3002";
        var any = from chat in AnyChat from place in Gen.Choose(0, 20) from own in Gen.Elements(true, false) select (chat, place, own);
        Prop.ForAll(any.ToArbitrary(), one =>
        {
            var turns = one.chat.Turns.ToList();
            var at = one.place % (turns.Count + 1);
            if (one.own || at == turns.Count || turns[at].Speaker != Speaker.Agent)
                turns.Insert(at, new(Speaker.Agent, polite));
            else
                turns[at] = turns[at] with { Text = turns[at].Text + "\n" + polite };
            return Wording(one.chat with { Turns = turns }) >= Wording(one.chat) - 1e-9;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_same_conversation_is_always_judged_the_same() => Prop.ForAll(AnyChat.ToArbitrary(), chat =>
        InspectionJson.Write(ConversationFixture.Inspector.Inspect(chat)).AsSpan().SequenceEqual(InspectionJson.Write(ConversationFixture.Inspector.Inspect(chat)))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\u60a8\u5fc5\u987b")]
    [InlineData("\u4e0d")]
    [InlineData("\u201c\u6211")]
    [InlineData("[")]
    [InlineData("1")]
    [InlineData("a ")]
    [InlineData("\u5c31\u90fd\u4e5f")]
    [InlineData("\u60a8\u662f\u8bf4")]
    [InlineData("\u60a8\u662f\u8bf4\u9000\u6b3e\u3002")]
    [InlineData("\u8bf7\u95ee\u60a8\u7684\u8ba2\u5355\u53f7\u7801\u662f\u591a\u5c11?")]
    [InlineData("\u201c\u60a8\u201d\u60a8\u5fc5\u987b")]
    public void A_million_characters_are_judged(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

        var report = ConversationFixture.Inspector.Inspect(ConversationFixture.Chat(
            ConversationFixture.Customer("\u6211\u8981\u9000\u6b3e"), ConversationFixture.Agent("\u597d"), ConversationFixture.Customer(text), ConversationFixture.Agent(text)));

        Assert.All(report.Findings, finding => Assert.InRange(finding.To, 1, text.Length));
    }

    [Fact]
    public void Fifty_thousand_different_questions_are_judged()
    {
        var text = string.Concat(Enumerable.Range(100, 50_000).Select(i => $"Red {i} blue {i % 7} green?"));

        var report = ConversationFixture.Inspector.Inspect(ConversationFixture.Chat(ConversationFixture.Agent("Yes"), ConversationFixture.Customer("Yes"), ConversationFixture.Agent(text + "Red 105 blue 0 green?")));

        Assert.Equal(1, report.Listening.RepeatedQuestions);
    }

    /// <summary>Share of the wording items reached; a chat in which the agent says nothing has none to lose.</summary>
    private static double Wording(Transcript chat)
    {
        var items = ConversationFixture.Inspector.Inspect(chat).Items.Where(item => item.IsApplicable && item.Item.StartsWith("wording.", StringComparison.Ordinal)).ToList();
        return items.Count == 0 ? 0 : items.Sum(item => item.Score) / items.Sum(item => item.Max);
    }
}
