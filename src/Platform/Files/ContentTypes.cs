using System.Text;

namespace Banzhang.Platform.Files;

/// <summary>Tells a file's type from its first bytes. What a browser could run (HTML, SVG, script) is never named as such.</summary>
public static class ContentTypes
{
    private static readonly (byte[] Magic, string Type)[] Magics =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([(byte)'G', (byte)'I', (byte)'F', (byte)'8'], "image/gif"),
        ([(byte)'%', (byte)'P', (byte)'D', (byte)'F'], "application/pdf"),
        ([(byte)'P', (byte)'K', 3, 4], "application/zip"),
        ([0x1F, 0x8B], "application/gzip"),
        ([(byte)'I', (byte)'D', (byte)'3'], "audio/mpeg"),
        ([(byte)'O', (byte)'g', (byte)'g', (byte)'S'], "audio/ogg"),
        ([0xD0, 0xCF, 0x11, 0xE0], "application/vnd.ms-office"),
    ];

    public static string Sniff(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, type) in Magics)
        {
            if (head.StartsWith(magic))
            {
                return type;
            }
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            return head[8..12].SequenceEqual("WEBP"u8) ? "image/webp" : head[8..12].SequenceEqual("WAVE"u8) ? "audio/wav" : "application/octet-stream";
        }

        return IsText(head) ? "text/plain" : "application/octet-stream";
    }

    /// <summary>Shown in the page; everything else is only offered for download.</summary>
    public static bool IsShownInline(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head.Contains((byte)0))
        {
            return false;
        }

        // The head may end inside a character: up to three bytes are forgiven.
        for (var cut = 0; cut <= 3 && cut < head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
            {
                return true;
            }
        }

        return Encoding.ASCII.GetCharCount(head) == 0;
    }
}
