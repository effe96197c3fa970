using System.Formats.Asn1;

namespace Banzhang.Mail.Protected;

/// <summary>Signed and encrypted mails (RFC 1847, 3156, 8551), told by their structure; and PGP written into the text.</summary>
internal static class Protections
{
    private const int Text = 64 * 1024;
    private const string SignedData = "1.2.840.113549.1.7.2", Data = "1.2.840.113549.1.7.1";

    /// <summary>Of this mail alone, not of mails it forwards; encrypted outweighs signed.</summary>
    public static MailProtection Of(MailPart root, string text)
    {
        var open = new Stack<MailPart>([root]);
        var found = MailProtection.None;
        for (var count = 0; count < 1000 && open.TryPop(out var part); count++)
        {
            var kind = OfPart(part);
            found = kind > found ? kind : found;
            foreach (var child in part.IsMultipart ? part.Children : [])
                open.Push(child);
        }
        var start = text.Length > Text ? text[..Text] : text;
        return start.Contains("-----BEGIN PGP MESSAGE-----", StringComparison.Ordinal) ? MailProtection.Encryption
            : found == MailProtection.None && start.Contains("-----BEGIN PGP SIGNED MESSAGE-----", StringComparison.Ordinal) ? MailProtection.Signature
            : found;
    }

    /// <summary>Whether a part holds a signed content in one piece (RFC 8551, 3.5.2), readable by whoever opens it.</summary>
    public static bool IsSignedInOnePiece(MailPart part) => IsPkcs7(part) && SmimeType(part) is "signed-data";

    /// <summary>The content that was signed, a part of its own; null when there is none or it cannot be read.</summary>
    public static ReadOnlyMemory<byte>? ContentOf(ReadOnlyMemory<byte> signed)
    {
        try
        {
            var outer = new AsnReader(signed, AsnEncodingRules.BER).ReadSequence();
            if (outer.ReadObjectIdentifier() != SignedData)
                return null;
            var data = outer.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
            data.ReadInteger();
            data.ReadSetOf();
            var content = data.ReadSequence();
            return content.ReadObjectIdentifier() == Data && content.HasData ? content.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString() : null;
        }
        catch (AsnContentException)
        {
            // Damaged: it stays the attachment it is.
            return null;
        }
    }

    private static MailProtection OfPart(MailPart part) => part.ContentType switch
    {
        "multipart/encrypted" or "application/pgp-encrypted" => MailProtection.Encryption,
        "multipart/signed" => MailProtection.Signature,
        _ when !IsPkcs7(part) => MailProtection.None,
        _ => SmimeType(part) switch
        {
            "signed-data" => MailProtection.Signature,
            "certs-only" => MailProtection.None,
            _ => MailProtection.Encryption,
        },
    };

    private static bool IsPkcs7(MailPart part) => part.ContentType is "application/pkcs7-mime" or "application/x-pkcs7-mime";

    private static string? SmimeType(MailPart part) => part.TypeField["smime-type"]?.Trim().ToLowerInvariant();
}
