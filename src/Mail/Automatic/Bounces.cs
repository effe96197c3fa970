using System.Buffers;
using System.Text.RegularExpressions;
using Banzhang.Mail.Bodies;
using Banzhang.Mail.Headers;

namespace Banzhang.Mail.Automatic;

/// <summary>
/// Reports that a mail was not delivered, or not yet: by the book (RFC 3464), or as qmail, Exim, Exchange and the large providers write
/// them, told by a sender that is a machine with subject and text together. A report of success, a complaint (RFC 5965), a customer who
/// tells of a failure, quotes one or forwards one are no bounces.
/// </summary>
internal static partial class Bounces
{
    private const int ReportBytes = 256 * 1024;
    private const int TextCharacters = 8 * 1024;
    private const int LongestLine = 1024;

    public static MailBounce? Find(MailMessage mail)
    {
        if (mail.Root.ContentType == "multipart/report" && mail.Root.TypeField["report-type"] is { } kind && kind.Equals("feedback-report", StringComparison.OrdinalIgnoreCase))
            return null;
        var own = Own(mail.Root).Take(1000).ToList();
        var report = own.Find(part => part.ContentType is "message/delivery-status" or "message/global-delivery-status");
        return report is not null && (report == mail.Root || own.Exists(part => part.ContentType == "multipart/report") || IsOfMachine(mail)) ? ByReport(mail, report) : ByText(mail);
    }

    /// <summary>The parts of this mail alone: a mail within it, forwarded or returned, is not opened.</summary>
    private static IEnumerable<MailPart> Own(MailPart root)
    {
        var open = new Stack<MailPart>([root]);
        while (open.TryPop(out var part))
        {
            yield return part;
            for (var i = part.IsMultipart ? part.Children.Count - 1 : -1; i >= 0; i--)
                open.Push(part.Children[i]);
        }
    }

    private static MailBounce? ByReport(MailMessage mail, MailPart report)
    {
        var recipients = new List<string>();
        string? status = null;
        string? diagnostic = null;
        bool isFinal = false, any = false;
        foreach (var fields in Groups(report).Where(fields => fields.Find("Action") is not null || fields.Find("Final-Recipient") is not null))
        {
            any = true;
            var action = fields.Text("Action")?.Split(' ', '(', ';')[0].ToLowerInvariant() ?? "";
            if (action is "delivered" or "relayed" or "expanded" or "deliverable")
                continue;
            isFinal |= action != "delayed";
            recipients.Add(AfterType(fields.Text("Final-Recipient") ?? fields.Text("Original-Recipient") ?? ""));
            status ??= fields.Text("Status")?.Split(' ', '(')[0] is { Length: > 0 } code ? code : null;
            diagnostic ??= fields.Text("Diagnostic-Code") is { } said ? AfterType(said) : null;
        }
        if (!any)
            return ByText(mail);
        return recipients.Count == 0 ? null : new(isFinal, [.. recipients.Where(address => address.Length > 0).Distinct()], status, diagnostic, OriginalId(mail));
    }

    private static MailBounce? ByText(MailMessage mail)
    {
        var subject = mail.Subject.ToLowerInvariant();
        var text = (mail.Text.Length > TextCharacters ? mail.Text[..TextCharacters] : mail.Text).ToLowerInvariant();
        if (!IsUnlisted(mail, subject, text))
            return null;
        var isDelay = Any(AutomaticPatterns.All.DelaySubjects, subject) || Any(AutomaticPatterns.All.DelayTexts, text);
        return new(!isDelay, Recipients(mail), Status(mail.Text), null, OriginalId(mail));
    }

    /// <summary>
    /// A machine that speaks of failure: words of a well-known program, a mail daemon, an empty return path with the subject of a bounce, or a robot that
    /// returns the mail itself. The same words from a person are a question.
    /// </summary>
    private static bool IsUnlisted(MailMessage mail, string subject, string text)
    {
        var patterns = AutomaticPatterns.All;
        var bounceText = Any(patterns.BounceTexts, text);
        var returned = mail.Root.Children.Any(part => part.ContentType is "message/rfc822" or "text/rfc822-headers" or "message/rfc822-headers");
        if (!IsOfMachine(mail))
            return IsOfRobot(mail) && ((bounceText && returned) || Any(patterns.CertainTexts, text));
        if (mail.Header("X-Failed-Recipients").Any() || Any(patterns.CertainTexts, text))
            return !IsForwarded(subject);
        var bounceSubject = Any(patterns.BounceSubjects, subject) || Any(patterns.DelaySubjects, subject);
        if (!IsOfDaemon(mail))
            return bounceSubject || (bounceText && returned);
        // A postmaster is a person too, who answers and writes to lists.
        return bounceSubject || (!IsOfPerson(mail, subject) && (bounceText || Status(mail.Text) is not null));
    }

    /// <summary>By who sent it: a mail daemon, nobody at all, an empty return path (RFC 5321, 4.5.5), or Exim's own mark.</summary>
    private static bool IsOfMachine(MailMessage mail) =>
        IsOfDaemon(mail) || mail.From.All(sender => sender.Address.Length == 0) || mail.Header("Return-Path").Any(value => value.Trim() is "<>" or "<MAILER-DAEMON>") || mail.Header("X-Failed-Recipients").Any();

    private static bool IsOfDaemon(MailMessage mail)
    {
        var patterns = AutomaticPatterns.All;
        var (name, address) = mail.From.Count > 0 ? (mail.From[0].Name.ToLowerInvariant(), mail.From[0].Address.ToLowerInvariant()) : ("", "");
        var local = address.Split('@')[0];
        // A name without an address stands in its place.
        return Any(patterns.BounceSenders, local) || Any(patterns.BounceNames, name.Length > 0 ? name : local) || Array.Exists(patterns.Postmasters, known => local.StartsWith(known, StringComparison.Ordinal));
    }

    /// <summary>An answer, or a mail of a list, that nothing but its sender's name makes a machine's.</summary>
    private static bool IsOfPerson(MailMessage mail, string subject) =>
        !(mail.From.Count > 0 && Any(AutomaticPatterns.All.BounceSenders, mail.From[0].Address.ToLowerInvariant().Split('@')[0]))
        && !mail.Header("Return-Path").Any(value => value.Trim() == "<>") && !mail.Header("Auto-Submitted").Any()
        && (mail.Header("List-Unsubscribe").Any() || mail.Header("List-Id").Any() || (mail.InReplyTo is not null && Array.Exists(AutomaticPatterns.All.AnswerSubjects, answer => subject.StartsWith(answer, StringComparison.Ordinal))));

    private static bool IsOfRobot(MailMessage mail) =>
        mail.From.Count > 0 && (mail.From[0].Address.StartsWith("no-reply", StringComparison.OrdinalIgnoreCase) || mail.From[0].Address.StartsWith("noreply", StringComparison.OrdinalIgnoreCase));

    private static bool IsForwarded(string subject) => subject.StartsWith("fw", StringComparison.Ordinal) || subject.StartsWith("\u8f6c\u53d1", StringComparison.Ordinal);

    private static bool Any(string[] words, string text) => Array.Exists(words, word => text.Contains(word, StringComparison.Ordinal));

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

    private static List<string> Recipients(MailMessage mail)
    {
        var named = mail.Header("X-Failed-Recipients").SelectMany(AddressList.Parse).Select(address => address.Address).ToList();
        if (named.Count > 0)
            return named;
        // The text names the address above the copy of the mail; our own address and the reporter's stand there too.
        var others = mail.To.Concat(mail.Cc).Concat(mail.From).Select(address => address.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var line in mail.Text.Split('\n', 80).Take(79).TakeWhile(line => !IsCopy(line.Trim())))
        {
            foreach (var address in Addresses().Matches(line.Length > LongestLine ? line[..LongestLine] : line).Select(match => match.Value.Trim('.', '*', '-')))
            {
                if (!others.Contains(address) && !named.Contains(address) && named.Count < 10)
                    named.Add(address);
            }
        }
        return named;
    }

    /// <summary>Within a sentence of any script: Chinese puts neither blanks nor marks of ASCII around an address.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9/])[A-Za-z0-9_.+=&!#$%*-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}(?![A-Za-z0-9@/-]|\.[A-Za-z0-9])")]
    private static partial Regex Addresses();

    /// <summary>Where the copy of the mail begins.</summary>
    private static bool IsCopy(string line) =>
        line.StartsWith("Received:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("From:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Return-Path:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first enhanced status code of class 4 or 5 in the text (RFC 3463).</summary>
    private static string? Status(string text)
    {
        for (var i = 0; i + 4 < text.Length && i < TextCharacters; i++)
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
