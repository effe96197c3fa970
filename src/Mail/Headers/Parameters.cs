using System.Buffers;
using System.Text;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Headers;

/// <summary>
/// A field of the form <c>value; name=value; ...</c> (RFC 2045, 5.1) with continuations and charsets of RFC 2231. Encoded words in
/// values and values with blanks but without quotes are read too: forbidden, common.
/// </summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private Parameters(string value) => Value = value;

    /// <summary>What stands before the first semicolon, in lower case.</summary>
    public string Value { get; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static Parameters Parse(string field)
    {
        var at = 0;
        var value = WithoutComments(Until(field, ref at, ';')).Trim().ToLowerInvariant();
        var parameters = new Parameters(value.Trim('"'));
        var pieces = new Dictionary<string, SortedDictionary<int, (string Text, bool IsEncoded)>>(StringComparer.OrdinalIgnoreCase);
        while (at < field.Length)
        {
            var piece = Until(field, ref at, ';');
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            var name = WithoutComments(piece[..equals]).Trim();
            var text = Unquote(piece[(equals + 1)..].Trim());
            if (name.Contains('*', StringComparison.Ordinal))
                Collect(pieces, name, text);
            else
                parameters._values.TryAdd(name, EncodedWords.Decode(text));
        }
        foreach (var (name, sections) in pieces)
            parameters._values[name] = Join(sections);
        return parameters;
    }

    /// <summary>RFC 2231, 3 and 4: <c>name*=</c>, <c>name*0=</c>, <c>name*0*=</c>.</summary>
    private static void Collect(Dictionary<string, SortedDictionary<int, (string Text, bool IsEncoded)>> pieces, string name, string text)
    {
        var isEncoded = name.EndsWith('*');
        var parts = name.TrimEnd('*').Split('*', 2);
        var index = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out index))
            return;
        if (!pieces.TryGetValue(parts[0], out var sections))
            pieces[parts[0]] = sections = [];
        sections.TryAdd(index, (text, isEncoded));
    }

    private static string Join(SortedDictionary<int, (string Text, bool IsEncoded)> sections)
    {
        string? charset = null;
        var result = new StringBuilder();
        var plain = new StringBuilder();
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (index, (text, isEncoded)) in sections)
        {
            var content = text;
            if (isEncoded && charset is null && content.Split('\'', 3) is [var label, _, var rest])
                (charset, content) = (label, rest);
            if (isEncoded)
            {
                Plain(result, plain);
                Unescape(content, bytes);
                continue;
            }
            Flush(result, bytes, charset);
            // Encoded words, which have no place here, may be cut by the continuation.
            plain.Append(content);
        }
        Flush(result, bytes, charset);
        Plain(result, plain);
        return result.ToString();
    }

    private static void Plain(StringBuilder result, StringBuilder plain)
    {
        result.Append(EncodedWords.Decode(plain.ToString()));
        plain.Clear();
    }

    private static void Flush(StringBuilder result, ArrayBufferWriter<byte> bytes, string? charset)
    {
        if (bytes.WrittenCount == 0)
            return;
        result.Append(string.IsNullOrEmpty(charset) ? Charsets.DecodeUndeclared(bytes.WrittenSpan, null) : Charsets.Decode(bytes.WrittenSpan, charset));
        bytes.ResetWrittenCount();
    }

    private static void Unescape(string text, ArrayBufferWriter<byte> to)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var output = to.GetSpan(utf8.Length + 1);
        var length = 0;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == '%' && i + 2 < utf8.Length && char.IsAsciiHexDigit((char)utf8[i + 1]) && char.IsAsciiHexDigit((char)utf8[i + 2]))
            {
                output[length++] = (byte)((Convert.ToInt32(((char)utf8[i + 1]).ToString(), 16) << 4) | Convert.ToInt32(((char)utf8[i + 2]).ToString(), 16));
                i += 2;
            }
            else
            {
                output[length++] = utf8[i];
            }
        }
        to.Advance(length);
    }

    /// <summary>Text up to the separator outside quotes and comments; moves past the separator.</summary>
    private static string Until(string field, ref int at, char separator)
    {
        var start = at;
        var quoted = false;
        for (; at < field.Length; at++)
        {
            var c = field[at];
            if (c == '\\' && quoted)
                at++;
            else if (c == '"')
                quoted = !quoted;
            else if (c == separator && !quoted)
                return field[start..at++];
        }
        at = field.Length;
        // A quote that never closes would swallow all parameters after it.
        if (quoted && field.IndexOf(separator, start) is var cut && cut > 0)
        {
            at = cut + 1;
            return field[start..cut];
        }
        return field[start..];
    }

    private static string Unquote(string text)
    {
        // "report (1).pdf" without quotes is a name; a comment stands at the end.
        if (!text.StartsWith('"'))
            return (text.EndsWith(')') ? WithoutComments(text) : text).Trim();
        var result = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            // Windows paths are written with single backslashes: only quotes and backslashes are taken as escaped.
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
                i++;
            result.Append(text[i]);
        }
        return result.ToString();
    }

    private static string WithoutComments(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        return open >= 0 && close > open && (open == 0 || text[open - 1] is ' ' or '\t') ? text[..open] + text[(close + 1)..] : text;
    }
}
