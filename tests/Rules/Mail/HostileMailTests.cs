using System.Diagnostics;
using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Mails made to exhaust the reader: each must be read within seconds, and what was skipped be named.</summary>
public class HostileMailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Ten_thousand_parts_within_each_other()
    {
        var text = new StringBuilder("From: a@b\n");
        for (var i = 0; i < 10_000; i++)
            text.Append(null, $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");

        Assert.Contains(Read(text.Append("\ndeep")).Defects, defect => defect.StartsWith("Parts are nested deeper", StringComparison.Ordinal));
    }

    [Fact]
    public void Ten_thousand_mails_within_each_other()
    {
        var text = new StringBuilder("From: a@b\n");
        for (var i = 0; i < 10_000; i++)
            text.Append("Content-Type: message/rfc822\n\n");

        Read(text);
    }

    [Fact]
    public void Ten_thousand_parts_beside_each_other()
    {
        var text = new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < 20_000; i++)
            text.Append("--b\nContent-Disposition: attachment\n\nx\n");

        Assert.True(Read(text.Append("--b--\n")).Attachments.Count is > 9_000 and <= 10_001);
    }

    [Fact]
    public void A_header_field_of_a_megabyte()
    {
        var mail = Read(new StringBuilder("From: a@b\nSubject: ").Append('x', 1 << 20).Append("\n\nText"));

        Assert.Equal("Text", mail.Text);
        Assert.Contains(mail.Defects, defect => defect.StartsWith("The field Subject is longer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("To: ", "a@b:,")]
    [InlineData("To: ", "(")]
    [InlineData("To: ", "\"")]
    [InlineData("To: ", "<")]
    [InlineData("To: ", "a,")]
    [InlineData("To: ", "a@b::")]
    [InlineData("Subject: ", "=?")]
    [InlineData("Subject: ", "=?gb2312?B?")]
    [InlineData("Subject: ", "=?utf-8?Q?=?= ")]
    [InlineData("Content-Type: text/plain", "; a*0=b")]
    [InlineData("Content-Type: text/plain", ";\"")]
    [InlineData("Date: ", "1 ")]
    [InlineData("References: ", "<")]
    public void A_field_that_repeats_its_marks(string field, string mark) =>
        Read(new StringBuilder("From: a@b\n").Append(field).Append(new StringBuilder().Insert(0, mark, 200_000 / mark.Length)).Append("\n\nText"));

    [Theory]
    [InlineData("text/html", "<")]
    [InlineData("text/html", "<a =\">\"")]
    [InlineData("text/html", "<blockquote>")]
    [InlineData("text/html", "<!--")]
    [InlineData("text/html", "<script>")]
    [InlineData("text/html", "&#x41")]
    [InlineData("text/plain", "> ")]
    [InlineData("text/plain", "\n>\n\n")]
    [InlineData("text/plain", "On x wrote:\n\n")]
    [InlineData("text/plain", "begin 644 x\n")]
    [InlineData("text/plain", "From: a\n")]
    [InlineData("text/plain", "\u00e9\u4e2d")]
    [InlineData("text/calendar", "\n")]
    [InlineData("text/calendar", "\n x")]
    [InlineData("text/calendar", "BEGIN:VEVENT\n")]
    [InlineData("text/calendar", "BEGIN:VEVENT\nSUMMARY:\\\\n")]
    public void A_body_that_repeats_its_marks(string type, string mark) =>
        Read(new StringBuilder($"From: a@b\nContent-Type: {type}; charset=utf-8\n\n").Append(new StringBuilder().Insert(0, mark, 2_000_000 / mark.Length)));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("}")]
    [InlineData("\\")]
    [InlineData("\\'e9")]
    [InlineData("\\u8364 ?")]
    [InlineData("\\bin99999999 ")]
    [InlineData("{\\*\\htmltag ")]
    public void Rich_text_in_winmail_dat_that_repeats_its_marks(string mark) => Read(
        new TnefBytes().OfMessage(TnefBytes.Property(0x1009, TnefBytes.Rtf(@"{\rtf1\fromhtml1 " + new StringBuilder().Insert(0, mark, 2_000_000 / mark.Length)))).InMail());

    [Theory]
    [InlineData(0x0001_1001)]
    [InlineData(0x0001_1003)]
    [InlineData(0x0001_101E)]
    public void A_property_of_winmail_dat_that_counts_four_billion_values(int tag) =>
        Assert.Contains(Read(new TnefBytes().OfMessage([.. BitConverter.GetBytes(tag), 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]).InMail()).Defects, defect => defect.StartsWith("The winmail.dat of part 1.2", StringComparison.Ordinal));

    [Fact]
    public void A_winmail_dat_of_a_million_empty_attributes()
    {
        var packed = new byte[6 + 11 * 1_000_000];
        new TnefBytes().ToArray().CopyTo(packed, 0);
        for (var at = 6; at < packed.Length; at += 11)
            (packed[at], packed[at + 1], packed[at + 2], packed[at + 3]) = (2, 0x02, 0x90, 0x06);

        Read(TnefBytes.InMail(packed));
    }

    [Fact]
    public void A_line_of_sixty_four_megabytes()
    {
        var mail = new byte[64 << 20];
        Array.Fill(mail, (byte)'x');
        "From: a@b\nSubject: long\n\n"u8.CopyTo(mail);

        Assert.True(Read(mail).Text.Length <= 16 << 20);
    }

    [Fact]
    public void A_multipart_whose_lines_all_begin_like_its_boundary() =>
        Read(new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n").Append(new StringBuilder().Insert(0, "--bb\n", 400_000)));

    private static MailMessage Read(StringBuilder text) => Read(Encoding.UTF8.GetBytes(text.ToString()));

    private static MailMessage Read(byte[] mail)
    {
        var watch = Stopwatch.StartNew();

        var read = MailReader.Read(mail);
        MailJson.Write(read);

        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
        return read;
    }
}
