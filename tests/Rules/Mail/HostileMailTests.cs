using System.Diagnostics;
using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Mails made to exhaust the reader: each must be read within seconds, and what was skipped be named.</summary>
public class HostileMailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// All that is ever allocated while a mail is read, what is let go again included: 64 MiB, and this many times its own size. A text alone is decoded (1), made a string (2),
    /// cleaned, joined and looked through for replies (2 each).
    /// </summary>
    private const long Most = 64 << 20, Times = 16;

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
    [InlineData("utf-7", "+")]
    [InlineData("utf-7", "+AAA-")]
    [InlineData("utf-7", "+/")]
    [InlineData("big5", "\u009D\u00EF")]
    [InlineData("big5", "\u0081")]
    [InlineData("us-ascii", "~{")]
    [InlineData("us-ascii", "~{!!~}")]
    [InlineData("iso-8859-1", "\u00C4\u00E3")]
    public void A_text_of_a_charset_that_repeats_its_marks(string charset, string mark) =>
        Read(Encoding.Latin1.GetBytes($"From: a@b\nContent-Type: text/plain; charset={charset}\n\n" + new StringBuilder().Insert(0, mark, 4_000_000 / mark.Length)));

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

    [Theory]
    [InlineData("--------{0:000000}\n")]
    [InlineData("--x{0:000000}\n--x{0:000000}-\n")]
    public void A_multipart_whose_boundary_is_another_and_whose_lines_all_look_like_one(string line) =>
        Read(new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=zz\n\n").AppendJoin("", Enumerable.Range(0, 300_000).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i))));

    [Fact]
    public void A_multipart_whose_lines_all_begin_like_its_boundary() =>
        Read(new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n").Append(new StringBuilder().Insert(0, "--bb\n", 400_000)));

    [Fact]
    public void Lines_within_fifty_quotes_grow_no_further_than_a_few_times_what_was_written() =>
        Assert.Contains(Read(new StringBuilder("From: a@b\nContent-Type: text/html\n\n").Append(new StringBuilder().Insert(0, "<blockquote>", 50)).Append(new StringBuilder().Insert(0, "<br>", 500_000))).Defects, defect => defect.StartsWith("The mail's texts are longer", StringComparison.Ordinal));

    [Fact]
    public void Rich_text_that_is_pressed_to_an_eighth_is_cut()
    {
        var read = Read(new TnefBytes().OfMessage(TnefBytes.Property(0x1009, Pressed(8 << 20))).InMail());

        Assert.Contains(read.Defects, defect => defect.StartsWith("The winmail.dat of part 1.2", StringComparison.Ordinal));
        Assert.Contains(read.Attachments, a => a.Name == "winmail.dat");
    }

    [Fact]
    public void A_hundred_messages_of_pressed_rich_text_beside_each_other_become_no_more_than_one()
    {
        var text = new StringBuilder("From: a@b\nContent-Type: multipart/mixed; boundary=b\n\n");
        var packed = Convert.ToBase64String(new TnefBytes().OfMessage(TnefBytes.Property(0x1009, Pressed(1 << 20))).ToArray());
        for (var i = 0; i < 100; i++)
            text.Append(null, $"--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n{packed}\n");

        Read(text.Append("--b--\n"));
    }

    [Theory]
    [InlineData(0x1000)]
    [InlineData(0x1013)]
    [InlineData(0x0037)]
    public void A_text_of_forty_megabytes_in_winmail_dat_is_cut(int property)
    {
        var read = Read(new TnefBytes().OfMessage(TnefBytes.Property(property, new string('x', 20 << 20))).InMail());

        Assert.True(read.Text.Length <= 8 << 20);
    }

    [Fact]
    public void Fifty_encoded_parts_within_each_other_are_not_all_kept_decoded()
    {
        var content = new StringBuilder().Insert(0, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", 65_000).ToString();
        for (var i = 0; i < 45; i++)
        {
            var inner = $"--b{i}\n{content}\n--b{i}--\n".Replace("=", "=3D", StringComparison.Ordinal).Replace("--b", "=2D=2Db", StringComparison.Ordinal);
            content = $"Content-Type: multipart/mixed; boundary=b{i}\nContent-Transfer-Encoding: quoted-printable\n\n{inner}";
        }

        Assert.Contains(Read(new StringBuilder("From: a@b\n").Append(content)).Defects, defect => defect.StartsWith("Encoded parts lie within each other", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_million_empty_files_written_into_the_text()
    {
        var read = Read(new StringBuilder("From: a@b\n\n").Append(new StringBuilder().Insert(0, "begin 644 x\nend\n", 500_000)));

        Assert.True(read.Attachments.Count is > 9_000 and <= 10_001);
        Assert.Contains(read.Defects, defect => defect.StartsWith("The mail holds more than", StringComparison.Ordinal));
    }

    /// <summary>Rich text in which every run repeats the one before (MS-OXRTFCP): 17 bytes in two, after a start of whole groups of eight.</summary>
    private static byte[] Pressed(int bytes)
    {
        const int Known = 207, Ring = 4096, Run = 17;
        var body = new List<byte>();
        var start = "{\\rtf1 The same, again. "u8.ToArray();
        var place = Known;
        for (var at = 0; at < start.Length; at++, place++)
        {
            if (at % 8 == 0)
                body.Add(0);
            body.Add(start[at]);
        }
        for (var (written, run) = (start.Length, 0); written < bytes; written += Run, run++)
        {
            if (run % 8 == 0)
                body.Add(0xFF);
            var token = ((place - Run + 2 * Ring) % Ring << 4) | 0xF;
            body.AddRange([(byte)(token >> 8), (byte)(token & 0xFF)]);
            place = (place + Run) % Ring;
        }
        return [.. BitConverter.GetBytes(body.Count + 12), .. BitConverter.GetBytes(bytes), .. BitConverter.GetBytes(0x75465A4C), .. new byte[4], .. body];
    }

    private static MailMessage Read(StringBuilder text) => Read(Encoding.UTF8.GetBytes(text.ToString()));

    private static MailMessage Read(byte[] mail)
    {
        var watch = Stopwatch.StartNew();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = MailReader.Read(mail);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        MailJson.Write(read);

        Assert.True(allocated <= Most + Times * (long)mail.Length, $"allocated {allocated} bytes for {mail.Length}");
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
        return read;
    }
}
