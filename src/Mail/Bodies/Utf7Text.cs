using System.Buffers;
using System.Text;

namespace Banzhang.Mail.Bodies;

/// <summary>UTF-7 (RFC 2152), which the framework no longer reads: base64 of UTF-16 between <c>+</c> and <c>-</c>, <c>+-</c> for a plus.</summary>
internal static class Utf7Text
{
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var result = new StringBuilder(bytes.Length);
        var utf16 = new ArrayBufferWriter<byte>();
        while (bytes.IndexOf((byte)'+') is var plus and >= 0)
        {
            result.Append(Encoding.Latin1.GetString(bytes[..plus]));
            bytes = bytes[(plus + 1)..];
            var length = bytes.IndexOfAnyExcept(Base64);
            length = length < 0 ? bytes.Length : length;
            if (length == 0)
                result.Append('+');
            else
                Shifted(bytes[..length], utf16, result);
            bytes = bytes[length..];
            // The dash that ends the run is no text; any other end is.
            bytes = bytes.StartsWith("-"u8) ? bytes[1..] : bytes;
        }
        return result.Append(Encoding.Latin1.GetString(bytes)).ToString();
    }

    /// <summary>Two bytes a UTF-16 unit; bits that fill none are padding.</summary>
    private static void Shifted(ReadOnlySpan<byte> run, ArrayBufferWriter<byte> utf16, StringBuilder to)
    {
        utf16.ResetWrittenCount();
        Base64Text.Decode(run, utf16);
        to.Append(Encoding.BigEndianUnicode.GetString(utf16.WrittenSpan[..(utf16.WrittenCount & ~1)]));
    }
}
