using Banzhang.Customers.Contracts;
using Banzhang.Desk.Mailboxes.Receiving.Rules;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Mail;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Receiving;

/// <param name="Ticket">Null when it belongs to none; may be closed.</param>
/// <param name="Reason">How it was found.</param>
/// <param name="IsStranger">The writer is neither the customer nor somebody who wrote in this ticket as them.</param>
internal sealed record TicketOfMail(Ticket? Ticket, MailReason Reason, bool IsStranger);

/// <summary>
/// Finds the ticket a mail belongs to: by the ticket's own address, by the mails it refers to, and by a number in its subject. The first two cannot
/// be guessed, so anybody may use them and is shown as a stranger where they are one; a number can, so it counts only from the customer's own address.
/// So does the mail's own id: the same mail once more, changed on its way, comes from who wrote it; another's mail with that id is another matter.
/// </summary>
internal sealed class TicketOfMailQuery(TicketAddress addresses, ICustomers customers)
{
    private const int MostReferences = 50;
    private const int MostAddresses = 50;

    /// <summary>One whose words were erased is none: what comes now is a new matter. A ticket that was merged leads on to the one that goes on in its place.</summary>
    public async Task<TicketOfMail> FindAsync(Act act, MailMessage mail, string? to, CancellationToken stop)
    {
        var found = await NamedAsync(act, mail, to, stop);
        var goesOn = found.Ticket is { MergedInto: not null } merged ? await TicketActsHandler.SurvivorAsync(act, merged, stop) : found.Ticket;
        return found.Ticket is { ErasedAt: not null } || goesOn is { ErasedAt: not null } ? new(null, MailReason.NewMatter, false) : found with { Ticket = goesOn };
    }

    private async Task<TicketOfMail> NamedAsync(Act act, MailMessage mail, string? to, CancellationToken stop)
    {
        var recipients = mail.To.Concat(mail.Cc).Take(MostAddresses).Select(a => a.Address).Prepend(to).OfType<string>();
        foreach (var number in recipients.Select(addresses.Read).OfType<long>().Distinct())
        {
            if (await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == number, stop) is { } addressed)
            {
                return new(addressed, MailReason.ByAddress, await IsStrangerAsync(act, addressed, mail, stop));
            }
        }

        // The parent first, then upwards, its own id last. By look-ups: most mails refer to nothing we have.
        var own = mail.MessageId is { } given ? Clean(given) : null;
        foreach (var id in mail.References.Append(mail.InReplyTo).Reverse().OfType<string>().Select(Clean).Append(own).OfType<string>().Distinct().Take(MostReferences))
        {
            if (await act.LookUpAsync<Message>(nameof(Message.MailId), id, stop) is { } earlier)
            {
                var ticket = await act.Db.Set<Ticket>().SingleAsync(t => t.Id == earlier.TicketId, stop);
                var isStranger = await IsStrangerAsync(act, ticket, mail, stop);
                if (id != own || !isStranger)
                {
                    return new(ticket, MailReason.ByReference, isStranger);
                }
            }
        }

        return TicketNumbers.Parse(SubjectNumber.In(mail.Subject)) is { } named
            && await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == named, stop) is { } numbered
            && !await IsStrangerAsync(act, numbered, mail, stop)
            ? new(numbered, MailReason.ByNumber, false)
            : new(null, MailReason.NewMatter, false);
    }

    private static string Clean(string id) => CleanText.Repair(id) is { Length: > 400 } clean ? clean[..400] : CleanText.Repair(id);

    /// <summary>Asked of the one address that is stored and answered: whoever else a mail names as its writers may be named by anybody.</summary>
    private async Task<bool> IsStrangerAsync(Act act, Ticket ticket, MailMessage mail, CancellationToken stop)
    {
        if (DeliverMailHandler.WriterOf(mail) is not { Length: > 0 } writer)
        {
            return true;
        }

        var cards = await customers.ReadAsync([ticket.CustomerId], stop);
        if (cards.TryGetValue(ticket.CustomerId, out var card) && card.Has(writer))
        {
            return false;
        }

        return !await act.Db.Set<ReceivedMail>().AnyAsync(r => r.TicketId == ticket.Id && !r.IsStranger && (r.Fate == MailFate.Opened || r.Fate == MailFate.Continued) && r.FromAddress == writer, stop);
    }
}
