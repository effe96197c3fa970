using System.Buffers;
using System.Text;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Headers;

/// <summary>
/// Text in header fields beyond ASCII (RFC 2047, 2231 section 5): <c>=?charset*language?B|Q?text?=</c>. Neighbouring words of one
/// charset are decoded together, so that a character cut between two words is whole again. Words glued to text or standing within
/// quotes are decoded too, as mailers write them.
/// </summary>
internal static class EncodedWords
{
    private static readonly SearchValues<char> NotInCharset = SearchValues.Create(" \t<>\"()");

    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var pending = new ArrayBufferWriter<byte>();
        string? charset = null;
        var at = 0;
        while (at < text.Length)
        {
            var start = text.IndexOf("=?", at, StringComparison.Ordinal);
            if (start < 0 || !TryWord(text, start, out var end, out var label, out var isBase64, out var content))
            {
                if (start < 0)
                    break;
                Flush(result, pending, ref charset);
                result.Append(text, at, start + 2 - at);
                at = start + 2;
                continue;
            }
            var between = text.AsSpan(at, start - at);
            if (charset is null || !between.IsWhiteSpace())
            {
                Flush(result, pending, ref charset);
                result.Append(between);
            }
            else if (!label.Equals(charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush(result, pending, ref charset);
            }
            charset = label;
            if (isBase64)
                Base64Text.Decode(Encoding.ASCII.GetBytes(content), pending);
            else
                DecodeQ(content, pending);
            at = end;
        }
        Flush(result, pending, ref charset);
        result.Append(text, at, text.Length - at);
        return result.ToString();
    }

    private static bool TryWord(string text, int start, out int end, out string charset, out bool isBase64, out string content)
    {
        (end, charset, isBase64, content) = (start, "", false, "");
        var encodingAt = text.IndexOf('?', start + 2) + 1;
        if (encodingAt <= start + 3 || encodingAt - start > 64 || encodingAt + 1 >= text.Length || text[encodingAt + 1] != '?')
            return false;
        isBase64 = text[encodingAt] is 'B' or 'b';
        if (!isBase64 && text[encodingAt] is not ('Q' or 'q'))
            return false;
        var close = text.IndexOf("?=", encodingAt + 2, StringComparison.Ordinal);
        if (close < 0)
            return false;
        content = text[(encodingAt + 2)..close];
        charset = text[(start + 2)..(encodingAt - 1)];
        if (charset.IndexOf('*', StringComparison.Ordinal) is var star && star >= 0)
            charset = charset[..star];
        end = close + 2;
        return !charset.AsSpan().ContainsAny(NotInCharset);
    }

    private static void DecodeQ(string content, ArrayBufferWriter<byte> to)
    {
        var output = to.GetSpan(content.Length * 3 + 1);
        var length = 0;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (c == '=' && i + 2 < content.Length && char.IsAsciiHexDigit(content[i + 1]) && char.IsAsciiHexDigit(content[i + 2]))
            {
                output[length++] = (byte)(Convert.ToByte(content.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (c < 0x80)
            {
                output[length++] = c == '_' ? (byte)' ' : (byte)c;
            }
            else if (Rune.TryGetRuneAt(content, i, out var rune))
            {
                length += rune.EncodeToUtf8(output[length..]);
                i += rune.Utf16SequenceLength - 1;
            }
        }
        to.Advance(length);
    }

    private static void Flush(StringBuilder result, ArrayBufferWriter<byte> pending, ref string? charset)
    {
        if (charset is null)
            return;
        result.Append(Charsets.Decode(pending.WrittenSpan, charset).Replace('\r', ' ').Replace('\n', ' '));
        pending.ResetWrittenCount();
        charset = null;
    }
}
