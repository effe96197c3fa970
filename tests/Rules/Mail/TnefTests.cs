using System.Text;
using Banzhang.Mail;
using MimeKit;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>What Outlook packs into winmail.dat is part of the letter.</summary>
public class TnefTests
{
    private const string Chinese = "\u5408\u540C.pdf";
    private static readonly byte[] Pdf = "%PDF-1.4 one"u8.ToArray();
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0, 255];

    private static TnefBytes Full => new TnefBytes().Class("IPM.Microsoft Mail.Note").Subject("Packed")
        .OfMessage(TnefBytes.Property(0x3FDE, 65001), TnefBytes.Named("Kind", "x"), TnefBytes.Property(0x1013, Encoding.UTF8.GetBytes("<p>Dear \u73ED\u957F,</p>")))
        .File("PRICES~1.XLS", Picture)
        .File(TnefBytes.Property(0x3707, Chinese), TnefBytes.Property(0x370E, "application/pdf"), TnefBytes.Property(0x3701, Pdf))
        .File(TnefBytes.Property(0x3707, "../logo.png"), TnefBytes.Property(0x3712, "logo@x"), TnefBytes.Property(0x3701, Picture));

    /// <summary>A mail with one.</summary>
    internal static byte[] Packed => Full.OfMessage(TnefBytes.Property(0x1009, TnefBytes.Rtf(@"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}Caf\'e9 \u8364 ?}"))).InMail();

    [Theory]
    [InlineData("application/ms-tnef")]
    [InlineData("application/vnd.ms-tnef")]
    [InlineData("application/octet-stream")]
    public void Files_come_out_with_name_type_and_bytes_in_place_of_the_package(string type)
    {
        var mail = MailReader.Read(Full.InMail("Hello", type));

        Assert.Equal(["PRICES~1.XLS", Chinese, "logo.png"], mail.Attachments.Select(a => a.Name));
        Assert.Equal(["application/vnd.ms-excel", "application/pdf", "image/png"], mail.Attachments.Select(a => a.ContentType));
        Assert.Equal([Picture, Pdf, Picture], mail.Attachments.Select(a => a.ToArray()));
        Assert.Equal([(false, null), (false, null), (true, "logo@x")], mail.Attachments.Select(a => (a.IsInline, a.ContentId)));
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public void Its_text_is_taken_only_when_the_mail_has_no_other()
    {
        var own = MailReader.Read(Full.InMail("Hello"));
        var none = MailReader.Read(Full.InMail());

        Assert.Equal(("Hello", null), (own.Text, own.Html));
        Assert.Equal(("Dear \u73ED\u957F,", "<p>Dear \u73ED\u957F,</p>"), (none.Text.Trim(), none.Html));
    }

    [Fact]
    public void The_structure_and_the_original_stay_as_they_came()
    {
        var bytes = Full.InMail("Hello");

        var mail = MailReader.Read(bytes);

        Assert.Equal(["text/plain", "application/ms-tnef"], mail.Root.Leaves().Select(l => l.ContentType));
        Assert.Equal(bytes, mail.Original.ToArray());
    }

    [Fact]
    public void Another_reader_finds_the_same_files_and_the_same_rich_text()
    {
        var packed = Full.OfMessage(TnefBytes.Property(0x1009, TnefBytes.Rtf(@"{\rtf1\ansi\ansicpg1252 Caf\'e9}")));
        using var part = new MimeKit.Tnef.TnefPart { Content = new MimeContent(new MemoryStream(packed.ToArray())) };

        var theirs = part.ExtractAttachments().OfType<MimePart>().Where(p => p.FileName is not null).Select(p => (p.FileName, Convert.ToHexString(Content(p)))).ToList();
        var ours = MailReader.Read(packed.InMail("Hello")).Attachments.Select(a => (a.Name, Convert.ToHexString(a.ToArray())));

        Assert.Equal(theirs.Select(t => (Path.GetFileName(t.FileName), t.Item2)), ours!);
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}\f0 Caf\'e9 \{1\}\par two\line three\u8364 ?}", "Caf\u00e9 {1}\ntwo\nthree\u20ac")]
    [InlineData(@"{\rtf1\ansi\ansicpg1252\uc2{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 SimSun;}}\f0 A \f1\'c4\'e3\'ba\'c3\f0  \u20320\'c4\'e3!}", "A \u4f60\u597d \u4f60!")]
    [InlineData(@"{\rtf1\ansi{\*\generator x;}{\info{\author secret}}{\pict 0102}Words only}", "Words only")]
    [InlineData(@"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf \par hidden\htmlrtf0 1 < 2{\*\htmltag72 </p>}{\*\htmltag64 <b>}shown{\*\htmltag72 </b>}}", "1 < 2\n\nshown")]
    public void Rich_text_is_read_as_text(string rtf, string text)
    {
        var mail = MailReader.Read(new TnefBytes().OfMessage(TnefBytes.Property(0x1009, TnefBytes.Rtf(rtf))).InMail());

        Assert.Equal(text, mail.Text.Trim());
        Assert.Empty(mail.Defects);
    }

    [Fact]
    public void Rich_text_made_from_a_page_gives_the_page_back()
    {
        var mail = MailReader.Read(new TnefBytes().OfMessage(TnefBytes.Property(0x1009, TnefBytes.Rtf(@"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf \par hidden\htmlrtf0 1 < 2{\*\htmltag72 </p>}}"))).InMail());

        Assert.Equal("<p>1 &lt; 2</p>", mail.Html);
    }

    [Fact]
    public void Rich_text_that_refers_back_is_expanded_as_another_reader_does()
    {
        // "{\rtf1" stands at the beginning of the ring; then " ab", and six bytes from where "ab" begins: it overtakes itself.
        byte[] body = [0b0001_0001, 0x00, 0x04, .. " ab"u8, 0x0D, 0x64, (byte)'}'];
        byte[] packed = [.. BitConverter.GetBytes(body.Length + 12), .. BitConverter.GetBytes(16), .. "LZFu"u8, 0, 0, 0, 0, .. body];
        var theirs = new MimeKit.Tnef.RtfCompressedToRtf().Flush(packed, 0, packed.Length, out var start, out var length);

        var mail = MailReader.Read(new TnefBytes().OfMessage(TnefBytes.Property(0x1009, packed)).InMail());

        Assert.Equal(@"{\rtf1 abababab}", Encoding.Latin1.GetString(theirs, start, length));
        Assert.Equal("abababab", mail.Text.Trim());
    }

    [Fact]
    public void Plain_text_of_old_programs_is_a_text_too() =>
        Assert.Equal("Line one\nLine two", MailReader.Read(new TnefBytes().Body("Line one\r\nLine two").InMail()).Text.Trim());

    [Fact]
    public void A_message_within_gives_its_text_and_its_files()
    {
        var inner = new TnefBytes().Subject("Inner / matter").Body("Inside").File("A.TXT", "a"u8.ToArray());

        var mail = MailReader.Read(new TnefBytes().File(TnefBytes.Property(0x3001, "Inner matter"), TnefBytes.Message(inner)).InMail("Hello"));

        Assert.Equal(["Inner   matter.txt", "A.TXT"], mail.Attachments.Select(a => a.Name));
        Assert.Equal("Inside", Encoding.UTF8.GetString(mail.Attachments[0].ToArray()));
    }

    [Fact]
    public void An_appointment_is_kept_beside_what_came_out_of_it() =>
        Assert.Equal(["a.txt", "winmail.dat"], MailReader.Read(new TnefBytes().Class("IPM.Microsoft Schedule.MtgReq").File("a.txt", "a"u8.ToArray()).InMail("Hello")).Attachments.Select(a => a.Name));

    [Fact]
    public void Messages_within_each_other_end_at_a_depth_and_many_files_at_a_number()
    {
        var deep = new TnefBytes().File("DEEP.TXT", "x"u8.ToArray());
        for (var i = 0; i < 50; i++)
            deep = new TnefBytes().File(TnefBytes.Property(0x3707, "inner"), TnefBytes.Message(deep));
        var many = new TnefBytes();
        for (var i = 0; i < 2_000; i++)
            many.File("A.TXT", "x"u8.ToArray());

        Assert.Equal("inner", Assert.Single(MailReader.Read(deep.InMail("Hello")).Attachments).Name);
        var files = MailReader.Read(many.InMail("Hello"));
        Assert.Equal((1_001, "winmail.dat"), (files.Attachments.Count, files.Attachments[^1].Name));
        Assert.Contains(files.Defects, d => d.StartsWith("The winmail.dat of part 1.2 is damaged or holds too much", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_one_never_throws_and_stays_an_attachment_unless_all_of_it_came_out()
    {
        var whole = Full.ToArray();
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var damaged = whole[..(i % 3 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var times = random.Next(4); times > 0 && damaged.Length > 0; times--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            var mail = MailReader.Read(TnefBytes.InMail(damaged, "Hello"));

            Assert.StartsWith("Hello", mail.Text, StringComparison.Ordinal);
            if (damaged.Length < whole.Length && mail.Defects.Count > 0)
                Assert.Equal("winmail.dat", mail.Attachments[^1].Name);
        }
    }

    [Fact]
    public void Something_else_under_its_name_is_left_alone()
    {
        var mail = MailReader.Read(TnefBytes.InMail("no such thing"u8.ToArray(), "Hello"));

        Assert.Equal("no such thing", Encoding.UTF8.GetString(Assert.Single(mail.Attachments).ToArray()));
        Assert.NotEmpty(mail.Defects);
    }

    private static byte[] Content(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
