using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace Banzhang.Mail.Servers;

/// <summary>The inbox of an IMAP server (RFC 3501, 9051; IDLE of RFC 2177).</summary>
public sealed class ImapMailbox : IMailbox
{
    private readonly ImapClient _client;
    private readonly IMailFolder _folder;
    private readonly MailServer _server;
    private readonly TimeProvider _clock;

    private ImapMailbox(ImapClient client, IMailFolder folder, MailServer server, TimeProvider clock)
    {
        _client = client;
        _folder = folder;
        _server = server;
        _clock = clock;
    }

    public uint Validity => _folder.UidValidity;

    /// <param name="folder">Name on the server; null for the inbox.</param>
    /// <param name="reached">Hears of each step that went well, in order.</param>
    public static async Task<ImapMailbox> OpenAsync(MailServer server, MailLogin login, string? folder, TimeProvider clock, Action<MailStep>? reached, CancellationToken stop)
    {
        var client = new ImapClient();
        try
        {
            await Talk.ConnectAsync(client, server, reached, stop);
            await Talk.LoginAsync(client, server, login, reached, stop);
            var opened = await Talk.DoAsync(MailStep.Select, server.Patience, async token =>
            {
                var chosen = string.IsNullOrWhiteSpace(folder) ? client.Inbox : await client.GetFolderAsync(folder, token);
                await chosen.OpenAsync(FolderAccess.ReadWrite, token);
                return chosen;
            }, stop);
            if (opened.UidValidity == 0)
                throw new MailServerException(MailStep.Select, MailFaultKind.Nonsense, "The mailbox has no UIDVALIDITY.");
            reached?.Invoke(MailStep.Select);
            return new(client, opened, server, clock);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task<IReadOnlyList<uint>> FindAsync(uint after, DateTimeOffset? since, CancellationToken stop)
    {
        if (after == uint.MaxValue)
            return [];
        SearchQuery query = SearchQuery.Uids(new UniqueIdRange(new UniqueId(after + 1), UniqueId.MaxValue));
        if (since is { } day)
            query = query.And(SearchQuery.DeliveredAfter(day.UtcDateTime.Date.AddDays(-1)));
        var found = await Talk.DoAsync(MailStep.Search, _server.Patience, token => _folder.SearchAsync(query, token), stop);
        // "n:*" names the last mail even when its uid is lower (RFC 3501, 6.4.8).
        return [.. found.Select(uid => uid.Id).Where(uid => uid > after).Distinct().Order()];
    }

    public async Task<IReadOnlyList<MailPlace>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken stop)
    {
        var wanted = uids.Select(uid => new UniqueId(uid)).ToList();
        var found = await Talk.DoAsync(MailStep.Search, _server.Patience, token => _folder.FetchAsync(wanted, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, token), stop);
        var asked = uids.ToHashSet();
        return [.. found.Where(mail => asked.Contains(mail.UniqueId.Id)).DistinctBy(mail => mail.UniqueId.Id).OrderBy(mail => mail.UniqueId.Id).Select(mail => new MailPlace(mail.UniqueId.Id, mail.Size ?? 0, mail.InternalDate))];
    }

    public Task<ReadOnlyMemory<byte>?> ReadAsync(uint uid, long most, CancellationToken stop) => ReadAsync(uid, "", most, stop);

    public Task<ReadOnlyMemory<byte>?> ReadHeaderAsync(uint uid, long most, CancellationToken stop) => ReadAsync(uid, "HEADER", most, stop);

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(uint uid, string section, long most, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = new DownloadWatch(limit, most, _server.Patience);
        try
        {
            // Whole mails may take long; the watch renews the patience with every piece that arrives.
            using var stream = await Talk.DoAsync(MailStep.Read, TimeSpan.FromHours(1), token => _folder.GetStreamAsync(new UniqueId(uid), section, token, watch), limit.Token);
            if (stream.Length > most)
                throw TooLarge(most);
            var bytes = new byte[stream.Length];
            stream.Position = 0;
            await stream.ReadExactlyAsync(bytes, stop);
            return bytes;
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw watch.IsTooLarge ? TooLarge(most) : new MailServerException(MailStep.Read, MailFaultKind.Stalled, $"Nothing arrived for {_server.Patience.TotalSeconds:0} s.");
        }
    }

    public async Task MarkSeenAsync(IReadOnlyList<uint> uids, CancellationToken stop)
    {
        // A mailbox that may only be read is read all the same.
        if (_folder.Access != FolderAccess.ReadWrite)
            return;
        try
        {
            await Talk.DoAsync(MailStep.Search, _server.Patience, async token =>
            {
                await _folder.AddFlagsAsync([.. uids.Select(uid => new UniqueId(uid))], MessageFlags.Seen, silent: true, token);
                return true;
            }, stop);
        }
        catch (MailServerException fault) when (fault.Kind == MailFaultKind.Refused)
        {
            // The mark is a courtesy to whoever looks into the mailbox besides us; what was read is known by its uid.
        }
    }

    public async Task WaitAsync(TimeSpan most, TimeSpan pause, CancellationToken stop)
    {
        if (!_client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(pause, _clock, stop);
            await Talk.DoAsync(MailStep.Search, _server.Patience, async token =>
            {
                await _client.NoOpAsync(token);
                return true;
            }, stop);
            return;
        }
        using var done = new CancellationTokenSource(most, _clock);
        void Wake(object? sender, EventArgs told) => done.Cancel();
        _folder.CountChanged += Wake;
        try
        {
            await Talk.DoAsync(MailStep.Search, most + _server.Patience, async token =>
            {
                await _client.IdleAsync(done.Token, token);
                return true;
            }, stop);
        }
        finally
        {
            _folder.CountChanged -= Wake;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), _clock);
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ProtocolException or CommandException or InvalidOperationException)
        {
            // It is being left anyway.
        }
        _client.Dispose();
    }

    private static MailServerException TooLarge(long most) => new(MailStep.Read, MailFaultKind.TooLarge, $"The mail is longer than {most} bytes.");

    /// <summary>Ends a download that stands still or grows beyond what is allowed.</summary>
    private sealed class DownloadWatch : ITransferProgress
    {
        private readonly CancellationTokenSource _limit;
        private readonly TimeSpan _patience;
        private readonly long _most;

        public DownloadWatch(CancellationTokenSource limit, long most, TimeSpan patience)
        {
            _limit = limit;
            _most = most;
            _patience = patience;
            limit.CancelAfter(patience);
        }

        public bool IsTooLarge { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Report(Math.Max(bytesTransferred, totalSize));

        public void Report(long bytesTransferred)
        {
            if (bytesTransferred > _most)
            {
                IsTooLarge = true;
                _limit.Cancel();
            }
            else
            {
                _limit.CancelAfter(_patience);
            }
        }
    }
}
