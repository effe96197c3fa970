namespace Banzhang.Mail.Servers;

/// <param name="Uid">Rises within one <see cref="IMailbox.Validity"/>; never given twice in it.</param>
/// <param name="Bytes">As the server states it: not to be trusted.</param>
/// <param name="ArrivedAt">When the server took it in; null when it does not say.</param>
public sealed record MailPlace(uint Uid, long Bytes, DateTimeOffset? ArrivedAt);

/// <summary>An open mailbox on a server. Every fault is a <see cref="MailServerException"/>; after one the mailbox is closed and opened again.</summary>
public interface IMailbox : IAsyncDisposable
{
    /// <summary>Another value than last time: all uids known so far mean nothing any more (RFC 3501, 2.3.1.1).</summary>
    uint Validity { get; }

    /// <summary>Uids above <paramref name="after"/>, rising; with <paramref name="since"/> those that arrived on its day or later.</summary>
    Task<IReadOnlyList<uint>> FindAsync(uint after, DateTimeOffset? since, CancellationToken stop);

    /// <summary>Those of the uids that are still there, rising.</summary>
    Task<IReadOnlyList<MailPlace>> DescribeAsync(IReadOnlyList<uint> uids, CancellationToken stop);

    /// <summary>The whole mail as the server keeps it, unmarked; null when it is gone.</summary>
    /// <param name="most">Bytes; a longer one is <see cref="MailFaultKind.TooLarge"/>, whatever size was stated.</param>
    Task<ReadOnlyMemory<byte>?> ReadAsync(uint uid, long most, CancellationToken stop);

    /// <summary>Only its header, of which at most <paramref name="most"/> bytes.</summary>
    Task<ReadOnlyMemory<byte>?> ReadHeaderAsync(uint uid, long most, CancellationToken stop);

    Task MarkSeenAsync(IReadOnlyList<uint> uids, CancellationToken stop);

    /// <summary>Returns when the server tells of something new, or after <paramref name="most"/>; where the server cannot tell (no IDLE), after <paramref name="pause"/>.</summary>
    Task WaitAsync(TimeSpan most, TimeSpan pause, CancellationToken stop);
}
