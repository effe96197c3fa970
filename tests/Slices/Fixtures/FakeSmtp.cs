using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>A server that takes mails for delivery, as wrong as a test wants it. Steps are greeting, EHLO, AUTH, MAIL, RCPT, DATA, content (in its middle) and dot (after it).</summary>
public sealed class FakeSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public FakeSmtp()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Said at a step instead of yes.</summary>
    public Dictionary<string, string> Says { get; } = [];

    /// <summary>The step at which it falls silent; empty for none.</summary>
    public string StallsAt { get; set; } = "";

    /// <summary>The step at which it closes the connection without a word; empty for none.</summary>
    public string HangsUpAt { get; set; } = "";

    /// <summary>Whole mails it got, whether or not it said yes to them.</summary>
    public List<string> Mails { get; } = [];

    /// <summary>What logins said of themselves.</summary>
    public List<string> Logins { get; } = [];

    /// <summary>Tokens it would not have.</summary>
    public HashSet<string> RefusedTokens { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                if (!await AnswerAsync(stream, "greeting", "220 fake ready"))
                {
                    return;
                }

                while (await reader.ReadLineAsync(_stop.Token) is { } line && await StepAsync(stream, reader, line))
                {
                    // The next command.
                }
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side, or the test, is done.
        }
    }

    private async Task<bool> StepAsync(NetworkStream stream, StreamReader reader, string line)
    {
        var command = line.Split(' ', 2)[0].ToUpperInvariant();
        switch (command)
        {
            case "EHLO" or "HELO":
                return await AnswerAsync(stream, "EHLO", "250-fake\r\n250-AUTH PLAIN XOAUTH2\r\n250 DSN");
            case "AUTH":
                var said = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1]));
                Logins.Add(said);
                return await AnswerAsync(stream, "AUTH", RefusedTokens.Any(t => said.Contains($"Bearer {t}\u0001", StringComparison.Ordinal)) ? "535 5.7.8 the token is not valid" : "235 welcome");
            case "MAIL" or "RCPT" or "RSET" or "NOOP":
                return await AnswerAsync(stream, command, "250 fine");
            case "DATA":
                return await AnswerAsync(stream, "DATA", "354 go on") && (Says.ContainsKey("DATA") || await ContentAsync(stream, reader));
            case "QUIT":
                await SayAsync(stream, "221 bye");
                return false;
            default:
                await SayAsync(stream, "502 what?");
                return true;
        }
    }

    private async Task<bool> ContentAsync(NetworkStream stream, StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            if (HangsUpAt == "content")
            {
                return false;
            }
        }

        Mails.Add(mail.ToString());
        return await AnswerAsync(stream, "dot", string.Create(CultureInfo.InvariantCulture, $"250 taken as {Mails.Count}"));
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string step, string yes)
    {
        if (StallsAt == step)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
        }

        if (HangsUpAt == step)
        {
            return false;
        }

        await SayAsync(stream, Says.GetValueOrDefault(step, yes));
        return true;
    }

    private Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token).AsTask();
}
