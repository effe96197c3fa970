using System.Buffers;

namespace Banzhang.Mail.Bodies;

/// <summary>Quoted-printable (RFC 2045, 6.7): soft line breaks joined, blanks at line ends dropped after a soft break, stray equals signs kept.</summary>
internal static class QuotedPrintable
{
    private const int Chunk = 32 * 1024;

    /// <returns>False when an equals sign stood before neither two hexadecimal digits nor a line end.</returns>
    public static bool Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        var whole = true;
        while (!text.IsEmpty)
        {
            // Never longer than what is decoded: a buffer of that length need not grow.
            var chunk = Math.Min(Chunk, text.Length);
            var output = to.GetSpan(chunk)[..chunk];
            var length = 0;
            while (!text.IsEmpty && length < chunk)
            {
                var equals = text.IndexOf((byte)'=');
                var plain = Math.Min(equals < 0 ? text.Length : equals, chunk - length);
                text[..plain].CopyTo(output[length..]);
                length += plain;
                text = text[plain..];
                if (plain != equals || length == chunk)
                    continue;
                var read = Escape(text, out var value);
                if (value is { } decoded)
                    output[length++] = decoded;
                whole &= read > 1 || text.Length == 1;
                text = text[read..];
            }
            to.Advance(length);
        }
        return whole;
    }

    /// <summary>Length of what stands at an equals sign, and the byte it means; null for a soft line break.</summary>
    private static int Escape(ReadOnlySpan<byte> text, out byte? value)
    {
        value = null;
        if (text.Length >= 3 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]))
        {
            value = (byte)(Hex(text[1]) << 4 | Hex(text[2]));
            return 3;
        }
        var at = 1;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' && at < 1000)
            at++;
        if (at == text.Length)
            return at;
        if (text[at] == '\n')
            return at + 1;
        if (text[at] == '\r')
            return at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
        value = (byte)'=';
        return 1;
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
