using System.Buffers;
using System.Net;
using System.Text;
using Banzhang.Kernel;
using Banzhang.Mail.Bodies;
using Banzhang.Mail.Calendar;
using Banzhang.Mail.Protected;
using Banzhang.Mail.Tnef;

namespace Banzhang.Mail;

/// <summary>
/// Chooses what of a mail is its text, its HTML and its attachments: of alternatives the plain text and the richest HTML (RFC 2046,
/// 5.1.4), of related parts the root (RFC 2387), of mixed parts all texts without a file name, in order.
/// </summary>
internal sealed class MailContent
{
    private static readonly SearchValues<char> CharsetEnds = SearchValues.Create("\"'> ;/");

    private readonly Budget _budget;
    private readonly Defects _defects;
    private readonly List<(string? Text, string? Html)> _pieces = [];
    private readonly List<MailAttachment> _attachments = [];
    private readonly List<MailPart> _namedTexts = [];
    private readonly List<(string? Text, string? Html)> _packed = [];
    private int _signed;

    private MailContent(Budget budget)
    {
        _budget = budget;
        _defects = budget.Defects;
    }

    public string Text { get; private set; } = "";

    public string? Html { get; private set; }

    public MailInvitation? Invitation { get; private set; }

    public IReadOnlyList<MailAttachment> Attachments => _attachments;

    public static MailContent Gather(MailPart root, Budget budget)
    {
        var content = new MailContent(budget);
        content.Take(root, isRoot: true, related: false);
        // Outlook may send its text in winmail.dat alone.
        if (content._packed.Count > 0 && content._pieces.TrueForAll(piece => piece.Html is null && string.IsNullOrWhiteSpace(piece.Text)))
        {
            content._pieces.Clear();
            content._pieces.AddRange(content._packed);
        }
        // An invitation that nobody wrote anything to says what it says itself.
        if (content.Invitation is { } invitation && content._pieces.TrueForAll(piece => piece.Html is null && string.IsNullOrWhiteSpace(piece.Text)))
        {
            content._pieces.Clear();
            content._pieces.Add(($"{invitation.Title}\n\n{invitation.Description}".Trim(), null));
        }
        // A mail whose only texts are named files, or lie in the mail it forwards, shows those.
        if (content._pieces.Count == 0)
        {
            foreach (var part in content._namedTexts.Take(1))
                content.AddText(part);
        }
        if (content._pieces.Count == 0 && root.ContentType is "message/rfc822" && root.Children.Count == 1)
            content.Take(root.Children[0], isRoot: true, related: false);
        content.Finish();
        return content;
    }

    private void Take(MailPart part, bool isRoot, bool related)
    {
        if (part.IsMultipart && part.Children.Count > 0)
        {
            if (part.ContentType == "multipart/alternative")
                Alternatives(part);
            else
                Children(part);
        }
        else if (part.IsMultipart)
        {
            // Nothing could be told apart: show it as it stands rather than lose it.
            if (Decode(part) is var whole && !string.IsNullOrWhiteSpace(whole))
                _pieces.Add((whole, null));
        }
        else if (IsBodyText(part, isRoot))
        {
            AddText(part);
        }
        else
        {
            Attach(part, related);
        }
    }

    private void Children(MailPart part)
    {
        var related = part.ContentType == "multipart/related";
        var start = part.TypeField["start"]?.Trim('<', '>', ' ');
        var root = related ? part.Children.FirstOrDefault(child => start is not null && child.ContentId == start) ?? part.Children[0] : null;
        if (root is not null)
            Take(root, isRoot: true, related: false);
        foreach (var child in part.Children.Where(child => child != root))
            Take(child, isRoot: false, related);
    }

    /// <summary>One piece from several forms of the same; what is neither text nor HTML (a calendar, a picture) is attached.</summary>
    private void Alternatives(MailPart part)
    {
        var before = _pieces.Count;
        foreach (var child in part.Children)
            Take(child, isRoot: false, related: false);
        if (_pieces.Count <= before + 1)
            return;
        var forms = _pieces[before..];
        _pieces.RemoveRange(before, forms.Count);
        var text = forms.FindLast(form => !string.IsNullOrWhiteSpace(form.Text) && form.Html is null).Text;
        _pieces.Add((text, forms.FindLast(form => form.Html is not null).Html));
    }

    private bool IsBodyText(MailPart part, bool isRoot)
    {
        if (!part.IsText || part.Disposition == "attachment" || part.ContentType is "text/calendar" or "text/x-vcard" or "text/vcard" or "text/directory" or "text/rfc822-headers" or "text/x-amp-html" or "text/csv")
            return isRoot && part.IsText && part.Path == "1" && part.Disposition != "attachment" && part.ContentType != "text/calendar";
        if (part.FileName is null || isRoot)
            return true;
        _namedTexts.Add(part);
        return false;
    }

    private void AddText(MailPart part)
    {
        if (part.Body.Length > Limits.TextBytes)
            _defects.Add($"The text of part {part.Path} is longer than {Limits.TextBytes} bytes and was cut.");
        var text = Decode(part);
        if (part.ContentType == "text/html")
        {
            _pieces.Add((null, text));
            return;
        }
        if (part.ContentType is "text/enriched" or "text/richtext")
            text = HtmlText.From(text.Replace("\n\n", "<br>", StringComparison.Ordinal), _budget);
        if (string.Equals(part.TypeField["format"], "flowed", StringComparison.OrdinalIgnoreCase))
            text = FlowedText.Join(text, string.Equals(part.TypeField["delsp"], "yes", StringComparison.OrdinalIgnoreCase));
        _pieces.Add((WithoutUuFiles(part, text), null));
    }

    private string Decode(MailPart part)
    {
        var room = Math.Min(Limits.TextBytes, _budget.Characters);
        var body = part.Body.Length <= room ? part.Body.Span : part.Body.Span[..room];
        var bytes = new ArrayBufferWriter<byte>(Math.Max(body.Length, 1));
        if (!TransferEncodings.Decode(part.Encoding, body, bytes))
        {
            _defects.Add($"The {Name(part.Encoding)} of part {part.Path} is damaged.");
            if (part.Encoding == TransferEncoding.Base64 && Base64Text.IsPlain(body))
            {
                bytes.ResetWrittenCount();
                bytes.Write(body);
            }
        }
        var label = part.Charset ?? (part.ContentType == "text/html" ? MetaCharset(bytes.WrittenSpan) : null);
        var text = Charsets.Decode(bytes.WrittenSpan, label, out var doubt);
        if (doubt is not null)
            _defects.Add(doubt);
        return _budget.Write(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>The charset an HTML page names itself, when the mail does not.</summary>
    private static string? MetaCharset(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, 2048)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = head.AsSpan(at + "charset=".Length).TrimStart("\"' ");
        var end = rest.IndexOfAny(CharsetEnds);
        return end > 0 ? rest[..end].ToString() : null;
    }

    private string WithoutUuFiles(MailPart part, string text)
    {
        if (!text.Contains("begin ", StringComparison.Ordinal) || part.Encoding is TransferEncoding.UuEncode)
            return text;
        var bytes = new ArrayBufferWriter<byte>(Math.Max(part.Body.Length, 1));
        TransferEncodings.Decode(part.Encoding, part.Body.Length <= Limits.TextBytes ? part.Body.Span : part.Body.Span[..Limits.TextBytes], bytes);
        var from = 0;
        var taken = 0;
        while (UuText.Find(bytes.WrittenSpan, from) is { } block && _budget.Attaches())
        {
            taken++;
            var data = bytes.WrittenMemory[block.DataStart..block.DataEnd];
            _attachments.Add(new(LastSegment(block.Name), "application/octet-stream", false, null, UuHead(data), TransferEncoding.UuEncode));
            from = block.End;
        }
        return taken == 0 ? text : CutUuBlocks(text, taken);
    }

    /// <summary>The data lines between a begin and an end of their own, so that they decode like a part.</summary>
    private static ReadOnlyMemory<byte> UuHead(ReadOnlyMemory<byte> data)
    {
        byte[] whole = [.. "begin 644 x\n"u8, .. data.Span, .. "end\n"u8];
        return whole;
    }

    private static string CutUuBlocks(string text, int blocks)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var kept = new ArrayBufferWriter<byte>(bytes.Length);
        var from = 0;
        for (; blocks > 0 && UuText.Find(bytes, from) is { } block; blocks--)
        {
            kept.Write(bytes.AsSpan(from, block.Start - from));
            from = block.End;
        }
        kept.Write(bytes.AsSpan(from));
        return Encoding.UTF8.GetString(kept.WrittenSpan);
    }

    private void Attach(MailPart part, bool related)
    {
        if (IsPacked(part) && Unpack(part))
            return;
        if (!_budget.Attaches())
            return;
        if (part.ContentType is "text/calendar" or "application/ics")
            Invitation ??= Invitations.Read(Decode(part), part.TypeField["method"]);
        if (Protections.IsSignedInOnePiece(part))
            TakeSigned(part);
        var isMail = part.ContentType.StartsWith("message/", StringComparison.Ordinal);
        var name = part.FileName ?? (isMail && part.Children.Count == 1 && part.Children[0].Headers.Decoded("Subject") is { Length: > 0 } subject ? Short(subject) + ".eml" : null);
        name ??= part.ContentType == "text/calendar" ? "invite.ics" : null;
        var inline = part.Disposition == "inline" || (part.Disposition is null && (related || part.ContentId is not null));
        var attachment = new MailAttachment(LastSegment(name), part.ContentType, inline, part.ContentId, part.Body, part.Encoding);
        if (!attachment.IsWhole)
            _defects.Add($"The {Name(part.Encoding)} of part {part.Path} is damaged.");
        _attachments.Add(attachment);
    }

    /// <summary>What was signed is shown as if it stood open; the signed whole stays an attachment.</summary>
    private void TakeSigned(MailPart part)
    {
        if (_signed++ >= Limits.Signed || part.Body.Length > Limits.TnefBytes)
            return;
        var bytes = new ArrayBufferWriter<byte>(Math.Max(part.Body.Length, 1));
        part.CopyTo(bytes);
        if (Protections.ContentOf(bytes.WrittenMemory) is { } content)
            Take(new PartReader(_budget).Read(content), isRoot: true, related: false);
        else
            _defects.Add($"The signed content of part {part.Path} cannot be read; it is kept as it came.");
    }

    private static bool IsPacked(MailPart part) =>
        part.ContentType is "application/ms-tnef" or "application/vnd.ms-tnef" || (part.ContentType == "application/octet-stream" && string.Equals(part.FileName, "winmail.dat", StringComparison.OrdinalIgnoreCase));

    /// <summary>Puts what winmail.dat holds in its place; false when it must stay as well, because it is not whole or holds more than text and files.</summary>
    private bool Unpack(MailPart part)
    {
        if (part.Body.Length > Limits.TnefBytes)
        {
            _defects.Add($"The winmail.dat of part {part.Path} is longer than {Limits.TnefBytes} bytes and is kept unopened.");
            return false;
        }
        var bytes = new ArrayBufferWriter<byte>(Math.Max(part.Body.Length, 1));
        TransferEncodings.Decode(part.Encoding, part.Body.Span, bytes);
        var packed = TnefReader.Read(bytes.WrittenMemory, _budget);
        foreach (var file in packed.Files)
        {
            if (!_budget.Attaches())
                return false;
            var id = file.ContentId?.Trim('<', '>', ' ') is { Length: > 0 } given ? given : null;
            _attachments.Add(new(LastSegment(file.Name), file.Type, id is not null, id, file.Data ?? ReadOnlyMemory<byte>.Empty, TransferEncoding.Identity));
        }
        var hasText = packed.Text is not null || packed.Html is not null;
        if (hasText)
            _packed.Add((packed.Text, packed.Html));
        if (!packed.IsWhole)
            _defects.Add($"The winmail.dat of part {part.Path} is damaged or holds too much; what could be read is there, and it is kept as it came.");
        return packed.IsWhole && packed.IsNote && (hasText || packed.Files.Count > 0);
    }

    private void Finish()
    {
        Text = string.Join('\n', _pieces.Select(piece => piece.Text ?? HtmlText.From(piece.Html ?? "", _budget)));
        if (_pieces.Exists(piece => piece.Html is not null))
            Html = string.Join("<br>\n", _pieces.Select(piece => piece.Html ?? "<pre>" + Encoded(piece.Text ?? "") + "</pre>"));
    }

    /// <summary>A mark takes up to six characters.</summary>
    private string Encoded(string text)
    {
        var room = Math.Max(1, _budget.Characters / 6);
        if (text.Length > room)
            _budget.Cut();
        return _budget.Write(WebUtility.HtmlEncode(ShortText.Cut(text, room)));
    }

    /// <summary>File names may not carry a path or control characters.</summary>
    private static string? LastSegment(string? name)
    {
        if (name is null)
            return null;
        var clean = string.Concat(name.Where(c => !char.IsControl(c)));
        clean = clean[(clean.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return clean.Length == 0 ? null : clean.Length <= 255 ? clean : ShortText.Cut(clean, 200) + (char.IsLowSurrogate(clean[^55]) ? clean[^54..] : clean[^55..]);
    }

    private static string Short(string subject) => ShortText.Cut(subject, 80).Replace('/', ' ').Replace('\\', ' ').Trim();

    private static string Name(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => "base64",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        TransferEncoding.UuEncode => "uuencode",
        TransferEncoding.Identity => "text",
    };
}
