using System.Buffers;
using Banzhang.Mail.Bodies;
using Banzhang.Mail.Headers;

namespace Banzhang.Mail;

/// <summary>A node of a mail's structure (RFC 2045 to 2049): a leaf with content, a multipart with children, or a mail within the mail.</summary>
public sealed class MailPart
{
    internal MailPart(string path, HeaderBlock headers, Parameters type, Parameters disposition, TransferEncoding encoding, ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> body)
    {
        Path = path;
        Headers = headers;
        TypeField = type;
        Encoding = encoding;
        Raw = raw;
        Body = body;
        ContentType = type.Value;
        Disposition = disposition.Value.Length == 0 ? null : disposition.Value;
        FileName = Blank(disposition["filename"]) ?? Blank(type["name"]);
        Charset = Blank(type["charset"]);
        ContentId = Blank(headers.Text("Content-ID")?.Trim('<', '>', ' '));
    }

    /// <summary>Position in the tree: the mail itself is 1, its second part 1.2.</summary>
    public string Path { get; }

    /// <summary>Type and subtype in lower case; <c>text/plain</c> when none is stated or it cannot be read.</summary>
    public string ContentType { get; }

    /// <summary><c>attachment</c>, <c>inline</c>, another word, or null.</summary>
    public string? Disposition { get; }

    /// <summary>Decoded, as written: may hold a path; never use it as one.</summary>
    public string? FileName { get; }

    /// <summary>As the mail names it.</summary>
    public string? Charset { get; }

    /// <summary>Without angle brackets.</summary>
    public string? ContentId { get; }

    /// <summary>Parts of a multipart; the one mail within a <c>message/rfc822</c>; empty for leaves.</summary>
    public IReadOnlyList<MailPart> Children { get; internal set; } = [];

    public bool IsMultipart => ContentType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Header and body as they stand in the mail.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The body as it stands in the mail, still encoded.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    internal HeaderBlock Headers { get; }

    internal Parameters TypeField { get; }

    internal TransferEncoding Encoding { get; }

    internal bool IsText => ContentType.StartsWith("text/", StringComparison.Ordinal);

    /// <summary>The leaves below in order; a mail within the mail is opened.</summary>
    public IEnumerable<MailPart> Leaves()
    {
        var open = new Stack<MailPart>([this]);
        while (open.TryPop(out var part))
        {
            if (part.Children.Count == 0)
                yield return part;
            for (var i = part.Children.Count - 1; i >= 0; i--)
                open.Push(part.Children[i]);
        }
    }

    /// <summary>Writes the decoded content; returns false when its encoding was damaged, having written what could be read.</summary>
    public bool CopyTo(IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return TransferEncodings.Decode(Encoding, Body.Span, target);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
