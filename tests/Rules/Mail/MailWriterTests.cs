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

    /// <summary>Names as people have them: long, with blanks, quotes and other scripts, all of them twice.</summary>
    [Theory]
    [InlineData("\u53D1\u7968.pdf")]
    [InlineData("\u8BA2\u5355 559812 \u7684\u6536\u636E\u548C\u5305\u88F9\u7834\u635F\u5904\u7684\u7167\u7247\uFF08\u7B2C\u4E8C\u6B21\u8865\u62CD\uFF0C\u542B\u5FEB\u9012\u9762\u5355\uFF09\u539F\u59CB\u6587\u4EF6.jpeg")]
    [InlineData("r\u00E9sum\u00E9 \"final\"; v2 (1).txt")]
    [InlineData("\uD83D\uDCE6 parcel.png")]
    [InlineData("plain.txt")]
    public void A_files_name_is_read_by_new_programs_and_by_old_ones(string name)
    {
        var raw = MailWriter.Write(Plain with { Files = [new(name, "application/pdf", new byte[] { 1, 2, 3 })] });

        using var message = MimeKit.MimeMessage.Load(new MemoryStream(raw));
        var part = Assert.Single(message.Attachments);
        Assert.Equal((name, name), (part.ContentDisposition!.FileName, part.ContentType.Name));
        var text = Encoding.ASCII.GetString(raw);
        var old = Between(text, "name=", "Content-Disposition").Replace("\r\n", "", StringComparison.Ordinal);
        Assert.Contains(name.All(char.IsAscii) ? name : "=\"=?", old, StringComparison.Ordinal);
        Assert.Equal(name.All(char.IsAscii), !text.Contains("filename*", StringComparison.Ordinal));
        Assert.Equal(name, Assert.Single(MailReader.Read(raw).Attachments).Name);
    }

    [Fact]
    public void Files_are_base64_in_lines_of_seventy_six_and_read_back_byte_for_byte()
    {
        var large = new byte[3 * 1024 * 1024];
        new Random(11).NextBytes(large);
        var raw = MailWriter.Write(Plain with { Files = [new("a.bin", "application/octet-stream", large), new("same.txt", "text/plain", "From here\n.\n"u8.ToArray()), new("same.txt", "text/plain", new byte[] { 0xFF, 0xFE })] });

        var lines = Encoding.ASCII.GetString(raw).Split("\r\n");
        Assert.StartsWith("Content-Type: multipart/mixed;", Array.Find(lines, l => l.StartsWith("Content-Type:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(76, lines.Where(l => l.Length > 40 && l.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=')).Max(l => l.Length));
        var read = MailReader.Read(raw).Attachments;
        Assert.Equal(["a.bin", "same.txt", "same.txt"], read.Select(f => f.Name));
        Assert.Equal([large, "From here\n.\n"u8.ToArray(), [0xFF, 0xFE]], read.Select(f => f.ToArray()));
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

    private static string Between(string text, string from, string to)
    {
        var begin = text.IndexOf(from, StringComparison.Ordinal);
        return text[begin..text.IndexOf(to, begin, StringComparison.Ordinal)];
    }

    private static MailMessage Read(OutgoingContent mail) => MailReader.Read(MailWriter.Write(mail));
}
