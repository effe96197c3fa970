using System.Globalization;
using Banzhang.Mail.Servers;
using MailKit.Net.Imap;
using MailKit.Search;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The real mail servers that ./test starts: any user of shop.test and customer.test exists.</summary>
public static class MailWorld
{
    private static int _boxes;

    public static int ImapPort => Number(Imap["port"]);

    public static int ImapsPort => Number(Imap["tls"]);

    public static string Fingerprint => Imap["fingerprint"];

    public static string Password => Imap["password"];

    private static Dictionary<string, string> Imap => Read("BANZHANG_TEST_IMAP");

    private static Dictionary<string, string> Smtp => Read("BANZHANG_TEST_SMTP");

    /// <summary>Skips the test, with the reason on its line, where Postfix cannot run.</summary>
    public static int SmtpPort()
    {
        Assert.SkipWhen(Smtp.ContainsKey("none"), Smtp.GetValueOrDefault("none", ""));
        return Number(Smtp["port"]);
    }

    /// <summary>An address nobody has used yet.</summary>
    public static string Address(string name, string domain = "shop.test") =>
        string.Create(CultureInfo.InvariantCulture, $"{name}{Interlocked.Increment(ref _boxes)}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@{domain}");

    /// <summary>By a real submission, as a customer's program does.</summary>
    public static async Task SendAsync(string from, string to, string mail, CancellationToken stop)
    {
        await using var session = await SmtpSession.OpenAsync(new("127.0.0.1", SmtpPort(), Encryption.StartTls, Fingerprint), new(from, Password), null, stop);
        await session.SendAsync(new(from, [to], "1"), System.Text.Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), stop);
    }

    /// <summary>Laid into the mailbox as it stands.</summary>
    public static async Task PutAsync(string address, IEnumerable<string> mails, CancellationToken stop)
    {
        using var client = await OpenAsync(address, stop);
        foreach (var mail in mails)
        {
            using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
            using var message = await MimeKit.MimeMessage.LoadAsync(bytes, stop);
            await client.Inbox.AppendAsync(new MailKit.AppendRequest(message, MailKit.MessageFlags.None), stop);
        }

        await client.DisconnectAsync(true, stop);
    }

    /// <summary>What lies in the mailbox, oldest first, once there are that many; fails after twenty seconds.</summary>
    public static async Task<IReadOnlyList<MimeKit.MimeMessage>> ReadAsync(string address, int least, CancellationToken stop)
    {
        using var client = await OpenAsync(address, stop);
        for (var i = 0; i < 200; i++)
        {
            await client.Inbox.OpenAsync(MailKit.FolderAccess.ReadOnly, stop);
            var uids = await client.Inbox.SearchAsync(SearchQuery.All, stop);
            if (uids.Count >= least)
            {
                var read = new List<MimeKit.MimeMessage>();
                foreach (var uid in uids)
                {
                    read.Add(await client.Inbox.GetMessageAsync(uid, stop));
                }

                return read;
            }

            await client.Inbox.CloseAsync(false, stop);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }

        throw new InvalidOperationException($"{address} did not get {least} mails.");
    }

    private static async Task<ImapClient> OpenAsync(string address, CancellationToken stop)
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", ImapPort, MailKit.Security.SecureSocketOptions.None, stop);
        await client.AuthenticateAsync(address, Password, stop);
        return client;
    }

    private static Dictionary<string, string> Read(string name) =>
        (Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.\nMaybe run ./test, which starts temporary mail servers."))
            .Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
