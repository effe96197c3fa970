using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Searching;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Files;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.PersonalData;

/// <summary>
/// Erases what Desk keeps of a person: their tickets lose every word, and what they wrote into other people's tickets by mail goes too. Tickets change by
/// their version, messages after them: a message that is stored at this very moment either comes before, and is erased, or finds another version.
/// </summary>
internal sealed class TicketDataHandler(IDbContextFactory<AppDb> databases, TicketCopyQuery copies, TicketIndexHandler index, ErasedKeys keys, ICustomers customers, IEnumerable<ITicketData> rooms) : IPersonalData
{
    private const int AtOnce = 400;
    private const int MostNamed = 10;

    public async Task<Refusal?> ObjectionAsync(Act act, DataSubject person, CancellationToken stop)
    {
        var open = await TicketsOf(act.Db, person).Where(t => t.IsOpen).OrderBy(t => t.Number).Select(t => t.Number).Take(MostNamed + 1).ToListAsync(stop);
        return open.Count == 0 ? null : new CustomerHasOpenTickets(string.Join(", ", open.Take(MostNamed).Select(TicketNumbers.Format)) + (open.Count > MostNamed ? " …" : ""));
    }

    public Task<IReadOnlyCollection<string>> AddressesAsync(AppDb db, IReadOnlyCollection<CustomerId> records, CancellationToken stop) => PersonsTicketsQuery.AddressesAsync(db, records, stop);

    public IEnumerable<DataPart> Export(DataSubject person, CancellationToken stop) => copies.Parts(person, stop);

    public async Task<TracedThings> TracesAsync(DataSubject person, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return TracesOf(await TicketsOf(db, person).Where(t => !person.IsErased || t.ErasedAt != null).Select(t => new Known(t.Id, t.Number)).ToListAsync(stop));
    }

    public async Task<Outcome<TracedThings>> EraseAsync(Act act, DataSubject person, CancellationToken stop)
    {
        var tickets = await TicketsOf(act.Db, person).ToListAsync(stop);
        if (person.IsErased)
        {
            await BeginAnewAsync(act, [.. tickets.Where(t => t.ErasedAt is null)], stop);
            tickets.RemoveAll(t => t.ErasedAt is null);
        }

        await keys.RememberAsync(act, OpenTicketHandler.ErasedKind, tickets.Select(t => t.ExternalId).OfType<string>(), stop);
        foreach (var ticket in tickets)
        {
            if (ticket.Erase(act.Now).Refusal is { } refusal)
            {
                return refusal;
            }

            act.TellAll(ticket);
        }

        var changed = await act.Db.SaveChangesAsync(stop);
        TicketId[] ids = [.. tickets.Select(t => t.Id)];
        foreach (var some in ids.Chunk(AtOnce))
        {
            changed += await EraseWordsAsync(act, some, stop);
        }

        changed += await EraseMailsAsync(act, ids, person, stop);
        changed += await ForgetViewsAsync(act, person, stop);
        foreach (var room in rooms)
        {
            changed += await room.EraseAsync(act, ids, stop);
        }

        // A second look finds nothing, as a rule, and then writes nothing.
        foreach (var id in changed > 0 ? ids : [])
        {
            await index.PutAsync(act, id, isNew: false, stop);
        }

        return TracesOf([.. tickets.Select(t => new Known(t.Id, t.Number))]) with { WereLeft = changed > 0 };
    }

    private static IQueryable<Ticket> TicketsOf(AppDb db, DataSubject person) => PersonsTicketsQuery.TicketsOf(db, person.Records).OrderBy(t => t.Number);

    private static TracedThings TracesOf(IReadOnlyList<Known> tickets) => new(
        [.. tickets.Select(t => t.Id.Value)], [], [.. tickets.Select(t => $"ticket:{TicketNumbers.Format(t.Number)}")],
        [.. tickets.SelectMany(t => new[] { t.Id.Value.ToString(), TicketNumbers.Format(t.Number) })]);

    /// <returns>How many rows held words.</returns>
    private static async Task<int> EraseWordsAsync(Act act, TicketId[] tickets, CancellationToken stop)
    {
        var messages = act.Db.Set<Message>().Where(m => tickets.Contains(m.TicketId));
        var changed = await EraseFilesAsync(act, await messages.Select(m => m.Id).ToListAsync(stop), stop);
        changed += await EraseMessagesAsync(messages, stop);
        changed += await act.Db.Set<Draft>().Where(d => tickets.Contains(d.TicketId)).ExecuteDeleteAsync(stop);
        var letters = act.Db.Set<OutgoingMail>().Where(o => tickets.Contains(o.TicketId));
        foreach (var letter in await letters.Where(o => o.ErasedAt == null).ToListAsync(stop))
        {
            Unwanted(act, letter.RawSha256);
            if (letter.State == OutgoingState.Waiting)
            {
                act.Db.Remove(letter);
            }
            else
            {
                letter.Erase(act.Now);
            }
        }

        return changed + await act.Db.SaveChangesAsync(stop);
    }

    private static async Task<int> EraseMessagesAsync(IQueryable<Message> messages, CancellationToken stop)
    {
        var named = await messages.Where(m => m.Author != AuthorKind.Agent && m.AuthorName != "").ExecuteUpdateAsync(set => set.SetProperty(m => m.AuthorName, ""), stop);
        return named + await messages.Where(m => m.Body != "" || m.MailId != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.Body, "").SetProperty(m => m.MailId, (string?)null), stop);
    }

    private static async Task<int> EraseFilesAsync(Act act, IReadOnlyList<MessageId> messages, CancellationToken stop)
    {
        var changed = 0;
        foreach (var some in messages.Select(m => m.Value).Chunk(AtOnce))
        {
            var files = act.Db.Set<StoredFile>().Where(f => some.Contains(f.Owner));
            foreach (var sha256 in await files.Select(f => f.Sha256).Distinct().ToListAsync(stop))
            {
                Unwanted(act, sha256);
            }

            changed += await files.ExecuteDeleteAsync(stop);
        }

        return changed;
    }

    /// <summary>The mails of the tickets, and whatever came from the person's addresses: also what waits in quarantine or was thrown away, and what went into tickets of others.</summary>
    private async Task<int> EraseMailsAsync(Act act, TicketId[] tickets, DataSubject person, CancellationToken stop)
    {
        var all = act.Db.Set<ReceivedMail>();
        var lines = new Dictionary<ReceivedMailId, ReceivedMail>();
        foreach (var some in tickets.Select(t => (TicketId?)t).Chunk(AtOnce))
        {
            (await all.Where(r => some.Contains(r.TicketId) && r.ErasedAt == null).ToListAsync(stop)).ForEach(r => lines[r.Id] = r);
        }

        (await PersonsTicketsQuery.FromThem(act.Db, person).Where(r => r.ErasedAt == null).ToListAsync(stop)).ForEach(r => lines[r.Id] = r);
        var own = tickets.ToHashSet();
        var elsewhere = lines.Values.Where(r => r is { MessageId: not null, TicketId: { } ticket } && !own.Contains(ticket) && r.Fate != MailFate.Own).ToList();
        foreach (var line in lines.Values)
        {
            Unwanted(act, line.RawSha256);
            line.Erase(act.Now);
        }

        MessageId[] messages = [.. elsewhere.Select(r => r.MessageId!.Value)];
        await EraseFilesAsync(act, messages, stop);
        await EraseMessagesAsync(act.Db.Set<Message>().Where(m => messages.Contains(m.Id)), stop);
        TicketId[] others = [.. elsewhere.Select(r => r.TicketId!.Value).Distinct()];
        foreach (var ticket in await act.Db.Set<Ticket>().Where(t => others.Contains(t.Id)).ToListAsync(stop))
        {
            // The newest that is left: what was said after them is not theirs.
            ticket.LastSaid(await act.Db.Set<Message>().Where(m => m.TicketId == ticket.Id && m.Body != "" && m.Visibility == Visibility.Public).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => m.Body).FirstOrDefaultAsync(stop) ?? "");
        }

        await act.Db.SaveChangesAsync(stop);
        foreach (var ticket in others)
        {
            await index.PutAsync(act, ticket, isNew: false, stop);
        }

        return lines.Count;
    }

    /// <summary>Searches that somebody kept for this person by name, phone or address.</summary>
    private static async Task<int> ForgetViewsAsync(Act act, DataSubject person, CancellationToken stop)
    {
        string[] names = [.. person.Names];
        if (names.Length == 0)
        {
            return 0;
        }

        foreach (var view in await act.Db.Set<OwnView>().ToListAsync(stop))
        {
            string[] texts = [view.Name, TablePlace.Of(view.Address).Words ?? ""];
            if (Array.Exists(names, n => Array.Exists(texts, t => NameInText.Is(t, n) || NameInText.Has(t, n))))
            {
                act.Db.Remove(view);
            }
        }

        return await act.Db.SaveChangesAsync(stop);
    }

    /// <summary>A contact that came in while its customer was erased is a new matter: of a new record, by what the contact itself says of its customer.</summary>
    private async Task BeginAnewAsync(Act act, IReadOnlyList<Ticket> late, CancellationToken stop)
    {
        foreach (var ticket in late)
        {
            TicketId? id = ticket.Id;
            var address = await act.Db.Set<ReceivedMail>().Where(r => r.TicketId == id && r.Fate == MailFate.Opened && r.ErasedAt == null).Select(r => r.FromAddress).FirstOrDefaultAsync(stop);
            var customer = await customers.RecogniseAsync(act, "customer", new(ticket.CustomerName, address), stop);
            if (customer.IsDone)
            {
                ticket.BelongTo(customer.Value);
            }
        }
    }

    private static void Unwanted(Act act, string? sha256)
    {
        if (sha256 is not null)
        {
            act.Add(UnwantedFile.Of(sha256, act.Now));
        }
    }

    private sealed record Known(TicketId Id, long Number);
}
