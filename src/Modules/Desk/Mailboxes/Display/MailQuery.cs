using Banzhang.Customers.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Mail;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Display;

public sealed record MailFile(Guid Id, string Name, string ContentType, long Bytes);

/// <param name="Ticket">Its number; empty for none.</param>
/// <param name="Text">As far as it can be read; empty for a mail that is not kept.</param>
/// <param name="Defects">What the reader found wrong.</param>
/// <param name="HasRemote">The HTML would load something from elsewhere.</param>
public sealed record ShownMail(
    ReceivedMailId Id, DateTimeOffset At, MailFate Fate, MailReason Reason, string FromName, string FromAddress, string ReplyAddress, string ToAddress, string Subject, string Ticket, bool IsStranger, bool HasHtml, bool HasRemote,
    int LeftOut, long Bytes, bool IsKept, bool MaySeeRaw, string Detail, string Text, IReadOnlyList<string> Defects, IReadOnlyList<MailFile> Files, bool MayHandle,
    bool CanBeLetIn, bool CanBeFetched, MailProtection Protection, string Method, string Invitation);

/// <summary>One mail as it came, for whoever handles mail or may read its ticket.</summary>
internal sealed class MailQuery(IDbContextFactory<AppDb> databases, FileStore files, ICustomers customers)
{
    private const int MostPictures = 50, LargestPicture = 2 * 1024 * 1024;
    private const int LongestText = 100_000;
    private const int MostDefects = 20;

    public async Task<Outcome<ShownMail>> RunAsync(Guid id, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        var (line, ticket) = found.Value;
        var mail = await ReadAsync(line, stop);
        var owner = line.MessageId?.Value;
        var attached = owner is null ? [] : await db.Set<StoredFile>().AsNoTracking().Where(f => f.Owner == owner).OrderBy(f => f.Place).ThenBy(f => f.Id).Select(f => new MailFile(f.Id.Value, f.Name, f.ContentType, f.Bytes)).ToListAsync(stop);
        var text = mail?.Text ?? "";
        var invitation = ShownInvitation.Read(line.Invitation);
        return new ShownMail(
            line.Id, line.At, line.Fate, line.Reason, line.ErasedAt is null ? line.FromName : ErasedText.Name(""), Shown(line.FromAddress, by), Shown(line.ReplyAddress, by), line.ToAddress, line.ErasedAt is null ? line.Subject : ErasedText.Subject(""), ticket is null ? "" : TicketNumbers.Format(ticket.Number), line.IsStranger, line.HasHtml,
            mail?.Html is { } html && SafeHtml.Of(html, new Dictionary<string, string>(), false).HasRemote, line.LeftOut, line.Bytes, line.RawSha256 is not null, line.RawSha256 is not null && SeesContacts(by), line.Detail, text.Length > LongestText ? text[..LongestText] : text,
            [.. mail?.Defects.Take(MostDefects) ?? []], attached, by.May(Permissions.HandleMail), line.CanBeLetIn, line.CanBeFetched, line.Protection, invitation?.Method ?? "", invitation?.Text ?? "");
    }

    /// <summary>A document to be shut into a frame; null for a mail without HTML.</summary>
    public async Task<Outcome<string>> HtmlAsync(Guid id, bool remote, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        return await ReadAsync(found.Value.Line, stop) is { Html: { } html } mail ? SafeHtml.Of(html, PicturesOf(mail), remote).Html : new NoSuchMail();
    }

    /// <summary>The mail as it came, byte for byte.</summary>
    public async Task<Outcome<Stream>> RawAsync(Guid id, Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, by, stop);
        return !found.IsDone ? found.Refusal!
            : !SeesContacts(by) ? by.RefusalOf(Permissions.HandleMail)
            : found.Value.Line.RawSha256 is { } sha256 && files.Open(sha256) is { } content ? Outcome.Of(content) : new MailIsNotKept();
    }

    /// <summary>Whoever handles mail judges it by its address too.</summary>
    private bool SeesContacts(Actor by) => by.May(Permissions.HandleMail) || customers.MaySeeContactData(by);

    private string Shown(string address, Actor by) => address.Length == 0 || SeesContacts(by) ? address : PhoneNumber.MaskEmail(address);

    private static async Task<Outcome<(ReceivedMail Line, Ticket? Ticket)>> FindAsync(AppDb db, Guid id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.HandleMail) && !by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        ReceivedMailId wanted = new(id);
        if (await db.Set<ReceivedMail>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == wanted, stop) is not { } line)
        {
            return new NoSuchMail();
        }

        var ticket = line.TicketId is { } of ? await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == of, stop) : null;
        return by.May(Permissions.HandleMail) || (ticket is not null && by.Covers(Permissions.ReadTickets, ticket)) ? (line, ticket) : new NoSuchMail();
    }

    private async Task<MailMessage?> ReadAsync(ReceivedMail line, CancellationToken stop)
    {
        if (line.RawSha256 is not { } sha256)
        {
            return null;
        }

        await using var content = files.Open(sha256);
        if (content is null || content.Length > int.MaxValue)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, stop);
        return MailReader.Read(bytes);
    }

    /// <summary>Pictures by what they are, not by what the mail calls them.</summary>
    private static Dictionary<string, string> PicturesOf(MailMessage mail)
    {
        var pictures = new Dictionary<string, string>();
        foreach (var part in mail.Attachments.Where(a => a.ContentId is not null && a.Bytes is > 0 and <= LargestPicture).Take(MostPictures))
        {
            var bytes = part.ToArray();
            var type = ContentTypes.Sniff(bytes.AsSpan(0, Math.Min(bytes.Length, 512)));
            if (ContentTypes.IsShownInline(type))
            {
                pictures[part.ContentId!] = $"data:{type};base64,{Convert.ToBase64String(bytes)}";
            }
        }

        return pictures;
    }
}
