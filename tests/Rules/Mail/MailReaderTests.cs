using System.Text;
using System.Text.Json.Nodes;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

public class MailReaderTests
{
    public static TheoryData<string> Fixtures => [.. MailFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_mail_is_read_as_its_fixture_claims(string name)
    {
        var read = JsonNode.Parse(MailJson.Write(MailFixture.Read(name)))!.AsObject();

        foreach (var (field, claimed) in MailFixture.Claims(name))
            Assert.Equal($"{field}: {claimed?.ToJsonString()}", $"{field}: {read[field]?.ToJsonString()}");
    }

    [Fact]
    public void The_json_has_the_promised_fields_in_order() => Assert.Equal(
        ["messageId", "inReplyTo", "references", "from", "to", "cc", "replyTo", "subject", "date", "text", "html", "visibleText", "autoSubmitted", "bounce", "attachments", "defects"],
        JsonNode.Parse(MailJson.Write(MailFixture.Read("gb2312-cut-word")))!.AsObject().Select(field => field.Key));

    [Fact]
    public void Chinese_stands_as_characters_in_the_json() =>
        Assert.Contains("\u9000\u6b3e", MailJson.Write(MailFixture.Read("gb2312-cut-word")), StringComparison.Ordinal);

    [Fact]
    public void A_bounce_names_recipient_status_and_the_mail_that_failed()
    {
        var bounce = MailFixture.Read("bounce-dsn").Bounce;

        Assert.NotNull(bounce);
        Assert.Equal(["nobody@example.org"], bounce.Recipients);
        Assert.Equal(("5.1.1", "550 5.1.1 no such user", "<sent-1@example.com>"), (bounce.Status, bounce.Diagnostic, bounce.OriginalMessageId));
    }

    [Theory]
    [InlineData("bounce-dsn", true)]
    [InlineData("bounce-exim", true)]
    [InlineData("delayed-dsn", false)]
    public void A_bounce_is_final_unless_delivery_is_still_tried(string name, bool isFinal) => Assert.Equal(isFinal, MailFixture.Read(name).Bounce?.IsFinal);

    [Theory]
    [InlineData("bounce-qmail", "nobody@example.org", "5.1.1", "<sent-2@example.com>")]
    [InlineData("bounce-exim", "nobody@example.org", null, null)]
    public void A_bounce_outside_the_standard_tells_what_it_can(string name, string recipient, string? status, string? original)
    {
        var bounce = MailFixture.Read(name).Bounce;

        Assert.NotNull(bounce);
        Assert.Equal([recipient], bounce.Recipients);
        Assert.Equal((status, original), (bounce.Status, bounce.OriginalMessageId));
    }

    [Fact]
    public void Attachments_hand_out_their_content() =>
        Assert.Equal("%PDF"u8.ToArray(), Assert.Single(MailFixture.Read("encoded-file-name").Attachments).ToArray());

    [Fact]
    public void The_original_is_kept_to_the_byte()
    {
        var bytes = MailFixture.Bytes("nested-with-files");

        Assert.Equal(bytes, MailReader.Read(bytes).Original.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no header at all, just text")]
    [InlineData(":\n:\n")]
    public void Almost_nothing_is_a_mail_too(string text)
    {
        var mail = MailReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal("", mail.Subject);
        Assert.Contains("There is no sender.", mail.Defects);
    }

    [Fact]
    public void Text_without_a_header_is_not_lost() =>
        Assert.Equal("no header at all, just text", MailReader.Read("no header at all, just text"u8.ToArray()).Text);

    [Fact]
    public void A_mail_whose_lines_end_in_carriage_returns_is_read() =>
        Assert.Equal("Hello", MailReader.Read("From: a@b\rSubject: Hello\r\rText"u8.ToArray()).Subject);
}
