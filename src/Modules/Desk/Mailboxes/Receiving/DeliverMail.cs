using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Receiving.Rules;
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
using Banzhang.Platform.Settings;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Banzhang.Desk.Mailboxes.Receiving;

/// <param name="Mail">The whole message as the mail server received it.</param>
/// <param name="To">The address it was delivered to; null takes the header's.</param>
public sealed record DeliverMail(ReadOnlyMemory<byte> Mail, string? To = null);

/// <param name="Ticket">Its number; empty when it belongs to none.</param>
public sealed record DeliveredMail(MailFate Fate, string Ticket);

/// <summary>How far a mailbox is read once this mail is in our books.</summary>
internal sealed record MailboxPlace(string Holder, long Validity, long Uid);

/// <summary>How a mail reached the intake.</summary>
/// <param name="Account">The account it was fetched from; null for the pipe.</param>
/// <param name="Place">Recorded in the same transaction as the ticket; null for the pipe.</param>
/// <param name="Released">The line of the log that a person let in.</param>
/// <param name="IsAPersons">A person knows that no machine wrote it.</param>
internal sealed record MailArrival(MailAccountId? Account = null, string? To = null, MailboxPlace? Place = null, ReceivedMailId? Released = null, bool IsAPersons = false);

/// <summary>
/// The intake of mail: durable before it answers, and it always answers: what cannot become part of a ticket waits in quarantine and holds up nobody.
/// Ticket, log and the place in the mailbox are written in one transaction, so that each mail becomes one message however often a node dies.
/// </summary>
internal sealed partial class DeliverMailHandler(
    IWrites writes, TicketActsHandler acts, OpenTicketHandler open, TicketOfMailQuery threads, IQueues queueBook, MailAccountsQuery accounts, SettingsBook settings, FileStore files,
    IDbContextFactory<AppDb> databases, TimeProvider clock, ILogger<DeliverMailHandler> log)
{
    private const int MostOthers = 20;

    /// <summary>One that fails means that another mail of the same ticket or writer got through meanwhile, so as many come to an end as may arrive at once.</summary>
    private const int Attempts = 50;

    public async Task<Outcome<DeliveredMail>> HandleAsync(DeliverMail command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.OpenTickets))
        {
            return by.RefusalOf(Permissions.OpenTickets);
        }

        return await TakeInAsync(command.Mail, new(To: command.To), by, stop);
    }

    internal async Task<Outcome<DeliveredMail>> TakeInAsync(ReadOnlyMemory<byte> bytes, MailArrival arrival, Actor by, CancellationToken stop)
    {
        var limits = (await settings.GetAsync(MailSettings.Limits, stop)).Value;
        using var raw = MailBytes.Open(bytes);
        var kept = await files.KeepAsync(raw, long.MaxValue, stop);
        if (!kept.IsDone)
        {
            return kept.Refusal!;
        }

        var sha256 = kept.Value.Sha256;
        try
        {
            return await ReadAsync(bytes, sha256, limits, arrival, by, stop);
        }
        catch (Exception fault) when (IsUnforeseen(fault))
        {
            // The edge of the intake: one mail that nobody foresaw must not keep all later ones from being read. Nothing that was read of it is written, for that may be what failed.
            IntakeFailed(log, sha256, fault);
            return await SetAsideAsync(MailReason.Faulty, MailDetail.Unforeseen(sha256), ReceivedFacts.Unread(sha256, bytes.Length), null, arrival, by, stop);
        }
    }

    private async Task<Outcome<DeliveredMail>> ReadAsync(ReadOnlyMemory<byte> bytes, string sha256, MailLimits limits, MailArrival arrival, Actor by, CancellationToken stop)
    {
        if (bytes.Length > limits.LargestBytes && arrival.Released is null)
        {
            var start = MailReader.Read(bytes[..(int)Math.Min(bytes.Length, 64 * 1024)]);
            return await SetAsideAsync(MailReason.TooLarge, "", FactsOf(start, arrival, sha256, bytes.Length, 0), MailIdentity.KeyOfPart(start, bytes.Length), arrival, by, stop);
        }

        var mail = MailReader.Read(bytes);
        var attached = await KeepAsync(mail, limits, stop);
        if (!attached.IsDone)
        {
            return attached.Refusal!;
        }

        var facts = FactsOf(mail, arrival, sha256, bytes.Length, mail.Attachments.Count - attached.Value.Count);
        var letter = new IncomingLetter(mail, facts, attached.Value, await QueueAsync(mail, arrival, stop), await DoubtAsync(mail, facts, arrival, limits, stop));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var taken = await writes.ActAsync<DeliveredMail>(by, (act, token) => TakeAsync(act, letter, arrival, token), stop);
                if (taken.Refusal is null or MailboxIsHeldElsewhere or MailIsNotQuarantined or Unavailable)
                {
                    return taken;
                }

                if (taken.Refusal is ChangedMeanwhile && attempt < Attempts)
                {
                    continue;
                }

                return await SetAsideAsync(MailReason.Faulty, MailDetail.Refused(taken.Refusal.Code), facts.Brief, MailIdentity.KeyOf(mail), arrival, by, stop);
            }
            catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault) && attempt < Attempts)
            {
                // The same mail came in by another account at this very moment: now it is known.
            }
            catch (Exception fault) when (IsUnforeseen(fault))
            {
                IntakeFailed(log, sha256, fault);
                return await SetAsideAsync(MailReason.Faulty, MailDetail.Unforeseen(sha256), facts.Brief, MailIdentity.KeyOf(mail), arrival, by, stop);
            }
        }
    }

    /// <summary>Not a fault of the storage, the folder of files included: that is no mail's fault, and a later try goes well.</summary>
    private static bool IsUnforeseen(Exception fault) => fault is not (OperationCanceledException or IOException or UnauthorizedAccessException) && StorageFaults.AsRefusal(fault) is null;

    /// <summary>Into quarantine without a look at it; also for a mail of which only the header was fetched, which can be fetched again.</summary>
    /// <param name="key">By which the same mail is known when it comes again; null when nothing of it could be read.</param>
    internal async Task<Outcome<DeliveredMail>> SetAsideAsync(MailReason reason, string detail, ReceivedFacts facts, string? key, MailArrival arrival, Actor by, CancellationToken stop) =>
        await writes.ActAsync<DeliveredMail>(by, async (act, token) =>
        {
            if (!await MoveOnAsync(act, arrival, token))
            {
                return new MailboxIsHeldElsewhere();
            }

            if (arrival.Released is { } released && !await IsOursAsync(act, released, arrival.IsAPersons, token))
            {
                return new MailIsNotQuarantined();
            }

            if (key is not null && await act.LookUpAsync<ReceivedMail>(nameof(ReceivedMail.Key), key, token) is { } known && known.Id != arrival.Released)
            {
                return await AgainAsync(act, facts, arrival, known, token);
            }

            var line = await LineAsync(act, arrival, facts, token);
            if (line.RawSha256 is null)
            {
                line.Know(facts);
            }

            line.Become(MailFate.Quarantined, reason, detail);
            line.Belongs(null, null, false, key);
            if (arrival.Place is { } place)
            {
                line.LiesAt(place.Validity, place.Uid);
            }

            return new DeliveredMail(MailFate.Quarantined, "");
        }, stop);

    /// <summary>The one address that counts as the writer's, as it is stored and answered; empty when none can be read.</summary>
    internal static string WriterOf(MailMessage mail) => mail.From.Count > 0 ? ShortText.Cut(EmailAddress.Normal(CleanText.Repair(mail.From[0].Address)), 320) : "";

    internal static ReceivedFacts FactsOf(MailMessage mail, MailArrival arrival, string? sha256, long bytes, int leftOut)
    {
        var name = mail.From.Count > 0 ? mail.From[0].Name : "";
        var reply = mail.ReplyTo.FirstOrDefault(a => EmailAddress.IsPlausible(a.Address));
        var address = WriterOf(mail);
        var answered = reply is null ? "" : EmailAddress.Normal(reply.Address);
        return new(
            ShortText.Cut(CleanText.Repair(name), 200), address, answered == address ? "" : answered,
            ShortText.Cut(CleanText.Repair(arrival.To ?? (mail.To.Count > 0 ? mail.To[0].Address : "")), 320), ShortText.Cut(CleanText.Repair(mail.Subject), 500), sha256, bytes, mail.Html is not null, leftOut,
            string.Join('\n', mail.To.Concat(mail.Cc).Select(a => EmailAddress.Normal(CleanText.Repair(a.Address))).Where(a => a != address && EmailAddress.IsPlausible(a)).Distinct().Take(MostOthers)),
            mail.Protection, mail.Invitation is { } invitation ? ShownInvitation.Of(invitation) : null);
    }

    private async Task<Outcome<DeliveredMail>> TakeAsync(Act act, IncomingLetter letter, MailArrival arrival, CancellationToken stop)
    {
        if (!await MoveOnAsync(act, arrival, stop))
        {
            return new MailboxIsHeldElsewhere();
        }

        var mail = letter.Mail;
        var key = MailIdentity.KeyOf(mail);
        if (arrival.Released is { } released && !await IsOursAsync(act, released, arrival.IsAPersons, stop))
        {
            return new MailIsNotQuarantined();
        }

        if (await act.LookUpAsync<ReceivedMail>(nameof(ReceivedMail.Key), key, stop) is { } known && known.Id != arrival.Released)
        {
            if (known.ErasedAt is not null)
            {
                NobodyKeeps(act, letter.Files);
            }

            return await AgainAsync(act, letter.Facts, arrival, known, stop);
        }

        var line = await LineAsync(act, arrival, letter.Facts, stop);
        line.Know(letter.Facts);
        if (mail.MessageId is { } id && await act.LookUpAsync<OutgoingMail>(nameof(OutgoingMail.MailId), ShortText.Cut(CleanText.Repair(id), 400), stop) is { } own)
        {
            line.Become(MailFate.Own, MailReason.OurOwn);
            line.Belongs(own.TicketId, own.MessageId, false, key);
            if (own.ErasedAt is not null)
            {
                // A letter to somebody who was erased since: that it came back is all that is kept.
                line.Erase(act.Now);
                act.Add(UnwantedFile.Of(letter.Facts.RawSha256!, act.Now));
                NobodyKeeps(act, letter.Files);
            }

            return new DeliveredMail(MailFate.Own, await NumberAsync(act, own.TicketId, stop));
        }

        if (letter.Doubt != MailDoubt.None)
        {
            line.Become(MailFate.Quarantined, letter.Doubt switch { MailDoubt.Loop => MailReason.Loop, MailDoubt.TooMany => MailReason.TooMany, _ => MailReason.Unreadable });
            line.Belongs(null, null, false, key);

            // They stand in the raw mail, and are kept again when it is let in.
            NobodyKeeps(act, letter.Files);
            return new DeliveredMail(MailFate.Quarantined, "");
        }

        if (mail.Bounce is { } bounce && !arrival.IsAPersons)
        {
            return await BouncedAsync(act, letter, bounce, line, key, stop);
        }

        var found = await threads.FindAsync(act, mail, arrival.To, stop);
        // A subject alone is a machine's only where it answers a mail of the thread.
        return !arrival.IsAPersons && (mail.IsAutomaticReply || (mail.HasAutomaticSubject && found.Reason == MailReason.ByReference))
            ? Automatic(act, letter, found.Ticket, line, key)
            : found.Ticket is { Status: not TicketStatus.Closed } ticket
                ? await ContinueAsync(act, letter, ticket, found, line, key, stop)
                : await OpenAsync(act, letter, found.Ticket is null ? MailReason.NewMatter : MailReason.AfterClosing, line, key, stop);
    }

    /// <summary>A copy from another account gets its own line; the same mailbox read again after its uids changed does not.</summary>
    private static async Task<Outcome<DeliveredMail>> AgainAsync(Act act, ReceivedFacts facts, MailArrival arrival, ReceivedMail known, CancellationToken stop)
    {
        if (arrival.Place is null || known.AccountId != arrival.Account)
        {
            var copy = await LineAsync(act, arrival, facts, stop);
            copy.Become(MailFate.Known, MailReason.SameMail);
            copy.Belongs(known.TicketId, known.MessageId, known.IsStranger, null);
            if (known.ErasedAt is not null)
            {
                copy.Erase(act.Now);
            }
        }

        // Its content was kept before anybody could know that it had been erased.
        if (known.ErasedAt is not null && facts.RawSha256 is { } raw)
        {
            act.Add(UnwantedFile.Of(raw, act.Now));
        }

        return new DeliveredMail(MailFate.Known, await NumberAsync(act, known.TicketId, stop));
    }

    private async Task<Outcome<DeliveredMail>> BouncedAsync(Act act, IncomingLetter letter, MailBounce bounce, ReceivedMail line, string key, CancellationToken stop)
    {
        var ids = letter.Mail.References.Append(letter.Mail.InReplyTo).Append(bounce.OriginalMessageId).OfType<string>().Select(r => ShortText.Cut(CleanText.Repair(r), 400)).Distinct().TakeLast(50).ToArray();
        var sent = await act.Db.Set<OutgoingMail>().Where(o => ids.Contains(o.MailId)).OrderByDescending(o => o.Number).FirstOrDefaultAsync(stop);
        var said = string.Join(' ', new[] { bounce.Status, bounce.Diagnostic }.Where(t => !string.IsNullOrWhiteSpace(t)));
        var reason = bounce.IsFinal ? MailReason.NotDelivered : MailReason.Delayed;
        if (sent is { ErasedAt: not null })
        {
            // It tells of a letter to somebody who was erased, and quotes it: that it came back is all that is kept.
            line.Become(MailFate.Bounced, reason);
            line.Belongs(sent.TicketId, null, false, key);
            line.Erase(act.Now);
            act.Add(UnwantedFile.Of(letter.Facts.RawSha256!, act.Now));
            NobodyKeeps(act, letter.Files);
            return new DeliveredMail(MailFate.Bounced, "");
        }

        line.Become(MailFate.Bounced, reason, CleanText.Repair(said));
        var ticket = sent is not null
            ? await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == sent.TicketId, stop) is { } written ? await TicketActsHandler.SurvivorAsync(act, written, stop) : null
            : (await threads.FindAsync(act, letter.Mail, null, stop)).Ticket;
        var isOfCopy = sent is not null && bounce.Recipients.Count > 0 && !bounce.Recipients.Any(r => EmailAddress.Normal(r) == EmailAddress.Normal(sent.ToAddress)) && bounce.Recipients.All(r => sent.Copies.Split('\n').Contains(EmailAddress.Normal(r)));
        if (isOfCopy)
        {
            // The customer got it: only somebody who was to have a copy did not. The note in the thread says so.
        }
        else if (sent is not null && bounce.IsFinal)
        {
            sent.CameBack(CleanText.Repair(said.Length > 0 ? said : letter.Mail.Subject));
            if (ticket is not null)
            {
                act.Tell(new AnswerNotDelivered(ticket.Facts, sent.MessageId, CameBack: true));
            }
        }
        else
        {
            sent?.IsDelayed(CleanText.Repair(said.Length > 0 ? said : letter.Mail.Subject));
        }

        return Note(act, letter, ticket, MailFate.Bounced, line, key);
    }

    /// <summary>No row will name these contents, unless another does.</summary>
    private static void NobodyKeeps(Act act, IReadOnlyList<KeptFile> files)
    {
        foreach (var file in files)
        {
            act.Add(UnwantedFile.Of(file.Content.Sha256, act.Now));
        }
    }

    private static Outcome<DeliveredMail> Automatic(Act act, IncomingLetter letter, Ticket? ticket, ReceivedMail line, string key)
    {
        line.Become(MailFate.Automatic, MailReason.SentByMachine);
        return Note(act, letter, ticket, MailFate.Automatic, line, key);
    }

    /// <summary>Kept where people see it, answered by nobody.</summary>
    private static Outcome<DeliveredMail> Note(Act act, IncomingLetter letter, Ticket? ticket, MailFate fate, ReceivedMail line, string key)
    {
        if (ticket is null)
        {
            line.Belongs(null, null, false, key);
            return new DeliveredMail(fate, "");
        }

        ticket.Note(act.Now);
        var message = Message.Of(MessageId.New(act.Now), ticket.Id, AuthorKind.System, null, letter.Sender, Visibility.Internal, Channel.Email, letter.Body, act.Now);
        act.Add(message);
        act.Tell(new MessageAdded(ticket.Facts, message.Id, AuthorKind.System, Visibility.Internal, letter.Body.Length));
        foreach (var (place, file) in letter.Files.Index())
        {
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Id.Value, file.Name, file.Content, act.Now, place));
        }

        line.Belongs(ticket.Id, message.Id, false, key);
        return new DeliveredMail(fate, TicketNumbers.Format(ticket.Number));
    }

    private async Task<Outcome<DeliveredMail>> ContinueAsync(Act act, IncomingLetter letter, Ticket ticket, TicketOfMail found, ReceivedMail line, string key, CancellationToken stop)
    {
        var id = MessageId.New(act.Now);
        var mailId = await FreeIdAsync(act, letter.Mail, stop);
        var continued = await acts.DoAsync(act, ticket, null, (underway, token) =>
            ThreadWriting.CustomerWritesAsync(underway, new(letter.Body, Channel.Email, mailId, letter.Files, id, found.IsStranger ? letter.Sender : null), token), stop);
        if (!continued.IsDone)
        {
            return continued.Refusal!;
        }

        line.Become(MailFate.Continued, found.Reason);
        line.Belongs(ticket.Id, id, found.IsStranger, key);
        return new DeliveredMail(MailFate.Continued, continued.Value.Number);
    }

    private async Task<Outcome<DeliveredMail>> OpenAsync(Act act, IncomingLetter letter, MailReason reason, ReceivedMail line, string key, CancellationToken stop)
    {
        var id = MessageId.New(act.Now);
        var address = letter.Mail.From.Count > 0 ? letter.Mail.From[0].Address : null;
        var plausible = EmailAddress.IsPlausible(address);
        var subject = letter.Facts.Subject.Trim();
        var opened = await open.OpenAsync(
            act,
            new(Channel.Email, subject.Length == 0 ? "-" : ShortText.Cut(subject, TicketFields.LongestSubject), letter.Body, new CustomerIdentity(letter.Sender, plausible ? address : null)),
            new(MailId: await FreeIdAsync(act, letter.Mail, stop), Files: letter.Files, Message: id), letter.Queue, stop);
        if (!opened.IsDone)
        {
            return opened.Refusal!;
        }

        line.Become(MailFate.Opened, reason);
        line.Belongs(opened.Value.Id, id, false, key);
        return new DeliveredMail(MailFate.Opened, opened.Value.Number);
    }

    /// <summary>The mail's id for its message, unless another mail with another content has it already: ids of strangers' programs are not always unique.</summary>
    private static async Task<string?> FreeIdAsync(Act act, MailMessage mail, CancellationToken stop) =>
        mail.MessageId is { } id && ShortText.Cut(CleanText.Repair(id), 400) is var clean && await act.LookUpAsync<Message>(nameof(Message.MailId), clean, stop) is null ? clean : null;

    /// <summary>Asked before the act, which has better things to wait for; that a few more slip through at once does no harm. What a person let in is not doubted again.</summary>
    private async Task<MailDoubt> DoubtAsync(MailMessage mail, ReceivedFacts facts, MailArrival arrival, MailLimits limits, CancellationToken stop)
    {
        if (arrival.Released is not null)
        {
            return MailDoubt.None;
        }

        var since = clock.GetUtcNow().AddMinutes(-limits.SenderMinutes);
        await using var db = await databases.CreateDbContextAsync(stop);
        var lately = facts.FromAddress.Length == 0 ? 0 : await db.Set<ReceivedMail>().CountAsync(r => r.FromAddress == facts.FromAddress && r.At > since, stop);
        var readable = mail.From.Count > 0 || mail.Subject.Length > 0 || mail.MessageId is not null;
        var ours = (await accounts.ReadAsync(stop)).Any(a => a.Facts.Address == facts.FromAddress);
        return MailJudgement.Of(new(readable, mail.Header("Received").Take(1000).Count(), ours, lately), limits.Hops, limits.SenderMails);
    }

    /// <summary>Takes a mail out of every other hand until the act ends; false when somebody else let it in or threw it away.</summary>
    /// <param name="wasTakenForAMachines">It is one that <see cref="ReceivedMail.WasTakenForAMachines"/>; otherwise one that waits in quarantine.</param>
    internal static async Task<bool> IsOursAsync(Act act, ReceivedMailId id, bool wasTakenForAMachines, CancellationToken stop) =>
        await act.Db.Set<ReceivedMail>().Where(r => r.Id == id && r.ErasedAt == null && (wasTakenForAMachines ? r.TicketId == null && (r.Fate == MailFate.Automatic || r.Fate == MailFate.Bounced) : r.Fate == MailFate.Quarantined)).ExecuteUpdateAsync(set => set.SetProperty(r => r.Fate, MailFate.Quarantined), stop) == 1;

    private static async Task<ReceivedMail> LineAsync(Act act, MailArrival arrival, ReceivedFacts facts, CancellationToken stop)
    {
        if (arrival.Released is { } released)
        {
            return await act.Db.Set<ReceivedMail>().SingleAsync(r => r.Id == released, stop);
        }

        var line = ReceivedMail.Of(ReceivedMailId.New(act.Now), await act.NextNumberAsync("mail", stop), arrival.Account, facts, act.Now);
        act.Add(line);
        return line;
    }

    /// <summary>False when another node reads this mailbox by now, or has read this mail.</summary>
    private static async Task<bool> MoveOnAsync(Act act, MailArrival arrival, CancellationToken stop) =>
        arrival.Place is not { } place || arrival.Account is not { } account
        || await act.Db.Set<MailLink>().Where(l => l.AccountId == account && l.Direction == MailDirection.In && l.Holder == place.Holder && l.Validity == place.Validity && l.LastUid < place.Uid)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.LastUid, place.Uid).SetProperty(l => l.HeldUntil, act.Now + MailLinksHandler.Lease).SetProperty(l => l.WorkedAt, act.Now), stop) == 1;

    private static async Task<string> NumberAsync(Act act, TicketId? ticket, CancellationToken stop) =>
        ticket is { } id && await act.LookUpAsync<Ticket>(nameof(Ticket.Id), id, stop) is { } there ? TicketNumbers.Format(there.Number) : "";

    /// <summary>The queue of the account it was sent to; without one, where mail goes by default.</summary>
    private async Task<QueueCard> QueueAsync(MailMessage mail, MailArrival arrival, CancellationToken stop)
    {
        var queues = await queueBook.ReadAsync(stop);
        var known = await accounts.ReadAsync(stop);
        IEnumerable<string> addresses = arrival.To is { } to ? [to] : mail.To.Concat(mail.Cc).Take(50).Select(a => a.Address);
        var account = known.FirstOrDefault(a => a.Id == arrival.Account) ?? addresses.Select(a => known.FirstOrDefault(k => k.Answers(a))).FirstOrDefault(a => a is not null);
        return queues.FirstOrDefault(q => q.Id == account?.Facts.Queue) ?? queues.FirstOrDefault(q => q.Code == StandardQueuesSeed.Online) ?? queues[0];
    }

    private async Task<Outcome<IReadOnlyList<KeptFile>>> KeepAsync(MailMessage mail, MailLimits limits, CancellationToken stop)
    {
        var kept = new List<KeptFile>();
        foreach (var attachment in mail.Attachments.Take(limits.Files).Where(a => a.Bytes <= Math.Min(limits.LargestFileBytes, FileStore.Most)))
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

    /// <summary>A mail on its way into the books, read and kept.</summary>
    private sealed record IncomingLetter(MailMessage Mail, ReceivedFacts Facts, IReadOnlyList<KeptFile> Files, QueueCard Queue, MailDoubt Doubt)
    {
        public string Body { get; } = BodyOf(Mail);

        /// <summary>The name, else the address, masked: everybody who may read the ticket reads it.</summary>
        public string Sender => Facts.FromName.Length > 0 && !Facts.FromName.Contains(Facts.FromAddress, StringComparison.OrdinalIgnoreCase) ? Facts.FromName
            : Facts.FromAddress.Length > 0 ? ShortText.Cut(PhoneNumber.MaskEmail(Facts.FromAddress), 200) : Facts.FromName.Length > 0 ? Facts.FromName : "?";

        private static string BodyOf(MailMessage mail)
        {
            var text = CleanText.Repair(mail.VisibleText.Length > 0 ? mail.VisibleText : mail.Text);
            return text.Trim().Length == 0 ? "-" : ShortText.Cut(text, Message.LongestBody);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "MailIntakeFailed: {Sha256} is set aside")]
    private static partial void IntakeFailed(ILogger log, string sha256, Exception fault);
}
