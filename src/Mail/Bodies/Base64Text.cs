using System.Buffers;

namespace Banzhang.Mail.Bodies;

/// <summary>Base64 (RFC 2045, 6.8): other characters are skipped, missing padding is forgiven, and data after padding starts anew; words there end it.</summary>
internal static class Base64Text
{
    private const byte Skip = 255;
    private const byte Padding = 254;
    private const int Chunk = 24 * 1024;

    private static readonly byte[] Values = Table();

    /// <returns>False when something was skipped or cut short.</returns>
    public static bool Decode(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        var whole = true;
        var bits = 0u;
        var count = 0;
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, Chunk)];
            text = text[part.Length..];
            var output = to.GetSpan(part.Length);
            var length = 0;
            for (var at = 0; at < part.Length; at++)
            {
                var c = part[at];
                var value = Values[c];
                if (value < 64)
                {
                    bits = (bits << 6) | value;
                    if (++count < 4)
                        continue;
                    output[length] = (byte)(bits >> 16);
                    output[length + 1] = (byte)(bits >> 8 & 0xFF);
                    output[length + 2] = (byte)(bits & 0xFF);
                    length += 3;
                    (bits, count) = (0, 0);
                }
                else if (value == Padding)
                {
                    whole &= count != 1;
                    length += Rest(bits, count, output[length..]);
                    (bits, count) = (0, 0);
                    if (IsWritten(part[(at + 1)..], text))
                    {
                        to.Advance(length);
                        return false;
                    }
                }
                else
                {
                    whole &= c is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t';
                }
            }
            to.Advance(length);
        }
        if (count == 0)
            return whole;
        to.Advance(Rest(bits, count, to.GetSpan(3)));
        return false;
    }

    /// <summary>Whether what follows the padding is words, as programs of lists append them below the data, rather than more data.</summary>
    private static bool IsWritten(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> later)
    {
        rest = rest.TrimStart("=\r\n\t "u8);
        if (rest.IsEmpty)
            rest = later.TrimStart("=\r\n\t "u8);
        var line = rest[..Math.Min(rest.Length, 80)];
        var end = line.IndexOf((byte)'\n');
        line = Lines.Trim(end < 0 ? line : line[..end]);
        foreach (var c in line)
        {
            if (Values[c] == Skip)
                return true;
        }
        return false;
    }

    /// <summary>Whether text that claims to be base64 is none: written in words, or of a length that base64 cannot have.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text)
    {
        int data = 0, other = 0;
        if (text.IndexOf((byte)'=') is var padding and > 0 && IsData(text[..padding], text[padding..].StartsWith("=="u8) ? 2 : 1))
            return false;
        foreach (var c in text)
        {
            data += Values[c] < 64 ? 1 : 0;
            other += Values[c] == Skip && c is not ((byte)'\r' or (byte)'\n') ? 1 : 0;
        }
        return other > data / 20 + 1 || (data < 1000 && data % 4 == 1);
    }

    /// <summary>Nothing but lines of data, as many as the padding completes.</summary>
    private static bool IsData(ReadOnlySpan<byte> text, int padding)
    {
        var data = 0;
        foreach (var c in text)
        {
            if (Values[c] < 64)
                data++;
            else if (c is not ((byte)'\r' or (byte)'\n'))
                return false;
        }
        return (data + padding) % 4 == 0;
    }

    /// <summary>The bytes of two or three characters; one alone is no byte.</summary>
    private static int Rest(uint bits, int count, Span<byte> output)
    {
        if (count < 2)
            return 0;
        bits <<= (4 - count) * 6;
        output[0] = (byte)(bits >> 16);
        if (count == 3)
            output[1] = (byte)(bits >> 8 & 0xFF);
        return count - 1;
    }

    private static byte[] Table()
    {
        var table = new byte[256];
        Array.Fill(table, Skip);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
            table[alphabet[i]] = (byte)i;
        table['='] = Padding;
        return table;
    }
}
