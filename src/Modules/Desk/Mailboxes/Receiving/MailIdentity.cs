using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Banzhang.Mail;

namespace Banzhang.Desk.Mailboxes.Receiving;

/// <summary>
/// When two deliveries are the same mail: the id, who wrote it when, and all that it says are equal. The raw bytes are not asked: each way of a
/// mail writes its own header fields. The id alone is not asked either: whoever repeats another's id must not make that mail disappear.
/// </summary>
internal static class MailIdentity
{
    public static string KeyOf(MailMessage mail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, mail.MessageId ?? "");
        Append(hash, string.Join(',', mail.From.Take(10).Select(f => f.Address.ToLowerInvariant())));
        Append(hash, mail.Date?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        Append(hash, mail.Subject);
        Append(hash, mail.Text);
        foreach (var file in mail.Attachments)
        {
            Append(hash, file.Sha256);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of a mail of which only the beginning is known; null when nothing of it is.</summary>
    public static string? KeyOfPart(MailMessage part, long bytes) => part.MessageId is null && part.From.Count == 0 && part.Date is null ? null : HashOf("part", KeyOf(part), bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string HashOf(params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            Append(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>With its length before it, so that no two lists of texts look the same.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
