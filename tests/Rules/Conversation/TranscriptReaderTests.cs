using System.Text;
using Banzhang.Conversation.Transcripts;
using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Conversation;

public class TranscriptReaderTests
{
    [Fact]
    public void A_conversation_is_read_with_all_it_may_hold()
    {
        var read = Read("""{"id":"7","channel":"phone","customer":{"ageGroup":"elderly"},"turns":[{"speaker":"agent","text":"Hi","start":0.5,"end":2,"volumeDb":61.5},{"speaker":"system","text":""}],"extra":1}""").Value;

        Assert.Equal(("7", Channel.Phone, AgeGroup.Elderly, 2), (read.Id, read.Channel, read.AgeGroup, read.Turns.Count));
        Assert.Equal(new Turn(Speaker.Agent, "Hi", 0.5, 2, 61.5), read.Turns[0]);
    }

    [Theory]
    [InlineData("""{"id":"1","turns":[]}""")]
    [InlineData("""{"id":1,"turns":[{"speaker":"CUSTOMER","text":""}]}""")]
    [InlineData("""{"id":1,"turns":[{"speaker":"agent","text":"x","start":0,"end":10000000,"volumeDb":-200}]}""")]
    [InlineData("""{"id":"1","customer":null,"turns":[{"speaker":"agent","text":"a","start":5,"end":9},{"speaker":"customer","text":"b","start":2,"end":7}]}""")]
    public void Empty_and_overlapping_turns_are_conversations_too(string json) => Assert.True(Read(json).IsDone);

    [Theory]
    [InlineData("not json", nameof(LineIsNoJson), "")]
    [InlineData("[]", nameof(LineIsNoJson), "")]
    [InlineData("""{"id":"1","\ud800":1,"turns":[]}""", nameof(LineIsNoJson), "")]
    [InlineData("""{"turns":[]}""", nameof(FieldIsMissing), "id")]
    [InlineData("""{"id":"1"}""", nameof(FieldIsMissing), "turns")]
    [InlineData("""{"id":"1","turns":{}}""", nameof(FieldHasWrongKind), "turns")]
    [InlineData("""{"id":"1","turns":[5]}""", nameof(FieldHasWrongKind), "turns[0]")]
    [InlineData("""{"id":"1","turns":[{"speaker":"bot","text":"x"}]}""", nameof(FieldHasUnknownWord), "turns[0].speaker")]
    [InlineData("""{"id":"1","turns":[{"text":"x"}]}""", nameof(FieldIsMissing), "turns[0].speaker")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent"}]}""", nameof(FieldIsMissing), "turns[0].text")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":5}]}""", nameof(FieldHasWrongKind), "turns[0].text")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"\ud800"}]}""", nameof(FieldHasWrongKind), "turns[0].text")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":9,"end":5}]}""", nameof(TimesRunBackwards), "turns[0].end")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":-1}]}""", nameof(TimesRunBackwards), "turns[0].start")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","end":1e999}]}""", nameof(NumberIsOutOfRange), "turns[0].end")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":10000001}]}""", nameof(NumberIsOutOfRange), "turns[0].start")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","volumeDb":1e999}]}""", nameof(NumberIsOutOfRange), "turns[0].volumeDb")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","volumeDb":-200.5}]}""", nameof(NumberIsOutOfRange), "turns[0].volumeDb")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":"9"}]}""", nameof(FieldHasWrongKind), "turns[0].start")]
    [InlineData("""{"id":"1","channel":"fax","turns":[]}""", nameof(FieldHasUnknownWord), "channel")]
    [InlineData("""{"id":"1","customer":5,"turns":[]}""", nameof(FieldHasWrongKind), "customer")]
    [InlineData("""{"id":"1","customer":{"ageGroup":"old"},"turns":[]}""", nameof(FieldHasUnknownWord), "customer.ageGroup")]
    public void What_cannot_be_judged_is_named_by_line_and_field(string json, string refusal, string field)
    {
        var refused = Read(json, 12).Refusal;

        Assert.Equal((refusal, field), (refused?.Code, (refused as Invalid)?.Field));
        Assert.Equal(12L, refused!.Arguments[0]);
    }

    private static Outcome<Transcript> Read(string json, long line = 1) => TranscriptReader.Read(Encoding.UTF8.GetBytes(json), line);
}
