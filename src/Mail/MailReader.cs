using Banzhang.Mail.Automatic;
using Banzhang.Mail.Headers;
using Banzhang.Mail.Protected;
using Banzhang.Mail.Replies;

namespace Banzhang.Mail;

/// <summary>
/// Reads any bytes as a mail. Never throws, never changes the original, and takes time and memory in proportion to its length
/// (bounds in <see cref="Limits"/>); what is wrong is named in <see cref="MailMessage.Defects"/>.
/// </summary>
public static class MailReader
{
    public static MailMessage Read(ReadOnlyMemory<byte> mail)
    {
        var defects = new Defects();
        var budget = new Budget(mail.Length, defects);
        var root = new PartReader(budget).Read(WithLineFeeds(mail, defects));
        var headers = root.Headers;
        var content = MailContent.Gather(root, budget);
        var message = new MailMessage
        {
            Original = mail,
            Root = root,
            MessageId = MessageIds.Own(headers.Text("Message-ID")),
            InReplyTo = MessageIds.Parse(headers.Text("In-Reply-To")).LastOrDefault(),
            References = [.. MessageIds.Parse(headers.Text("References"))],
            From = AddressList.Parse(headers.Text("From")),
            To = All(headers, "To"),
            Cc = All(headers, "Cc"),
            ReplyTo = All(headers, "Reply-To"),
            Subject = string.Join(' ', (headers.Decoded("Subject") ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)),
            Date = MailDate.Parse(headers.Text("Date")),
            Text = content.Text,
            Html = content.Html,
            VisibleText = VisibleText.Of(content.Text),
            Attachments = content.Attachments,
            Protection = Protections.Of(root, content.Text),
            Invitation = content.Invitation,
        };
        if (message.Date is null && headers.Text("Date") is not null)
            defects.Add("The date cannot be read.");
        if (message.From.Count == 0)
            defects.Add("There is no sender.");
        message = message with { Bounce = Bounces.Find(message) };
        return message with { AutoSubmitted = message.Bounce is not null || AutomaticMail.Is(message), IsAutomaticReply = message.Bounce is not null || AutomaticMail.IsReply(message), HasAutomaticSubject = AutomaticMail.HasSubject(message), Defects = defects.List };
    }

    private static List<MailAddress> All(HeaderBlock headers, string name) => [.. headers.Texts(name).SelectMany(AddressList.Parse).Take(Limits.Addresses)];

    /// <summary>A mail whose lines end in CR alone is read from a copy with LF.</summary>
    private static ReadOnlyMemory<byte> WithLineFeeds(ReadOnlyMemory<byte> mail, Defects defects)
    {
        if (mail.Length is 0 or > Limits.TextBytes || mail.Span.Contains((byte)'\n') || !mail.Span.Contains((byte)'\r'))
            return mail;
        defects.Add("Lines end in carriage returns.");
        var copy = mail.ToArray();
        copy.AsSpan().Replace((byte)'\r', (byte)'\n');
        return copy;
    }
}
