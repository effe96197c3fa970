using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Display;
using Banzhang.Desk.Mailboxes.Sending.Rules;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Mailboxes.Sending;

/// <summary>
/// A public answer in a ticket of mail goes out as mail: its row is written in the act that writes the message. Whom it goes to is decided here:
/// to the customer, where they last wrote from or asked to be answered, never to a stranger who joined in.
/// </summary>
internal sealed class QueueLetterHandler(MailAccountsQuery accounts, ICustomers customers)
{
    /// <summary>The Message-ID it will carry; null when no account sends or no address is known.</summary>
    /// <param name="copies">Whether those get a copy whom the customer wrote to as well.</param>
    public async Task<string?> QueueAsync(Act act, Ticket ticket, MessageId message, bool copies, CancellationToken stop)
    {
        var sending = (await accounts.ReadAsync(stop)).Where(a => a.Facts.IsActive && a.Facts.Out.IsUsed).ToList();
        if (sending.Count == 0)
        {
            return null;
        }

        var last = await MailMarksQuery.LastOfCustomerAsync(act.Db, await TicketQuery.ThreadAsync(act.Db, ticket, stop), stop);
        var to = last?.AnswerAddress ?? "";
        if (!EmailAddress.IsPlausible(to) && (await customers.ReadAsync([ticket.CustomerId], stop)).TryGetValue(ticket.CustomerId, out var card))
        {
            to = card.Email;
        }

        if (!EmailAddress.IsPlausible(to))
        {
            return null;
        }

        var account = sending.Find(a => a.Id == last?.AccountId) ?? sending.Find(a => last is not null && a.Answers(last.ToAddress)) ?? sending.Find(a => a.Facts.Queue == ticket.QueueId) ?? sending[0];
        var mailId = $"<{message.Value:N}.{ticket.Number}@{account.Domain}>";
        act.Add(OutgoingMail.Of(
            OutgoingMailId.New(act.Now), await act.NextNumberAsync("outgoing-mail", stop), ticket.Id, message, account.Id, mailId, to, ticket.CustomerName,
            copies && last is not null ? string.Join('\n', await accounts.CopiedAsync(last.Copied, to, stop)) : "", ReplySubject.Of(ticket.Subject, TicketNumbers.Format(ticket.Number)), act.Now));
        return mailId;
    }
}
