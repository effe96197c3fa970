using System.Buffers;

namespace Banzhang.Mail.Bodies;

/// <summary>How the bytes of a part are written (RFC 2045, 6), with the uuencode of old.</summary>
internal enum TransferEncoding
{
    Identity = 0,
    Base64 = 1,
    QuotedPrintable = 2,
    UuEncode = 3,
}

internal static class TransferEncodings
{
    /// <summary>The encoding a field names; unknown ones leave the bytes as they are (RFC 2045, 6.4).</summary>
    public static TransferEncoding Parse(string? field, Defects defects)
    {
        var name = (field ?? "").Trim().Trim('"').ToLowerInvariant();
        if (name.IndexOfAny(['(', ';', ' ']) is var cut && cut > 0 && !name.StartsWith("quoted", StringComparison.Ordinal))
            name = name[..cut].Trim();
        switch (name.Replace(" ", "", StringComparison.Ordinal))
        {
            case "" or "7bit" or "8bit" or "binary" or "7-bit" or "8-bit" or "none":
                return TransferEncoding.Identity;
            case "base64" or "base-64" or "b":
                return TransferEncoding.Base64;
            case "quoted-printable" or "quotedprintable" or "qp" or "q":
                return TransferEncoding.QuotedPrintable;
            case "x-uuencode" or "uuencode" or "x-uue" or "uue":
                return TransferEncoding.UuEncode;
            default:
                defects.Add($"The transfer encoding '{(name.Length > 40 ? name[..40] : name)}' is unknown.");
                return TransferEncoding.Identity;
        }
    }

    /// <summary>Writes the decoded bytes; returns false when the encoded text was damaged, having written what could be read.</summary>
    public static bool Decode(TransferEncoding encoding, ReadOnlySpan<byte> body, IBufferWriter<byte> to)
    {
        switch (encoding)
        {
            case TransferEncoding.Base64:
                return Base64Text.Decode(body, to);
            case TransferEncoding.QuotedPrintable:
                return QuotedPrintable.Decode(body, to);
            case TransferEncoding.UuEncode:
                return UuText.DecodeWhole(body, to);
            default:
                to.Write(body);
                return true;
        }
    }
}
