using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.Mail;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Channels;

/// <param name="Mail">The whole message as the mail server received it.</param>
/// <param name="To">The address it was delivered to; null takes the header's.</param>
public sealed record DeliverMail(ReadOnlyMemory<byte> Mail, string? To = null);

public enum MailFate
{
    Opened = 1,

    /// <summary>It answers a ticket that is there.</summary>
    Continued = 2,

    /// <summary>The same mail came before.</summary>
    Known = 3,

    /// <summary>An automatic answer or a bounce: kept with its ticket as a note when it has one, never answered.</summary>
    Automatic = 4,
}

/// <param name="Ticket">Its number; empty when it belongs to none.</param>
public sealed record DeliveredMail(MailFate Fate, string Ticket);

/// <summary>
/// The intake of mail: durable before it answers. A reply continues its ticket by the mails it refers to or, from the same customer, by the number in its
/// subject; anything else opens one. A first reading: accounts, quarantine and sending follow with the room's mail issue.
/// </summary>
internal sealed class DeliverMailHandler(IWrites writes, TicketActsHandler acts, OpenTicketHandler open, ICustomers customers, IQueues queueBook, FileStore files)
{
    public async Task<Outcome<DeliveredMail>> HandleAsync(DeliverMail command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.OpenTickets))
        {
            return by.RefusalOf(Permissions.OpenTickets);
        }

        var mail = MailReader.Read(command.Mail);
        if (mail.From.Count == 0 && mail.Subject.Length == 0 && mail.MessageId is null)
        {
            return new MailIsUnreadable();
        }

        var kept = await KeepAsync(mail, stop);
        if (!kept.IsDone)
        {
            return kept.Refusal!;
        }

        var queue = (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Code == StandardQueuesSeed.Online) ?? (await queueBook.ReadAsync(stop))[0];
        return await writes.ActAsync<DeliveredMail>(by, (act, token) => DeliverAsync(act, mail, kept.Value, queue, token), stop);
    }

    private async Task<Outcome<DeliveredMail>> DeliverAsync(Act act, MailMessage mail, IReadOnlyList<KeptFile> kept, QueueCard queue, CancellationToken stop)
    {
        var mailId = Cut(mail.MessageId, 400);
        if (mailId is not null && await act.LookUpAsync<Message>(nameof(Message.MailId), mailId, stop) is { } known)
        {
            var there = await act.LookUpAsync<Ticket>(nameof(Ticket.Id), known.TicketId, stop);
            return new DeliveredMail(MailFate.Known, there is null ? "" : TicketNumbers.Format(there.Number));
        }

        var ticket = await FindTicketAsync(act, mail, stop);
        var automatic = mail.AutoSubmitted || mail.Bounce is not null;
        var body = CleanText.Repair(mail.VisibleText.Length > 0 ? mail.VisibleText : mail.Text);
        body = body.Trim().Length == 0 ? "-" : Cut(body, Message.LongestBody)!;
        if (automatic)
        {
            if (ticket is not null)
            {
                ticket.Note(act.Now);
                AddMessage(act, ticket, AuthorKind.System, Visibility.Internal, body, mailId, kept);
            }

            return new DeliveredMail(MailFate.Automatic, ticket is null ? "" : TicketNumbers.Format(ticket.Number));
        }

        if (ticket is { Status: not TicketStatus.Closed })
        {
            var continued = await acts.DoAsync(act, ticket, null, (underway, token) => ThreadWriting.CustomerWritesAsync(underway, body, Channel.Email, mailId, kept, token), stop);
            return continued.IsDone ? new DeliveredMail(MailFate.Continued, continued.Value.Number) : continued.Refusal!;
        }

        var from = mail.From.Count > 0 ? mail.From[0] : null;
        var address = from?.Address;
        var plausible = EmailAddress.IsPlausible(address);
        var subject = CleanText.Repair(mail.Subject.Trim());
        var opened = await open.OpenAsync(
            act,
            new(Channel.Email, subject.Length == 0 ? "-" : Cut(subject, TicketFields.LongestSubject)!, body,
                new CustomerIdentity(Cut(CleanText.Repair(from?.Name ?? ""), 200) is { Length: > 0 } name ? name : plausible ? address : "?", plausible ? address : null)),
            new(MailId: mailId, Files: kept), queue, stop);
        return opened.IsDone ? new DeliveredMail(MailFate.Opened, opened.Value.Number) : opened.Refusal!;
    }

    private async Task<Ticket?> FindTicketAsync(Act act, MailMessage mail, CancellationToken stop)
    {
        var referred = mail.References.Append(mail.InReplyTo).OfType<string>().Select(r => Cut(r, 400)!).Distinct().TakeLast(50).ToArray();
        if (referred.Length > 0 && await act.Db.Set<Message>().Where(m => m.MailId != null && referred.Contains(m.MailId)).OrderByDescending(m => m.At).FirstOrDefaultAsync(stop) is { } earlier)
        {
            return await act.Db.Set<Ticket>().SingleAsync(t => t.Id == earlier.TicketId, stop);
        }

        if (NumberIn(mail.Subject) is not { } number || await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == number, stop) is not { } named)
        {
            return null;
        }

        // A number can be guessed: it counts only from the customer's own address.
        var cards = await customers.ReadAsync([named.CustomerId], stop);
        return cards.TryGetValue(named.CustomerId, out var card) && mail.From.Any(f => f.Address is { Length: > 0 } a && EmailAddress.Normal(a) == card.Email) ? named : null;
    }

    private static long? NumberIn(string subject)
    {
        var at = subject.IndexOf("BZ-", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : TicketNumbers.Parse("BZ-" + new string([.. subject[(at + 3)..].TakeWhile(char.IsAsciiDigit)]));
    }

    private async Task<Outcome<IReadOnlyList<KeptFile>>> KeepAsync(MailMessage mail, CancellationToken stop)
    {
        var kept = new List<KeptFile>();
        foreach (var attachment in mail.Attachments.Take(100))
        {
            using var bytes = new MemoryStream(attachment.ToArray(), writable: false);
            var content = await files.KeepAsync(bytes, stop);
            if (!content.IsDone)
            {
                return content.Refusal!;
            }

            kept.Add(new(attachment.Name ?? attachment.ContentType, content.Value));
        }

        return kept.ToArray();
    }

    private static void AddMessage(Act act, Ticket ticket, AuthorKind author, Visibility visibility, string body, string? mailId, IReadOnlyList<KeptFile> kept)
    {
        var message = Message.Of(MessageId.New(act.Now), ticket.Id, author, null, ticket.CustomerName, visibility, Channel.Email, body, act.Now, mailId);
        act.Add(message);
        act.Tell(new MessageAdded(ticket.Facts, message.Id, author, visibility, body.Length));
        foreach (var file in kept)
        {
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Id.Value, file.Name, file.Content, act.Now));
        }
    }

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
