using System.Buffers;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail;

/// <summary>A file of a mail. Its content is decoded when asked for and never kept.</summary>
public sealed class MailAttachment
{
    private readonly ReadOnlyMemory<byte> _encoded;
    private readonly TransferEncoding _encoding;

    internal MailAttachment(string? name, string contentType, bool isInline, string? contentId, ReadOnlyMemory<byte> encoded, TransferEncoding encoding)
    {
        Name = name;
        ContentType = contentType;
        IsInline = isInline;
        ContentId = contentId;
        _encoded = encoded;
        _encoding = encoding;
        using var writer = new HashingWriter();
        IsWhole = TransferEncodings.Decode(encoding, encoded.Span, writer);
        Bytes = writer.Count;
        Sha256 = writer.Hash;
    }

    /// <summary>Last segment of the name the sender gave, decoded; null when there is none.</summary>
    public string? Name { get; }

    public string ContentType { get; }

    /// <summary>Shown within the text (a picture) rather than beside it.</summary>
    public bool IsInline { get; }

    /// <summary>Without angle brackets; what <c>cid:</c> in the HTML names.</summary>
    public string? ContentId { get; }

    /// <summary>Size of the decoded content.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of the decoded content, 64 hexadecimal digits in lower case.</summary>
    public string Sha256 { get; }

    /// <summary>False when the encoding was damaged.</summary>
    public bool IsWhole { get; }

    /// <summary>Writes the decoded content.</summary>
    public void CopyTo(IBufferWriter<byte> target) => TransferEncodings.Decode(_encoding, _encoded.Span, target);

    /// <summary>The decoded content in memory: look at <see cref="Bytes"/> first.</summary>
    public byte[] ToArray()
    {
        var writer = new ArrayBufferWriter<byte>(Math.Max(1, checked((int)Bytes)));
        CopyTo(writer);
        return writer.WrittenSpan.ToArray();
    }
}
