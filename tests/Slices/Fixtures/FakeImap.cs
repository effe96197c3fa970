using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>A mail server on a bad day: just enough IMAP to be asked, and as wrong as a test wants it.</summary>
public sealed class FakeImap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public FakeImap()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Greeting { get; set; } = "* OK [CAPABILITY IMAP4rev1] ready";

    public long Validity { get; set; } = 7;

    /// <summary>By uid.</summary>
    public SortedDictionary<uint, string> Mails { get; } = [];

    public bool RefusesLogins { get; set; }

    public int Logins { get; private set; }

    /// <summary>What the last login said of itself.</summary>
    public string LastLogin { get; private set; } = "";

    /// <summary>Uid of the mail in whose middle it falls silent; 0 for none.</summary>
    public uint StallsAt { get; set; }

    /// <summary>Ends the silence; null keeps it for good.</summary>
    public TaskCompletionSource? Silence { get; set; }

    /// <summary>Done once it fell silent.</summary>
    public TaskCompletionSource FellSilent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Uid of the mail in whose middle it hangs up; 0 for none.</summary>
    public uint HangsUpAt { get; set; }

    /// <summary>Uid of the mail it says yes to and does not give; 0 for none.</summary>
    public uint WithholdsAt { get; set; }

    /// <summary>When each mail arrived, by uid; else 2026-11-12 06:40 UTC.</summary>
    public Dictionary<uint, DateTimeOffset> ArrivedAt { get; } = [];

    public bool RefusesFlags { get; set; }

    /// <summary>Said to be the size of every mail; null tells the truth.</summary>
    public int? StatedSize { get; set; }

    /// <summary>Said instead of the answer to SEARCH.</summary>
    public string? Nonsense { get; set; }

    public void Put(uint uid, string mail) => Mails[uid] = mail.ReplaceLineEndings("\r\n");

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
                await SayAsync(stream, Greeting);
                while (await reader.ReadLineAsync(_stop.Token) is { } line)
                {
                    var words = line.Split(' ', 3);
                    if (!await AnswerAsync(stream, words[0], words.Length > 1 ? words[1].ToUpperInvariant() : "", words.Length > 2 ? words[2] : ""))
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side, or the test, is done.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string tag, string command, string rest)
    {
        switch (command)
        {
            case "CAPABILITY":
                await SayAsync(stream, "* CAPABILITY IMAP4rev1");
                break;
            case "LOGIN" or "AUTHENTICATE":
                Logins++;
                LastLogin = rest;
                if (RefusesLogins)
                {
                    await SayAsync(stream, $"{tag} NO [AUTHENTICATIONFAILED] wrong password");
                    return true;
                }

                break;
            case "LIST":
                await SayAsync(stream, rest.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\"" : "* LIST () \"/\" INBOX");
                break;
            case "SELECT":
                await SayAsync(stream, string.Create(CultureInfo.InvariantCulture, $"* {Mails.Count} EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY {Validity}]\r\n* OK [UIDNEXT {(Mails.Count == 0 ? 1 : Mails.Keys.Max() + 1)}]"));
                break;
            case "UID" when rest.StartsWith("SEARCH", StringComparison.Ordinal):
                await SayAsync(stream, Nonsense ?? $"* SEARCH {string.Join(' ', Mails.Keys.Where(uid => uid >= First(rest["SEARCH UID ".Length..])))}");
                break;
            case "UID" when rest.StartsWith("STORE", StringComparison.Ordinal) && RefusesFlags:
                await SayAsync(stream, $"{tag} NO not allowed");
                return true;
            case "UID" when rest.StartsWith("FETCH", StringComparison.Ordinal):
                return await FetchAsync(stream, tag, rest["FETCH ".Length..]);
            case "LOGOUT":
                await SayAsync(stream, $"* BYE\r\n{tag} OK bye");
                return false;
        }

        await SayAsync(stream, command == "SELECT" ? $"{tag} OK [READ-WRITE] done" : $"{tag} OK done");
        return true;
    }

    private async Task<bool> FetchAsync(NetworkStream stream, string tag, string rest)
    {
        var wanted = Uids(rest.Split(' ')[0]);
        foreach (var (uid, mail) in Mails.Where(m => wanted.Contains(m.Key)).ToList())
        {
            var place = Mails.Keys.ToList().IndexOf(uid) + 1;
            if (!rest.Contains("BODY", StringComparison.Ordinal))
            {
                await SayAsync(stream, string.Create(CultureInfo.InvariantCulture, $"* {place} FETCH (UID {uid} RFC822.SIZE {StatedSize ?? Encoding.UTF8.GetByteCount(mail)} INTERNALDATE \"{ArrivedAt.GetValueOrDefault(uid, new(2026, 11, 12, 6, 40, 0, TimeSpan.Zero)):dd-MMM-yyyy HH:mm:ss} +0000\")"));
                continue;
            }

            if (uid == WithholdsAt)
            {
                continue;
            }

            var section = rest.Contains("[HEADER]", StringComparison.Ordinal) ? "HEADER" : "";
            var bytes = Encoding.UTF8.GetBytes(section.Length == 0 ? mail : mail[..(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)]);
            var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"* {place} FETCH (UID {uid} BODY[{section}] {{{bytes.Length}}}\r\n"));
            await stream.WriteAsync(head, _stop.Token);
            if (uid == StallsAt || uid == HangsUpAt)
            {
                await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), _stop.Token);
                if (uid == HangsUpAt)
                {
                    return false;
                }

                FellSilent.TrySetResult();
                await (Silence?.Task ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token)).WaitAsync(_stop.Token);
                bytes = bytes[(bytes.Length / 2)..];
            }

            await stream.WriteAsync(bytes, _stop.Token);
            await SayAsync(stream, ")");
        }

        await SayAsync(stream, $"{tag} OK done");
        return true;
    }

    private HashSet<uint> Uids(string set) =>
        [.. set.Split(',').SelectMany(part => part.Split(':') is [var from, var to] ? Mails.Keys.Where(uid => uid >= First(from) && uid <= First(to)) : [First(part)])];

    private static uint First(string text)
    {
        var digits = new string([.. text.TakeWhile(char.IsAsciiDigit)]);
        return digits.Length == 0 ? uint.MaxValue : uint.Parse(digits, CultureInfo.InvariantCulture);
    }

    private Task SayAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), _stop.Token).AsTask();
}
