using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Banzhang.Mail;

/// <summary>The JSON object of <c>mail parse</c>: a promise to scripts, kept stable.</summary>
public static class MailJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One line.</summary>
    public static string Write(MailMessage mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return JsonSerializer.Serialize(ToObject(mail), Options);
    }

    private static MailObject ToObject(MailMessage mail) => new(
        mail.MessageId,
        mail.InReplyTo,
        mail.References,
        Address(mail.From.Count > 0 ? mail.From[0] : new MailAddress("", "")),
        [.. mail.To.Select(Address)],
        [.. mail.Cc.Select(Address)],
        [.. mail.ReplyTo.Select(Address)],
        mail.Subject,
        mail.Date?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        mail.Text,
        mail.Html,
        mail.VisibleText,
        mail.AutoSubmitted,
        mail.Bounce is not null,
        [.. mail.Attachments.Select(file => new AttachmentObject(file.Name, file.ContentType, file.Bytes, file.Sha256, file.IsInline, file.ContentId))],
        mail.Defects);

    private static AddressObject Address(MailAddress address) => new(address.Name, address.Address);

    private sealed record MailObject(
        string? MessageId,
        string? InReplyTo,
        IReadOnlyList<string> References,
        AddressObject From,
        IReadOnlyList<AddressObject> To,
        IReadOnlyList<AddressObject> Cc,
        IReadOnlyList<AddressObject> ReplyTo,
        string Subject,
        string? Date,
        string Text,
        string? Html,
        string VisibleText,
        bool AutoSubmitted,
        bool Bounce,
        IReadOnlyList<AttachmentObject> Attachments,
        IReadOnlyList<string> Defects);

    private sealed record AddressObject(string Name, string Address);

    private sealed record AttachmentObject(string? Name, string ContentType, long Bytes, string Sha256, [property: JsonPropertyName("inline")] bool IsInline, string? ContentId);
}
