using System.Text.Json.Nodes;
using Banzhang.Conversation.Inspection;

namespace Banzhang.Tests.Rules.Conversation;

/// <summary>Whole conversations whose every judgement was reviewed by reading. The suggestions are left out: they follow the language of the reader.</summary>
public class GoldenConversationTests
{
    private static readonly string[] Promised =
    [
        "id", "score", "maxScore", "items", "findings", "listening", "empathy", "termRatio", "speechRate", "volumeDb", "emotion", "complaintRisk",
    ];

    public static TheoryData<string> Names => [.. ConversationFixture.Golden];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_conversation_is_judged_as_a_reader_judged_it(string name)
    {
        var reviewed = JsonNode.Parse(ConversationFixture.Bytes($"golden/{name}.judged.json"))!.AsObject();

        var judged = Judge(name);

        foreach (var finding in judged["findings"]!.AsArray())
            finding!.AsObject().Remove("suggestion");
        foreach (var (field, expected) in reviewed)
            Assert.Equal($"{field}: {expected?.ToJsonString()}", $"{field}: {judged[field]?.ToJsonString()}");
    }

    [Fact]
    public void The_object_begins_with_the_promised_fields_in_order() =>
        Assert.Equal(Promised, Judge("phone-interrupted").Select(field => field.Key).Take(Promised.Length));

    [Fact]
    public void A_finding_has_the_promised_fields() =>
        Assert.Equal(["rule", "turn", "from", "to", "text", "severity", "suggestion"], Judge("phone-interrupted")["findings"]![0]!.AsObject().Select(field => field.Key));

    [Fact]
    public void Chinese_stands_as_characters_in_the_json() =>
        Assert.Contains("\u60a8\u5fc5\u987b", System.Text.Encoding.UTF8.GetString(InspectionJson.Write(ConversationFixture.Inspector.Inspect(ConversationFixture.Transcript("golden/phone-interrupted.json")))), StringComparison.Ordinal);

    private static JsonObject Judge(string name) =>
        JsonNode.Parse(InspectionJson.Write(ConversationFixture.Inspector.Inspect(ConversationFixture.Transcript($"golden/{name}.json"))))!.AsObject();
}
