namespace Banzhang.Mail;

/// <summary>A mail as people and the desk need it. What could not be read is named in <see cref="Defects"/>; the original is untouched.</summary>
public sealed record MailMessage
{
    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Original { get; init; }

    /// <summary>Structure of the mail.</summary>
    public required MailPart Root { get; init; }

    /// <summary>With angle brackets, unless the sender wrote none; null when missing.</summary>
    public string? MessageId { get; init; }

    /// <summary>The last id of In-Reply-To (old programs put the author's address before it), with angle brackets; null when missing.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Ids from the oldest to the parent, with angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<MailAddress> From { get; init; } = [];

    public IReadOnlyList<MailAddress> To { get; init; } = [];

    public IReadOnlyList<MailAddress> Cc { get; init; } = [];

    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    /// <summary>Decoded, unfolded, runs of blanks as one; empty when missing.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When the sender says it was written, with the sender's offset; null when missing or unreadable.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Text for reading: the text parts in order, HTML converted where there is no text part. Lines end in LF.</summary>
    public string Text { get; init; } = "";

    /// <summary>The HTML part or parts as sent, decoded, NOT safe to show unsanitised; null when there is none.</summary>
    public string? Html { get; init; }

    /// <summary>What the writer wrote this time: text without quoted history and signature.</summary>
    public string VisibleText { get; init; } = "";

    /// <summary>Sent by a machine (RFC 3834): must not be answered by one.</summary>
    public bool AutoSubmitted { get; init; }

    /// <summary>A machine's answer (out of office, received, returned): nobody asks for anything. Narrower than <see cref="AutoSubmitted"/>: a list or a form on a page sends by machine what a person wrote.</summary>
    public bool IsAutomaticReply { get; init; }

    /// <summary>Its subject is one by which autoresponders are known; a person may write the same.</summary>
    public bool HasAutomaticSubject { get; init; }

    /// <summary>What was not delivered, or not yet, when this mail says so; else null.</summary>
    public MailBounce? Bounce { get; init; }

    public MailProtection Protection { get; init; }

    /// <summary>The first appointment it carries; it is an attachment too. Null for none.</summary>
    public MailInvitation? Invitation { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>What was wrong, in English sentences, at most 100.</summary>
    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>All values of a header field in order, decoded.</summary>
    public IEnumerable<string> Header(string name) => Root.Headers.Texts(name).Select(Headers.EncodedWords.Decode);
}

/// <summary>A report that a mail was not delivered, or not yet.</summary>
/// <param name="IsFinal">False when delivery is still being tried: a notice of delay.</param>
/// <param name="Recipients">Addresses that failed, as far as the report names them.</param>
/// <param name="Status">Enhanced status code such as 5.1.1 (RFC 3463); null when not named.</param>
/// <param name="Diagnostic">What the other server said; null when not named.</param>
/// <param name="OriginalMessageId">Id of the mail that failed, with angle brackets; null when the report does not hold it.</param>
public sealed record MailBounce(bool IsFinal, IReadOnlyList<string> Recipients, string? Status, string? Diagnostic, string? OriginalMessageId);
