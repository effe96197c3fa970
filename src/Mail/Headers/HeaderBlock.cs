using System.Text;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Headers;

/// <summary>
/// The header section of a mail or part (RFC 5322, 2.1; RFC 6532 for raw UTF-8). Reads on over stray lines when a known field follows,
/// as broken gateways leave them; any other line that is no field begins the body.
/// </summary>
internal sealed class HeaderBlock
{
    private static readonly string[] KnownFields =
        ["From:", "To:", "Cc:", "Subject:", "Date:", "Message-ID:", "MIME-Version:", "Content-", "Received:", "Return-Path:", "Reply-To:", "X-", "In-Reply-To:", "References:", "Sender:"];

    private readonly List<HeaderField> _fields = [];
    private string? _charset;

    /// <summary>Fields in order.</summary>
    public IReadOnlyList<HeaderField> Fields => _fields;

    /// <summary>Where the body begins, from the start of what was read.</summary>
    public int BodyStart { get; private set; }

    public static HeaderBlock Read(ReadOnlyMemory<byte> mail, Defects defects) => ReadFrom(0, mail, defects);

    /// <summary>The header of the mail itself, before which careless programs put a byte order mark or empty lines.</summary>
    public static HeaderBlock ReadFirst(ReadOnlyMemory<byte> mail, Defects defects)
    {
        var bytes = mail.Span;
        var at = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var first = at;
        while (first < bytes.Length && bytes[first] is (byte)'\r' or (byte)'\n')
            first++;
        if (first > at && !IsKnownField(bytes[first..]))
            first = at;
        if (first > 0)
            defects.Add("Something stands before the header.");
        return ReadFrom(first, mail, defects);
    }

    private static HeaderBlock ReadFrom(int first, ReadOnlyMemory<byte> mail, Defects defects)
    {
        var block = new HeaderBlock();
        block.ReadFields(first, mail, defects);
        return block;
    }

    /// <summary>The charset to try for raw 8-bit bytes in fields, from the mail's own content type.</summary>
    public void Assume(string? charset) => _charset = charset;

    public HeaderField? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Is(name))
                return field;
        }
        return null;
    }

    /// <summary>The field's text, unfolded, encoded words not yet decoded; null when there is no such field.</summary>
    public string? Text(string name) => Find(name) is { } field ? Text(field) : null;

    public IEnumerable<string> Texts(string name) => _fields.Where(field => field.Is(name)).Select(Text);

    /// <summary>The field's text with encoded words decoded (RFC 2047).</summary>
    public string? Decoded(string name) => Text(name) is { } text ? EncodedWords.Decode(text) : null;

    private string Text(HeaderField field)
    {
        var raw = field.Raw.Length <= Limits.FieldBytes ? field.Raw.Span : field.Raw.Span[..Limits.FieldBytes];
        var plain = Ascii.IsValid(raw) && CharsetGuess.Escaped(raw) is null;
        return Unfold(plain ? Encoding.ASCII.GetString(raw) : Charsets.DecodeUndeclared(raw, _charset)).Trim();
    }

    private void ReadFields(int first, ReadOnlyMemory<byte> mail, Defects defects)
    {
        var bytes = mail.Span;
        var at = first;
        var begun = false;
        string? name = null;
        var valueStart = 0;
        while (at < bytes.Length)
        {
            var next = Lines.After(bytes, at);
            var line = Lines.Trim(bytes[at..next]);
            if (line.IsEmpty)
            {
                Keep(mail, name, valueStart, at, defects);
                BodyStart = next;
                return;
            }
            if (line[0] is (byte)' ' or (byte)'\t' && begun)
            {
                at = next;
                continue;
            }
            Keep(mail, name, valueStart, at, defects);
            name = null;
            var colon = NameLength(line);
            if (colon > 0)
            {
                begun = true;
                name = Encoding.ASCII.GetString(line[..colon].TrimEnd((byte)' ').TrimEnd((byte)'\t'));
                valueStart = at + line.IndexOf((byte)':') + 1;
            }
            else if (at == first && (line.StartsWith("From "u8) || line.StartsWith(">From "u8)))
            {
                defects.Add("An mbox line stands before the header.");
            }
            else if (IsKnownField(bytes[next..]))
            {
                defects.Add("A line of the header is no field.");
            }
            else
            {
                defects.Add("The header ends without an empty line.");
                BodyStart = at;
                return;
            }
            at = next;
        }
        Keep(mail, name, valueStart, at, defects);
        BodyStart = at;
    }

    private void Keep(ReadOnlyMemory<byte> mail, string? name, int start, int end, Defects defects)
    {
        if (name is null)
            return;
        if (_fields.Count >= Limits.Fields)
        {
            defects.Add($"The header has more than {Limits.Fields} fields; the rest was skipped.");
            return;
        }
        if (end - start > Limits.FieldBytes)
            defects.Add($"The field {(name.Length > 40 ? name[..40] : name)} is longer than {Limits.FieldBytes} bytes and was cut.");
        _fields.Add(new(name, mail[start..end]));
    }

    /// <summary>Bytes before the colon when they are a field name, spaces before the colon allowed (RFC 5322, 4.5); else 0.</summary>
    private static int NameLength(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon is <= 0 or > 256)
            return 0;
        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)33, (byte)126) ? 0 : colon;
    }

    private static bool IsKnownField(ReadOnlySpan<byte> rest)
    {
        var line = rest[..Math.Min(rest.Length, 20)];
        foreach (var known in KnownFields)
        {
            if (line.Length >= known.Length && Ascii.EqualsIgnoreCase(line[..known.Length], known))
                return true;
        }
        return false;
    }

    /// <summary>Takes the line breaks out of a folded field (RFC 5322, 2.2.3): the space after each stays.</summary>
    private static string Unfold(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            : text;
}
