using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Banzhang.Mail.Servers;

/// <summary>What both protocols have in common: reaching the server step by step, recognising it, signing in, and naming what failed.</summary>
internal static class Talk
{
    public static async Task ConnectAsync(MailService client, MailServer server, Action<MailStep>? reached, CancellationToken stop)
    {
        var addresses = await DoAsync(MailStep.Resolve, server.Patience, token => Dns.GetHostAddressesAsync(server.Host, token), stop);
        reached?.Invoke(MailStep.Resolve);
        var socket = await DoAsync(MailStep.Connect, server.Patience, token => ReachAsync(addresses, server.Port, token), stop);
        reached?.Invoke(MailStep.Connect);
        string? seen = null;
        var wrong = "";
        client.CheckCertificateRevocation = false; // as the framework's own HTTP client: a list that cannot be reached must not stop the mail
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            seen = certificate is null ? null : Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));
            wrong = Describe(certificate, chain, errors);
            return server.Fingerprint is { Length: > 0 } pinned ? string.Equals(Plain(pinned), seen, StringComparison.OrdinalIgnoreCase) : errors == SslPolicyErrors.None;
        };
        try
        {
            await DoAsync(MailStep.Greeting, server.Patience, async token =>
            {
                await client.ConnectAsync(socket, server.Host, server.Port, server.Encryption switch
                {
                    Encryption.None => SecureSocketOptions.None,
                    Encryption.StartTls => SecureSocketOptions.StartTls,
                    Encryption.Tls => SecureSocketOptions.SslOnConnect,
                }, token);
                return true;
            }, stop);
        }
        catch (MailServerException fault) when (fault.Step == MailStep.Encrypt && seen is not null && fault.Kind != MailFaultKind.Stalled)
        {
            throw new MailServerException(MailStep.Certificate, MailFaultKind.Refused, wrong.Length > 0 ? wrong : "It is not the certificate that was pinned.", fault) { Fingerprint = seen };
        }
        finally
        {
            if (!client.IsConnected)
                socket.Dispose();
        }
        if (server.Encryption != Encryption.None)
            reached?.Invoke(MailStep.Certificate);
        reached?.Invoke(MailStep.Greeting);
    }

    public static async Task LoginAsync(MailService client, MailServer server, MailLogin login, Action<MailStep>? reached, CancellationToken stop)
    {
        await DoAsync(MailStep.Login, server.Patience, async token =>
        {
            if (login.IsToken)
                await client.AuthenticateAsync(new SaslMechanismOAuth2(login.User, login.Secret), token);
            else
                await client.AuthenticateAsync(login.User, login.Secret, token);
            return true;
        }, stop);
        reached?.Invoke(MailStep.Login);
    }

    /// <summary>Runs one step within the patience; whatever goes wrong leaves as a <see cref="MailServerException"/>.</summary>
    public static async Task<T> DoAsync<T>(MailStep step, TimeSpan patience, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            return await work(limit.Token);
        }
        catch (OperationCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new MailServerException(step, MailFaultKind.Stalled, $"No answer within {patience.TotalSeconds:0} s.", fault);
        }
        catch (Exception fault) when (Named(step, fault) is { } named)
        {
            throw named;
        }
    }

    private static MailServerException? Named(MailStep step, Exception fault) => fault switch
    {
        SslHandshakeException => new(MailStep.Encrypt, MailFaultKind.Refused, fault.InnerException?.Message ?? FirstLine(fault.Message), fault),
        NotSupportedException when step == MailStep.Greeting => new(MailStep.Encrypt, MailFaultKind.Refused, fault.Message, fault),
        MailKit.Security.AuthenticationException or SaslException => new(MailStep.Login, MailFaultKind.Refused, fault.Message, fault),
        ImapCommandException { Response: ImapCommandResponse.Bad } => new(step, MailFaultKind.Nonsense, fault.Message, fault),
        ImapCommandException command => new(step, MailFaultKind.Refused, command.ResponseText is { Length: > 0 } text ? text : fault.Message, fault),
        SmtpCommandException command => new(StepOf(command, step), (int)command.StatusCode < 500 ? MailFaultKind.Postponed : MailFaultKind.Refused, $"{(int)command.StatusCode} {command.Message}", fault),
        // A server that closes while it greets, signs in or answers is not there; one that says something unheard of talks nonsense.
        ProtocolException when fault.InnerException is IOException or SocketException => new(step, MailFaultKind.Unreachable, fault.Message, fault),
        ProtocolException when fault.Message.Contains("disconnect", StringComparison.OrdinalIgnoreCase) => new(step, MailFaultKind.Unreachable, fault.Message, fault),
        ProtocolException or FormatException or ArgumentException or OverflowException or IndexOutOfRangeException => new(step, MailFaultKind.Nonsense, fault.Message, fault),
        NotSupportedException when step == MailStep.Login => new(MailStep.Login, MailFaultKind.Refused, fault.Message, fault),
        FolderNotOpenException => new(step, MailFaultKind.Nonsense, fault.Message, fault),
        FolderNotFoundException => new(MailStep.Select, MailFaultKind.Refused, fault.Message, fault),
        SocketException or IOException or ServiceNotConnectedException or ObjectDisposedException => new(step, MailFaultKind.Unreachable, fault.Message, fault),
        ServiceNotAuthenticatedException => new(MailStep.Login, MailFaultKind.Refused, fault.Message, fault),
        _ => null,
    };

    private static MailStep StepOf(SmtpCommandException command, MailStep step) => command.ErrorCode switch
    {
        SmtpErrorCode.SenderNotAccepted => MailStep.Sender,
        SmtpErrorCode.RecipientNotAccepted => MailStep.Recipient,
        SmtpErrorCode.MessageNotAccepted => MailStep.Content,
        SmtpErrorCode.UnexpectedStatusCode => step,
    };

    private static async Task<Socket> ReachAsync(IPAddress[] addresses, int port, CancellationToken stop)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), stop);
                return socket;
            }
            catch (SocketException fault)
            {
                last = fault;
                socket.Dispose();
            }
        }
        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return "";
        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            reasons.Add("The server showed no certificate.");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add($"It is made out for another name ({certificate?.Subject}).");
        reasons.AddRange(chain?.ChainStatus.Where(status => status.Status != X509ChainStatusFlags.NoError).Select(status => status.StatusInformation.Trim()).Distinct() ?? []);
        return string.Join(' ', reasons);
    }

    private static string Plain(string fingerprint) => fingerprint.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static string FirstLine(string text) => text.Split('\n', 2)[0];
}
