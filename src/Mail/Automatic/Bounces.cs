using System.Buffers;
using System.Text;
using Banzhang.Mail.Bodies;
using Banzhang.Mail.Headers;

namespace Banzhang.Mail.Automatic;

/// <summary>
/// Reports that a mail was not delivered: by the book (RFC 3464, an action of <c>failed</c>), or as qmail, Exim, Exchange, and the large
/// Chinese providers write them, told by sender, subject and text together. A notice of mere delay is no bounce.
/// </summary>
internal static class Bounces
{
    private const int ReportBytes = 256 * 1024;

    public static MailBounce? Find(MailMessage mail)
    {
        if (mail.Root.Leaves().Take(1000).Concat(mail.Root.Children.Take(1000)).FirstOrDefault(part => part.ContentType is "message/delivery-status" or "message/global-delivery-status") is { } report)
            return ByReport(mail, report);
        return IsUnlisted(mail) ? new(Recipients(mail), Status(mail.Text), null, OriginalId(mail)) : null;
    }

    private static MailBounce? ByReport(MailMessage mail, MailPart report)
    {
        var failed = new List<string>();
        string? status = null;
        string? diagnostic = null;
        var actions = 0;
        foreach (var fields in Groups(report))
        {
            if (fields.Text("Action") is not { } action)
                continue;
            actions++;
            if (!action.Trim().StartsWith("failed", StringComparison.OrdinalIgnoreCase))
                continue;
            failed.Add(AfterType(fields.Text("Final-Recipient") ?? fields.Text("Original-Recipient") ?? ""));
            status ??= fields.Text("Status")?.Split(' ', '(')[0];
            diagnostic ??= fields.Text("Diagnostic-Code") is { } code ? AfterType(code) : null;
        }
        if (failed.Count > 0)
            return new([.. failed.Where(address => address.Length > 0)], status, diagnostic, OriginalId(mail));
        return actions == 0 && IsUnlisted(mail) ? new(Recipients(mail), Status(mail.Text), null, OriginalId(mail)) : null;
    }

    /// <summary>The groups of fields of a delivery status, apart by empty lines (RFC 3464, 2.1).</summary>
    private static IEnumerable<HeaderBlock> Groups(MailPart report)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        TransferEncodings.Decode(report.Encoding, report.Body.Span[..Math.Min(report.Body.Length, ReportBytes)], bytes);
        var rest = bytes.WrittenMemory;
        for (var count = 0; rest.Length > 0 && count < 1000; count++)
        {
            var block = HeaderBlock.Read(rest, new Defects());
            yield return block;
            rest = rest[(block.BodyStart > 0 ? block.BodyStart : Lines.After(rest.Span, 0))..];
        }
    }

    /// <summary><c>rfc822; user@host</c> without its type.</summary>
    private static string AfterType(string field) => field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>');

    private static bool IsUnlisted(MailMessage mail)
    {
        var patterns = AutomaticPatterns.All;
        var subject = mail.Subject.ToLowerInvariant();
        if (Array.Exists(patterns.DelaySubjects, word => subject.Contains(word, StringComparison.Ordinal)))
            return false;
        var sender = (mail.From.Count > 0 ? mail.From[0].Address : "").ToLowerInvariant();
        var local = sender.Split('@')[0];
        var emptyPath = mail.Header("Return-Path").Any(value => value.Trim() is "<>" or "<MAILER-DAEMON>");
        var daemon = Array.Exists(patterns.BounceSenders, name => local.Contains(name, StringComparison.Ordinal));
        var postmaster = Array.Exists(patterns.Postmasters, name => local.StartsWith(name, StringComparison.Ordinal));
        var bounceSubject = Array.Exists(patterns.BounceSubjects, word => subject.Contains(word, StringComparison.Ordinal));
        var text = (mail.Text.Length > 8192 ? mail.Text[..8192] : mail.Text).ToLowerInvariant();
        var bounceText = Array.Exists(patterns.BounceTexts, word => text.Contains(word, StringComparison.Ordinal));
        if (mail.Header("X-Failed-Recipients").Any())
            return true;
        if (daemon)
            return bounceSubject || bounceText;
        return (postmaster || emptyPath) && bounceSubject;
    }

    private static List<string> Recipients(MailMessage mail)
    {
        var named = mail.Header("X-Failed-Recipients").SelectMany(AddressList.Parse).Select(address => address.Address).ToList();
        if (named.Count > 0)
            return named;
        // qmail and others write the address in brackets or alone on its line, above the copy of the mail.
        foreach (var line in mail.Text.Split('\n').Take(60).Select(line => line.Trim().TrimEnd(':').Trim('<', '>')))
        {
            if (line.Length is > 3 and < 255 && line.Contains('@', StringComparison.Ordinal) && !line.Contains(' ', StringComparison.Ordinal) && !named.Contains(line))
                named.Add(line);
        }
        return named;
    }

    /// <summary>The first enhanced status code of class 4 or 5 in the text (RFC 3463).</summary>
    private static string? Status(string text)
    {
        for (var i = 0; i + 4 < text.Length && i < 8192; i++)
        {
            if (text[i] is not ('4' or '5') || text[i + 1] != '.' || (i > 0 && (char.IsAsciiDigit(text[i - 1]) || text[i - 1] == '.')))
                continue;
            var end = i + 2;
            while (end < text.Length && end < i + 10 && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
                end++;
            var code = text[i..end].TrimEnd('.');
            if (code.Split('.') is { Length: 3 } parts && parts.All(part => part.Length is >= 1 and <= 3))
                return code;
        }
        return null;
    }

    /// <summary>Id of the mail that failed, from the copy or the header of it that the report holds.</summary>
    private static string? OriginalId(MailMessage mail)
    {
        foreach (var part in mail.Root.Children.Take(100))
        {
            if (part.ContentType is "message/rfc822" && part.Children.Count == 1)
                return MessageIds.Parse(part.Children[0].Headers.Text("Message-ID")).FirstOrDefault();
            if (part.ContentType is "text/rfc822-headers" or "message/rfc822-headers")
            {
                var bytes = new ArrayBufferWriter<byte>(1024);
                TransferEncodings.Decode(part.Encoding, part.Body.Span[..Math.Min(part.Body.Length, ReportBytes)], bytes);
                return MessageIds.Parse(HeaderBlock.Read(bytes.WrittenMemory, new Defects()).Text("Message-ID")).FirstOrDefault();
            }
        }
        var at = mail.Text.IndexOf("Message-I", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var end = mail.Text.IndexOf('\n', at);
        return MessageIds.Parse(mail.Text[at..(end < 0 ? mail.Text.Length : end)]).FirstOrDefault();
    }
}
