using System.Text;
using Banzhang.Mail;
using Banzhang.Mail.Writing;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>What is written is read back as it was meant, whatever stands in it.</summary>
public class MailWriterTests
{
    private const string Chinese = "\u5305\u88F9";

    private static readonly OutgoingContent Plain = new(new("Shop", "support@shop.test"), [new("Mei", "mei@customer.test")], "Parcel", "It comes.", "<one@shop.test>", new(2026, 11, 12, 14, 0, 0, TimeSpan.FromHours(8)));

    [Fact]
    public void A_mail_is_read_back_as_it_was_meant()
    {
        var mail = Read(Plain with
        {
            From = new(Chinese, "support@shop.test"),
            Subject = $"Re: {Chinese} [BZ-000001]",
            Text = $"{Chinese}\n\nhttps://shop.test/?a=1&b=2 <b>",
            InReplyTo = "<two@customer.test>",
            References = ["<first@customer.test>", "<two@customer.test>"],
            ReplyTo = "support+bz-000001-0123456789@shop.test",
            Files = [new($"{Chinese} 1.pdf", "application/pdf", new byte[] { 1, 2, 3, 0, 255 }), new("note.txt", "text/plain", Encoding.UTF8.GetBytes("one\ntwo"))],
        });

        Assert.Equal((Chinese, "support@shop.test"), (mail.From[0].Name, mail.From[0].Address));
        Assert.Equal($"Re: {Chinese} [BZ-000001]", mail.Subject);
        Assert.Equal($"{Chinese}\n\nhttps://shop.test/?a=1&b=2 <b>", mail.Text.TrimEnd());
        Assert.Contains("<a href=\"https://shop.test/?a=1&amp;b=2\">", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Equal(("<one@shop.test>", "<two@customer.test>"), (mail.MessageId, mail.InReplyTo));
        Assert.Equal(["<first@customer.test>", "<two@customer.test>"], mail.References);
        Assert.Equal("support+bz-000001-0123456789@shop.test", mail.ReplyTo[0].Address);
        Assert.Equal([$"{Chinese} 1.pdf", "note.txt"], mail.Attachments.Select(a => a.Name));
        Assert.Equal([1, 2, 3, 0, 255], mail.Attachments[0].ToArray());
        Assert.Equal("one\ntwo", Encoding.UTF8.GetString(mail.Attachments[1].ToArray()));
        Assert.Empty(mail.Defects);
        Assert.False(mail.AutoSubmitted);
    }

    [Fact]
    public void What_no_person_wrote_says_so() => Assert.True(Read(Plain with { IsAutomatic = true }).AutoSubmitted);

    [Theory]
    [InlineData("Hello\r\nBcc: all@elsewhere.test")]
    [InlineData("Hello\nBcc: all@elsewhere.test")]
    [InlineData("Hello\rBcc: all@elsewhere.test")]
    [InlineData("Hello\u2028Bcc: all@elsewhere.test")]
    [InlineData("Hello\0\u0085\vBcc: all@elsewhere.test\r\n\r\nBody")]
    public void Nothing_in_a_text_becomes_a_header(string hostile)
    {
        var mail = Read(Plain with
        {
            From = new(hostile, "support@shop.test"),
            To = [new(hostile, "mei@customer.test")],
            Subject = hostile,
            Text = hostile,
            InReplyTo = $"<a@b>{hostile}",
            References = [$"<a@b>{hostile}", hostile],
            Files = [new(hostile, hostile, new byte[] { 1 })],
        });

        Assert.Empty(mail.Header("Bcc"));
        Assert.Contains("Bcc: all@elsewhere.test", mail.Subject, StringComparison.Ordinal);
        Assert.Single(mail.To);
        Assert.Single(mail.From);
        Assert.Single(mail.Attachments);
    }

    [Theory]
    [InlineData("mei@customer.test\r\nBcc: all@elsewhere.test")]
    [InlineData("mei@customer.test, all@elsewhere.test")]
    [InlineData("mei")]
    [InlineData("")]
    public void What_is_no_address_is_not_written(string address) =>
        Assert.Throws<ArgumentException>(() => MailWriter.Write(Plain with { To = [new("Mei", address)] }));

    private static MailMessage Read(OutgoingContent mail) => MailReader.Read(MailWriter.Write(mail));
}
