using System.Collections.Concurrent;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Sending.Rules;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Mail.Writing;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Banzhang.Desk.Mailboxes.Sending;

/// <summary>
/// Hands due mails to an account's server, one after the other, and writes down what became of each. A node that dies between the server's yes
/// and our note sends that mail once more, with the same Message-ID: losing it would be worse. A note that is refused (a full disk) is kept in memory and written
/// the next time, without sending.
/// </summary>
internal sealed partial class SendLettersHandler(IDbContextFactory<AppDb> databases, IWrites writes, LetterQuery letters, FileStore files, LiveBoard board, TimeProvider clock, ILogger<SendLettersHandler> log)
{
    private const int AtOnce = 50;
    private const int Attempts = 4;

    /// <summary>Taken over by the server, but not written down yet. <c>Due</c> tells this turn of a letter from a later one that a person ordered.</summary>
    private readonly ConcurrentDictionary<OutgoingMailId, (DateTimeOffset Due, string Reply, string Sha256)> _unwritten = new();

    /// <summary>The accounts that have something to send now.</summary>
    public async Task<IReadOnlyList<MailAccountId>> DueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<OutgoingMail>().Where(o => o.State == OutgoingState.Waiting && o.NextTryAt <= now).Select(o => o.AccountId).Distinct().Take(AtOnce).ToListAsync(stop);
    }

    /// <summary>How many were tried.</summary>
    public async Task<int> SendAsync(IMailSession session, MailAccountCard account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<OutgoingMail> due;
        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            due = await db.Set<OutgoingMail>().AsNoTracking().Where(o => o.State == OutgoingState.Waiting && o.NextTryAt <= now && o.AccountId == account.Id).OrderBy(o => o.NextTryAt).ThenBy(o => o.Number).Take(AtOnce).ToListAsync(stop);
        }

        foreach (var mail in due)
        {
            var broken = await SendAsync(session, mail, account, stop);
            await board.PublishAsync([$"ticket:{mail.TicketId.Value}"], stop);
            if (broken is not null)
            {
                // The connection is not to be trusted any more; what is left is tried with the next one.
                throw broken;
            }
        }

        return due.Count;
    }

    /// <summary>A fault of the connection rather than of this mail; else null.</summary>
    private async Task<MailServerException?> SendAsync(IMailSession session, OutgoingMail mail, MailAccountCard account, CancellationToken stop)
    {
        if (_unwritten.TryGetValue(mail.Id, out var taken) && taken.Due == mail.NextTryAt)
        {
            await NoteSentAsync(mail, taken.Reply, taken.Sha256);
            return null;
        }

        _unwritten.TryRemove(mail.Id, out _);

        string? written256 = null;
        try
        {
            if (await letters.ComposeAsync(mail, account, stop) is not { } content)
            {
                await NoteAsync(mail.Id, null, (m, _) => m.NotSent(MailStep.Content, "", null), stop);
                return null;
            }

            var written = MailWriter.Write(content);
            using var raw = new MemoryStream(written, writable: false);
            var kept = await files.KeepAsync(raw, long.MaxValue, stop);
            written256 = kept.IsDone ? kept.Value.Sha256 : null;
            stop.ThrowIfCancellationRequested();
            // From here until it is written down nothing calls it off, neither a stop nor a lost turn: a letter whose fate nobody knows goes out twice. The session's patience ends it.
            var reply = await session.SendAsync(new(account.Facts.Address, [mail.ToAddress, .. mail.Copies.Split('\n', StringSplitOptions.RemoveEmptyEntries)], mail.Id.Value.ToString("N")), written, CancellationToken.None);
            // From here on nothing leads back to sending it.
            _unwritten[mail.Id] = (mail.NextTryAt, reply, kept.IsDone ? kept.Value.Sha256 : "");
            await NoteSentAsync(mail, reply, kept.IsDone ? kept.Value.Sha256 : "");
            return null;
        }
        catch (ArgumentException fault)
        {
            await NoteAsync(mail.Id, written256, (m, _) => m.NotSent(MailStep.Recipient, fault.Message, null), CancellationToken.None);
            return null;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or MailServerException or UnwrittenException))
        {
            // The edge of the outbox: one letter that nobody foresaw (a file that is missing) must not keep all later ones from going out.
            LetterFailed(log, mail.Id.Value, fault);
            await NoteAsync(mail.Id, written256, (m, now) => m.NotSent(MailStep.Content, fault.Message, now + SendingPauses.After(m.Attempts + 1)), CancellationToken.None);
            return null;
        }
        catch (MailServerException fault)
        {
            await NoteAsync(mail.Id, written256, (m, now) => m.NotSent(fault.Step, fault.Message, fault.Kind is MailFaultKind.Refused or MailFaultKind.TooLarge ? null : now + SendingPauses.After(m.Attempts + 1)), CancellationToken.None);
            return fault.Kind is MailFaultKind.Refused or MailFaultKind.Postponed ? null : fault;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "LetterFailed: letter {Letter} could not be composed or sent; it is tried again after a pause")]
    private static partial void LetterFailed(ILogger log, Guid letter, Exception fault);

    private async Task NoteSentAsync(OutgoingMail mail, string reply, string sha256)
    {
        await NoteAsync(
            mail.Id,
            sha256.Length > 0 ? sha256 : null,
            (m, now) =>
            {
                // Unless it came back meanwhile and a person has it sent once more: then that is still to be done.
                if (m.State != OutgoingState.Waiting || m.NextTryAt == mail.NextTryAt)
                {
                    m.Sent(reply, sha256, now);
                }
            },
            CancellationToken.None);
        _unwritten.TryRemove(mail.Id, out _);
    }

    /// <param name="sha256">The letter as it was written; it goes again where no row names it, as after a try that failed, or when the letter was erased meanwhile.</param>
    /// <exception cref="UnwrittenException">The database says no: nothing more is sent until it says yes again.</exception>
    private async Task NoteAsync(OutgoingMailId id, string? sha256, Action<OutgoingMail, DateTimeOffset> note, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var noted = await OnceAsync(id, sha256, note, stop);
            if (noted.IsDone)
            {
                return;
            }

            if (noted.Refusal is not ChangedMeanwhile || attempt == Attempts)
            {
                throw new UnwrittenException($"What became of letter {id.Value} could not be written down: {noted.Refusal!.Code}.\nMaybe the disk is full.");
            }
        }
    }

    private Task<Outcome> OnceAsync(OutgoingMailId id, string? sha256, Action<OutgoingMail, DateTimeOffset> note, CancellationToken stop) =>
        writes.ActAsync(Actor.System, async (act, token) =>
        {
            var mail = await act.Db.Set<OutgoingMail>().SingleOrDefaultAsync(o => o.Id == id && o.ErasedAt == null, token);
            if (mail is not null)
            {
                note(mail, act.Now);
                if (mail.State == OutgoingState.Failed && await act.Db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == mail.TicketId, token) is { } ticket)
                {
                    act.Tell(new AnswerNotDelivered(ticket.Facts, mail.MessageId, CameBack: false));
                }
            }

            if (sha256 is not null && mail?.RawSha256 != sha256)
            {
                act.Add(UnwantedFile.Of(sha256, act.Now));
            }

            return Outcome.Done;
        }, stop);

    /// <summary>A fault of our own after a letter was dealt with: the account's turn ends with it.</summary>
    private sealed class UnwrittenException(string message) : Exception(message);
}
