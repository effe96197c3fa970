using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.PersonalData;

/// <summary>What is a person's: their tickets, and the mails that came from them.</summary>
internal static class PersonsTicketsQuery
{
    /// <summary>By the record a ticket came by, which is right from the moment records are merged or parted; whose it is follows a moment later.</summary>
    public static IQueryable<Ticket> TicketsOf(AppDb db, IReadOnlyCollection<CustomerId> records)
    {
        var ids = records.ToArray();
        CustomerId?[] came = [.. ids.Select(i => (CustomerId?)i)];
        return db.Set<Ticket>().Where(t => (t.CameBy == null && ids.Contains(t.CustomerId)) || came.Contains(t.CameBy));
    }

    /// <summary>
    /// From the person's addresses, outside their tickets. In tickets of others only what they wrote there as strangers: an address may have been the other's before.
    /// </summary>
    public static IQueryable<ReceivedMail> FromThem(AppDb db, DataSubject person)
    {
        var emails = person.Emails.ToArray();
        return db.Set<ReceivedMail>().Where(r => emails.Contains(r.FromAddress) && (r.TicketId == null || r.IsStranger));
    }

    /// <summary>From what addresses they opened and continued their tickets, but for those from which others did the same.</summary>
    public static async Task<IReadOnlyCollection<string>> AddressesAsync(AppDb db, IReadOnlyCollection<CustomerId> records, CancellationToken stop)
    {
        var own = TicketsOf(db, records);
        var theirs = db.Set<ReceivedMail>().Where(r => r.FromAddress != "" && !r.IsStranger && (r.Fate == MailFate.Opened || r.Fate == MailFate.Continued));
        var written = await own.Join(theirs, t => (TicketId?)t.Id, r => r.TicketId, (_, r) => r.FromAddress).Distinct().ToArrayAsync(stop);
        if (written.Length == 0)
        {
            return [];
        }

        var others = await theirs.Where(r => written.Contains(r.FromAddress) && !own.Any(t => t.Id == r.TicketId)).Select(r => r.FromAddress).Distinct().ToListAsync(stop);
        return [.. written.Except(others)];
    }
}
