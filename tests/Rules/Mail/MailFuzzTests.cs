using System.Diagnostics;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Fixtures damaged at random, from a fixed seed: whatever the bytes, the reader returns, in time, with the original untouched.</summary>
public class MailFuzzTests
{
    private const int Mails = 100_000;

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
    public void No_damage_makes_the_reader_throw_or_hang()
    {
        var random = new Random(20251);
        var seeds = MailFixture.Names.Select(MailFixture.Bytes).ToArray();
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Mails; i++)
        {
            var mail = Damage(random, seeds);
            var copy = mail.ToArray();
            var watch = Stopwatch.StartNew();

            var read = MailReader.Read(mail);
            if (i % 16 == 0)
                MailJson.Write(read);

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.True(mail.AsSpan().SequenceEqual(copy), $"mail {i} was changed");
        }
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"the slowest took {slowest}");
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
