using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Sending.Rules;
using Banzhang.Desk.Messages;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Mail;
using Banzhang.Mail.Writing;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Sending;

/// <summary>Composes an answer as it goes out: text between the words of its queue in the customer's language, files, and the ids that keep the thread together.</summary>
internal sealed class LetterQuery(IDbContextFactory<AppDb> databases, IQueues queueBook, SettingsBook settings, FileStore files, TicketAddress addresses, ServiceLevelBook book)
{
    private const int MostReferences = 20;

    /// <summary>Null when its message is gone.</summary>
    public async Task<OutgoingContent?> ComposeAsync(OutgoingMail mail, MailAccountCard account, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        if (await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mail.MessageId, stop) is not { } message
            || await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == mail.TicketId, stop) is not { } ticket)
        {
            return null;
        }

        var threads = await TicketQuery.ThreadAsync(db, ticket, stop);
        var earlier = await db.Set<Message>().AsNoTracking().Where(m => threads.Contains(m.TicketId) && m.MailId != null && m.Visibility == Visibility.Public && m.At <= message.At && m.Id != message.Id)
            .OrderByDescending(m => m.At).Take(MostReferences).Select(m => new { m.MailId, m.Author, m.AuthorName, m.Body, m.At }).ToListAsync(stop);
        earlier.Reverse();
        var queue = (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Id == ticket.QueueId);
        var own = (await settings.GetAsync(MailSettings.Letters, stop)).Value.Of(queue?.Code ?? "");
        var isChinese = LetterText.IsChinese(earlier.Where(e => e.Author == AuthorKind.Customer).Select(e => e.Body).Reverse().Append(ticket.Subject).Append(message.Body));
        var number = TicketNumbers.Format(ticket.Number);
        var zone = (await book.WorkingHoursAsync(stop)).TimeZone;
        var (template, signature) = Around(own, isChinese, account.Facts.Name);
        var quoted = earlier.LastOrDefault(e => e.Author == AuthorKind.Customer) is { } last ? LetterText.Quote(Introduced(last.AuthorName, last.At, zone, isChinese), last.Body) : "";
        return new(new(account.Facts.Name, account.Facts.Address), [new(mail.ToName, mail.ToAddress)], mail.Subject, LetterText.Fill(template, message.Body, signature, number, message.AuthorName) + quoted, mail.MailId, message.At)
        {
            Copies = [.. mail.Copies.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(c => new MailAddress("", c))],
            ReplyTo = account.Facts.HasPlusAddresses ? addresses.For(account, ticket.Number) : null,
            InReplyTo = earlier.LastOrDefault(e => e.Author == AuthorKind.Customer)?.MailId,
            References = [.. earlier.Select(e => e.MailId!)],
            Files = await FilesAsync(db, message.Id, stop),
        };
    }

    /// <summary>The line above a quotation, in the department's time.</summary>
    private static string Introduced(string name, DateTimeOffset at, TimeZoneInfo zone, bool isChinese)
    {
        var language = CultureInfo.GetCultureInfo(isChinese ? Languages.Chinese : Languages.English);
        return string.Format(language, Words.ResourceManager.GetString(nameof(Words.QuoteIntroduced), language)!, TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), name);
    }

    private static (string Template, string Signature) Around(QueueLetter? own, bool isChinese, string name)
    {
        var language = CultureInfo.GetCultureInfo(isChinese ? Languages.Chinese : Languages.English);
        string Default(string key) => Words.ResourceManager.GetString(key, language)!;
        var template = isChinese ? own?.Template : own?.EnglishTemplate;
        var signature = isChinese ? own?.Signature : own?.EnglishSignature;
        return (
            string.IsNullOrWhiteSpace(template) ? Default(nameof(Words.LetterTemplate)) : template,
            string.IsNullOrWhiteSpace(signature) ? WordBook.Say(Default(nameof(Words.LetterSignature)), name) : signature);
    }

    private async Task<IReadOnlyList<OutgoingFile>> FilesAsync(AppDb db, MessageId message, CancellationToken stop)
    {
        var written = new List<OutgoingFile>();
        foreach (var file in await db.Set<StoredFile>().AsNoTracking().Where(f => f.Owner == message.Value).OrderBy(f => f.Place).ThenBy(f => f.Id).ToListAsync(stop))
        {
            await using var content = files.Open(file.Sha256) ?? throw new InvalidOperationException($"The content {file.Sha256} of the file {file.Id.Value} is missing.\nMaybe the folder of files was not restored with the database.");
            var bytes = new byte[content.Length];
            await content.ReadExactlyAsync(bytes, stop);
            written.Add(new(file.Name, file.ContentType, bytes));
        }

        return written;
    }
}
