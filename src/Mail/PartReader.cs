using System.Buffers;
using Banzhang.Mail.Bodies;
using Banzhang.Mail.Headers;

namespace Banzhang.Mail;

/// <summary>Opens a mail into its parts (RFC 2046, 5), without copying: every part is a slice of the original bytes.</summary>
internal sealed class PartReader(Budget budget)
{
    private readonly Defects _defects = budget.Defects;
    private int _parts;
    private ReadOnlyMemory<byte> _mail;
    private string? _likely;

    public MailPart Read(ReadOnlyMemory<byte> mail)
    {
        _mail = mail;
        return Read(mail, "1", 0, "text/plain");
    }

    private MailPart Read(ReadOnlyMemory<byte> raw, string path, int depth, string usualType)
    {
        _parts++;
        var headers = depth == 0 ? HeaderBlock.ReadFirst(raw, _defects) : HeaderBlock.Read(raw, _defects);
        var likely = Likely(raw.Span[..headers.BodyStart]);
        headers.Assume(likely);
        var type = ContentType(headers, usualType);
        headers.Assume(type["charset"] ?? likely);
        var disposition = Parameters.Parse(headers.Text("Content-Disposition") ?? "");
        var encoding = TransferEncodings.Parse(headers.Text("Content-Transfer-Encoding"), _defects);
        var part = new MailPart(path, headers, type, disposition, encoding, raw, raw[headers.BodyStart..]);
        if (depth >= Limits.Depth || _parts >= Limits.Parts)
        {
            if (part.IsMultipart)
                _defects.Add($"Parts are nested deeper than {Limits.Depth} or number more than {Limits.Parts}; the rest is kept unopened.");
            return part;
        }
        if (part.IsMultipart)
            part.Children = Split(part, depth);
        else if (part.ContentType is "message/rfc822" or "message/global" or "message/news")
            part.Children = Opened(part) is { } mail ? [Read(mail, path + ".1", depth + 1, "text/plain")] : [];
        return part;
    }

    /// <summary>A field of a few raw bytes is too short to judge its charset: the whole mail says more.</summary>
    private string? Likely(ReadOnlySpan<byte> header) => System.Text.Ascii.IsValid(header) || CharsetGuess.IsUtf8(header)
        ? null
        : _likely ??= CharsetGuess.Best(_mail.Span)?.WebName;

    private Parameters ContentType(HeaderBlock headers, string usualType)
    {
        if (headers.Text("Content-Type") is not { Length: > 0 } field)
            return Parameters.Parse(usualType);
        var type = Parameters.Parse(field);
        var slash = type.Value.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < type.Value.Length - 1 && type.Value.IndexOf('/', slash + 1) < 0 && !type.Value.Contains(' ', StringComparison.Ordinal))
            return type;
        _defects.Add($"The content type '{(type.Value.Length > 40 ? type.Value[..40] : type.Value)}' cannot be read.");
        var semicolon = field.IndexOf(';', StringComparison.Ordinal);
        return Parameters.Parse("text/plain" + (semicolon < 0 ? "" : field[semicolon..]));
    }

    /// <summary>A part that holds parts must not be encoded (RFC 2045, 6.4), yet some are. Null when that is too much.</summary>
    private ReadOnlyMemory<byte>? Opened(MailPart part)
    {
        if (part.Encoding == TransferEncoding.Identity || part.Body.Length > Limits.TextBytes)
            return part.Body;
        // Encoded in name only: the header of what lies within is readable as it stands.
        if (HeaderBlock.Read(part.Body, new Defects()).Fields.Count > 0)
            return part.Body;
        _defects.Add("A part that holds a mail is encoded.");
        return Decoded(part);
    }

    private ReadOnlyMemory<byte>? Decoded(MailPart part)
    {
        if (!budget.Decodes(part.Body.Length))
            return null;
        var content = new ArrayBufferWriter<byte>(Math.Max(part.Body.Length, 1));
        part.CopyTo(content);
        return content.WrittenMemory;
    }

    private List<MailPart> Split(MailPart part, int depth)
    {
        if ((part.Encoding == TransferEncoding.Identity || part.Body.Length > Limits.TextBytes ? part.Body : Plain(part)) is not { } body)
            return [];
        if (Delimiter(part, body.Span) is not { } delimiter)
            return [];
        var usualType = part.ContentType == "multipart/digest" ? "message/rfc822" : "text/plain";
        var children = new List<MailPart>();
        var start = -1;
        var at = 0;
        while (NextDelimiter(body.Span, at, delimiter, out var line, out var after, out var isClose))
        {
            if (start >= 0)
                children.Add(Read(body[start..ContentEnd(body.Span, start, line)], $"{part.Path}.{children.Count + 1}", depth + 1, usualType));
            start = isClose ? -2 : after;
            at = after;
            if (isClose || _parts >= Limits.Parts)
                break;
        }
        if (start < 0)
            return children;
        if (_parts < Limits.Parts)
            _defects.Add("A multipart's closing boundary is missing.");
        if (start < body.Length || children.Count == 0)
            children.Add(Read(body[start..], $"{part.Path}.{children.Count + 1}", depth + 1, usualType));
        return children;
    }

    /// <summary>The line that parts the children: the one named, else one that does it.</summary>
    private byte[]? Delimiter(MailPart part, ReadOnlySpan<byte> body)
    {
        var named = part.TypeField["boundary"]?.TrimEnd();
        if (!string.IsNullOrEmpty(named) && System.Text.Encoding.Latin1.GetBytes("--" + named) is var delimiter && NextDelimiter(body, 0, delimiter, out _, out _, out _))
            return delimiter;
        var wrong = string.IsNullOrEmpty(named) ? "A multipart names no boundary" : "A multipart's boundary never comes";
        var found = GuessBoundary(body);
        _defects.Add(wrong + (found is null ? "." : "; it was found in the text."));
        return found is null ? null : System.Text.Encoding.Latin1.GetBytes("--" + found);
    }

    /// <summary>The delimiters themselves may stand unencoded in a part that claims an encoding.</summary>
    private ReadOnlyMemory<byte>? Plain(MailPart part)
    {
        if (part.TypeField["boundary"] is { Length: > 0 } boundary && part.Body.Span.IndexOf(System.Text.Encoding.Latin1.GetBytes("--" + boundary)) >= 0)
            return part.Body;
        _defects.Add("A multipart is encoded.");
        return Decoded(part);
    }

    /// <summary>The next line that is the delimiter, alone but for blanks after it; with two dashes it closes (RFC 2046, 5.1.1).</summary>
    private static bool NextDelimiter(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> delimiter, out int line, out int after, out bool isClose)
    {
        for (var at = from; at < body.Length;)
        {
            var found = body[at..].IndexOf(delimiter);
            if (found < 0)
                break;
            line = at + found;
            at = line + delimiter.Length;
            if (line > 0 && body[line - 1] != '\n')
                continue;
            after = Lines.After(body, at);
            var rest = Lines.Trim(body[at..after]).TrimEnd(" \t\r"u8);
            isClose = rest.SequenceEqual("--"u8);
            if (rest.IsEmpty || isClose)
                return true;
        }
        (line, after, isClose) = (0, 0, false);
        return false;
    }

    /// <summary>The line end before a delimiter belongs to it.</summary>
    private static int ContentEnd(ReadOnlySpan<byte> body, int start, int delimiterLine)
    {
        var end = delimiterLine;
        if (end > start && body[end - 1] == '\n')
            end--;
        if (end > start && body[end - 1] == '\r')
            end--;
        return end;
    }

    /// <summary>A multipart that names no boundary, or a wrong one: the first line of two dashes and a word whose closing line comes later.</summary>
    private static string? GuessBoundary(ReadOnlySpan<byte> body)
    {
        for (int at = 0, tried = 0; at < body.Length && tried < 5;)
        {
            var next = Lines.After(body, at);
            var line = Lines.Trim(body[at..next]).TrimEnd(" \t"u8);
            at = next;
            if (line.Length is < 6 or > 200 || !line.StartsWith("--"u8) || line[2..].ContainsAnyExceptInRange((byte)33, (byte)126))
                continue;
            tried++;
            Span<byte> close = [.. line, (byte)'-', (byte)'-'];
            if (body[at..].IndexOf(close) < 0)
                continue;
            return System.Text.Encoding.Latin1.GetString(line[2..]);
        }
        return null;
    }
}
