using Banzhang.Desk.Contracts;
using Banzhang.Mail;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Display;

/// <summary>What a thread shows of the mail behind a message.</summary>
/// <param name="Received">The mail it came in; null for one that went out.</param>
/// <param name="Address">Who wrote, or whom it goes to.</param>
/// <param name="State">Of one that went out; null for one that came in.</param>
/// <param name="Invitation">What the appointment it carries says; empty for none.</param>
public sealed record MailMark(
    ReceivedMailId? Received, string Address, bool IsStranger, bool HasHtml, int LeftOut, OutgoingState? State, MailStep? FailedStep, string Said, DateTimeOffset? SentAt, MailProtection Protection = MailProtection.None, string Method = "", string Invitation = "");

/// <summary>The mails behind a ticket's messages; asked by those who have shown that they may read the ticket.</summary>
internal sealed class MailMarksQuery(IDbContextFactory<AppDb> databases, MailAccountsQuery accounts)
{
    private const int Most = 400;

    public async Task<IReadOnlyDictionary<Guid, MailMark>> ReadAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        TicketId?[] wanted = [.. tickets.Select(t => (TicketId?)t)];
        var sent = tickets.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        var marks = new Dictionary<Guid, MailMark>();
        foreach (var mail in await db.Set<ReceivedMail>().AsNoTracking().Where(r => wanted.Contains(r.TicketId) && r.MessageId != null && r.Fate != MailFate.Known).OrderByDescending(r => r.Number).Take(Most).ToListAsync(stop))
        {
            var invitation = ShownInvitation.Read(mail.Invitation);
            marks[mail.MessageId!.Value.Value] = new(mail.Id, mail.FromAddress, mail.IsStranger, mail.HasHtml, mail.LeftOut, null, null, "", null, mail.Protection, invitation?.Method ?? "", invitation?.Text ?? "");
        }

        foreach (var mail in await db.Set<OutgoingMail>().AsNoTracking().Where(o => sent.Contains(o.TicketId)).OrderByDescending(o => o.Number).Take(Most).ToListAsync(stop))
        {
            marks[mail.MessageId.Value] = new(null, mail.ToAddress, false, false, 0, mail.State, mail.FailedStep, mail.Said, mail.SentAt);
        }

        return marks;
    }

    /// <summary>The customer's newest mail of a thread, which an answer goes back to; null for none.</summary>
    internal static async Task<ReceivedMail?> LastOfCustomerAsync(AppDb db, IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        TicketId?[] wanted = [.. tickets.Select(t => (TicketId?)t)];
        return await db.Set<ReceivedMail>().AsNoTracking().Where(r => wanted.Contains(r.TicketId) && !r.IsStranger && (r.Fate == MailFate.Opened || r.Fate == MailFate.Continued))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Number).FirstOrDefaultAsync(stop);
    }

    /// <summary>How many get a copy when the customer's last mail is answered.</summary>
    public async Task<int> CopiedAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var last = await LastOfCustomerAsync(db, tickets, stop);
        return last is null ? 0 : (await accounts.CopiedAsync(last.Copied, last.AnswerAddress, stop)).Count;
    }
}
