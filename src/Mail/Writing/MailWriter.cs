using System.Net;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Banzhang.Mail.Writing;

/// <param name="ContentType">As sniffed by us, not as the sender called it.</param>
public sealed record OutgoingFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>A mail to be written. Texts may hold anything; ids have their angle brackets.</summary>
/// <param name="Text">Lines end in LF; an HTML form of it is added.</param>
/// <param name="MessageId">Ours; the same for every try.</param>
public sealed record OutgoingContent(MailAddress From, IReadOnlyList<MailAddress> To, string Subject, string Text, string MessageId, DateTimeOffset Date)
{
    public string? ReplyTo { get; init; }

    public IReadOnlyList<MailAddress> Copies { get; init; } = [];

    public string? InReplyTo { get; init; }

    /// <summary>From the oldest to the parent.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Written by no person (RFC 3834): other machines then do not answer it.</summary>
    public bool IsAutomatic { get; init; }

    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];
}

/// <summary>
/// Writes mails (RFC 5322, 2045, 2047, 2231): UTF-8, text with an HTML alternative, attachments. Nothing in a text can become a header:
/// control characters of names, subjects and ids are blanks before they are written.
/// </summary>
public static class MailWriter
{
    private const int MostReferences = 20;
    private static readonly FormatOptions Format = MakeFormat();

    /// <exception cref="ArgumentException">An address is none.</exception>
    public static byte[] Write(OutgoingContent mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var message = new MimeMessage();
        message.From.Add(Mailbox(mail.From));
        message.To.AddRange(mail.To.Select(Mailbox));
        message.Cc.AddRange(mail.Copies.Where(c => IsAddress(c.Address)).Select(Mailbox));
        if (mail.ReplyTo is { Length: > 0 } reply)
            message.ReplyTo.Add(Mailbox(new("", reply)));
        message.Subject = OneLine(mail.Subject);
        message.Date = mail.Date;
        message.MessageId = Id(mail.MessageId) ?? throw new ArgumentException($"'{mail.MessageId}' is no message id.\nMaybe it lacks its angle brackets.", nameof(mail));
        if (mail.InReplyTo is { } parent && Id(parent) is { } answered)
            message.InReplyTo = answered;
        foreach (var reference in mail.References.TakeLast(MostReferences).Select(Id).OfType<string>())
            message.References.Add(reference);
        if (mail.IsAutomatic)
            message.Headers.Add("Auto-Submitted", "auto-replied");
        var body = new BodyBuilder { TextBody = mail.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal), HtmlBody = Html(mail.Text) };
        foreach (var file in mail.Files)
        {
            var type = ContentType.TryParse(file.ContentType, out var parsed) ? parsed : new ContentType("application", "octet-stream");
            body.Attachments.Add(OneLine(file.Name), file.Content.ToArray(), type);
        }
        message.Body = body.ToMessageBody();
        foreach (var part in message.BodyParts.OfType<MimePart>())
        {
            // The file's name as RFC 2231 has it, and once more beside the type as an encoded word: programs that never heard of RFC 2231 read it there.
            if (part.ContentType.Parameters.TryGetValue("name", out Parameter? name))
                name.EncodingMethod = ParameterEncodingMethod.Rfc2047;
            part.ContentTransferEncoding = part is TextPart && part.ContentDisposition is null ? part.GetBestEncoding(EncodingConstraint.SevenBit, 76) : ContentEncoding.Base64;
        }
        using var written = new MemoryStream();
        message.WriteTo(Format, written);
        return written.ToArray();
    }

    /// <summary>Whether a mail can be written to it: the standard's form, no name, no comment.</summary>
    public static bool IsAddress(string address) => Parsed(address) is not null;

    private static MailboxAddress Mailbox(MailAddress address)
    {
        if (Parsed(address.Address) is not { } parsed)
            throw new ArgumentException($"'{OneLine(address.Address)}' is no mail address.\nMaybe it holds a name or a comment.", nameof(address));
        return new MailboxAddress(Encoding.UTF8, OneLine(address.Name), parsed.Address);
    }

    private static MailboxAddress? Parsed(string address) =>
        MailboxAddress.TryParse(Strict, address.Trim(), out var parsed) && parsed.Address.Contains('@', StringComparison.Ordinal) && !parsed.Address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? parsed : null;

    private static ParserOptions Strict { get; } = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false };

    private static string? Id(string text) => MimeUtils.EnumerateReferences(OneLine(text)).FirstOrDefault(id => id.Length is > 0 and < 400 && id.All(c => c is > ' ' and < (char)127));

    private static string OneLine(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
    }).Trim();

    /// <summary>The text as HTML: paragraphs and quoted lines as they stand, addresses of pages as links.</summary>
    private static string Html(string text)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><div style=\"white-space:pre-wrap\">");
        foreach (var word in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split(' '))
        {
            if (html[^1] != '>')
                html.Append(' ');
            foreach (var (line, index) in word.Split('\n').Select((line, index) => (line, index)))
            {
                if (index > 0)
                    html.Append('\n');
                var safe = WebUtility.HtmlEncode(line);
                html.Append(line.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(line, UriKind.Absolute, out _) ? $"<a href=\"{safe}\">{safe}</a>" : safe);
            }
        }
        return html.Append("</div></body></html>").ToString();
    }

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.ParameterEncodingMethod = ParameterEncodingMethod.Rfc2231;
        return format;
    }
}
