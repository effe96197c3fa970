using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>
/// Fixtures damaged at random, from a fixed seed: whatever the bytes, the reader returns, with the original untouched, and no reading allocates more than 64 MB. Counted is
/// all that the thread allocates while it reads, kept or not: an upper bound of what one reading can hold at once, and the same on every run.
/// </summary>
public class MailFuzzTests
{
    private const int Mails = 100_000;
    private const long Most = 64L * 1024 * 1024;

    private static readonly byte[][] InvitationAndSealed =
    [
        .. new[]
        {
            "From: a@b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Asia/Shanghai:20261112T140000\nDURATION:PT1H\nSUMMARY:x\\, y\n z\nEND:VEVENT\nEND:VCALENDAR\n",
            "From: a@b\nContent-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\nMDcGCSqGSIb3DQEHAqAqMCgCAQExADAhBgkqhkiG9w0BBwGgFAQSQ29udGVudC1UeXBlOiBhCgpi\n",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] Marks =
    [
        .. new[]
        {
            "=?", "?=", "=?gb2312?B?", "--", "--b1", "\r\n\r\n", "\n\n", "Content-Type: ", "Content-Type: multipart/mixed; boundary=b1\r\n\r\n", "message/rfc822",
            "boundary=", "charset=", "charset=utf-16", "charset=iso-2022-jp", "format=flowed", "base64", "x-uuencode", "begin 644 a\n", "=", "=\n", "<", ">", "\"", "(", ";", ",", ":", "*0*=", "%E4", "<blockquote>", "wrote:\n", "> ", "\e$B", "~{", "Date: ", "\0",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
        [0xFF, 0xFE], [0x81, 0x30, 0x81, 0x30], [0xE4, 0xB8],
    ];

    [Fact]
    public void No_damage_makes_the_reader_throw_or_take_much_memory()
    {
        var random = new Random(20251);
        byte[][] seeds = [.. MailFixture.Names.Select(MailFixture.Bytes), TnefTests.Packed, .. InvitationAndSealed];
        var (greediest, greediestMail) = (0L, 0);
        for (var i = 0; i < Mails; i++)
        {
            var mail = Damage(random, seeds);
            var copy = mail.ToArray();
            var before = GC.GetAllocatedBytesForCurrentThread();

            var read = MailReader.Read(mail);
            if (i % 16 == 0)
                MailJson.Write(read);

            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            (greediest, greediestMail) = taken > greediest ? (taken, i) : (greediest, greediestMail);
            Assert.True(mail.AsSpan().SequenceEqual(copy), $"mail {i} was changed");
        }
        Assert.True(greediest <= Most, $"mail {greediestMail} took {greediest} bytes");
        TestContext.Current.TestOutputHelper?.WriteLine($"At most {greediest} bytes, for mail {greediestMail}.");
    }

    private static byte[] Damage(Random random, byte[][] seeds)
    {
        var mail = new List<byte>(seeds[random.Next(seeds.Length)]);
        for (var times = random.Next(1, 6); times > 0 && mail.Count > 0; times--)
        {
            var at = random.Next(mail.Count);
            var length = Math.Min(random.Next(1, 200), mail.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    mail[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mail.RemoveRange(at, length);
                    break;
                case 2:
                    mail.InsertRange(at, mail.GetRange(random.Next(mail.Count - length + 1), length));
                    break;
                case 3:
                    mail.InsertRange(at, Marks[random.Next(Marks.Length)]);
                    break;
                case 4:
                    mail.RemoveRange(at, mail.Count - at);
                    break;
                case 5:
                    var other = seeds[random.Next(seeds.Length)];
                    mail.InsertRange(at, other.AsSpan(random.Next(other.Length)));
                    break;
                default:
                    mail.InsertRange(at, Enumerable.Repeat(mail[at], random.Next(1, 300)));
                    break;
            }
        }
        return [.. mail];
    }
}
