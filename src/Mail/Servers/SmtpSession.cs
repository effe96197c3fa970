using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Banzhang.Mail.Servers;

/// <param name="From">Where bounces go.</param>
/// <param name="Mark">Comes back in a report of failure (ENVID of RFC 3461); letters and digits.</param>
public sealed record MailEnvelope(string From, IReadOnlyList<string> To, string Mark);

/// <summary>A connection that takes mails for delivery. Every fault is a <see cref="MailServerException"/>.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>Returns what the server said when it took the mail over; from then on it answers for it.</summary>
    /// <param name="mail">A whole mail as <see cref="Writing.MailWriter"/> makes it.</param>
    Task<string> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken stop);
}

/// <summary>Submission to an SMTP server (RFC 5321, 6409; reports of failure by RFC 3461).</summary>
public sealed class SmtpSession : IMailSession
{
    private readonly Client _client;
    private readonly MailServer _server;

    private SmtpSession(Client client, MailServer server)
    {
        _client = client;
        _server = server;
    }

    /// <param name="login">Null for a server that knows its senders by their address.</param>
    /// <param name="reached">Hears of each step that went well, in order.</param>
    public static async Task<SmtpSession> OpenAsync(MailServer server, MailLogin? login, Action<MailStep>? reached, CancellationToken stop)
    {
        var client = new Client();
        try
        {
            await Talk.ConnectAsync(client, server, reached, stop);
            if (login is not null)
                await Talk.LoginAsync(client, server, login, reached, stop);
            return new(client, server);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task<string> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken stop)
    {
        using var content = new MemoryStream(mail.ToArray(), writable: false);
        using var message = await MimeMessage.LoadAsync(content, stop);
        _client.Mark = envelope.Mark;
        _client.Foremost = envelope.To[0];
        return await Talk.DoAsync(MailStep.Content, _server.Patience * 5, token =>
            _client.SendAsync(message, MailboxAddress.Parse(envelope.From), envelope.To.Select(MailboxAddress.Parse), token), stop);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ProtocolException or CommandException or InvalidOperationException)
        {
            // It is being left anyway.
        }
        _client.Dispose();
    }

    private sealed class Client : SmtpClient
    {
        public string Mark { get; set; } = "";

        /// <summary>Who must get it; a refused copy does not keep it from them.</summary>
        public string Foremost { get; set; } = "";

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            if (mailbox.Address.Equals(Foremost, StringComparison.OrdinalIgnoreCase))
                base.OnRecipientNotAccepted(message, mailbox, response);
        }

        protected override string GetEnvelopeId(MimeMessage message) => Mark;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => DeliveryStatusNotification.Failure;
    }
}
