using System.Text.Json;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Notifying;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Restoring;

public sealed record TicketIsKnown : Conflict;

public sealed record TicketHasNoMessage() : Invalid("messages");

/// <summary>
/// Puts a ticket back with its id, its thread and its past. What happened is told at the instants at which it happened, so that the counts of those days
/// are what they were; promises that were still owed are owed for the same instants, bound by the policies in force here from now on.
/// </summary>
internal sealed class RestoreTicketHandler(IWrites writes, ICustomers customers, IQueues queueBook, ServiceLevelBook book, ErasedKeys erased)
{
    /// <summary>Numbers are counted up one by one; a line that names one beyond this gets the next instead, or it would count for minutes.</summary>
    private const long FarthestAhead = 2_000_000;

    public async Task<Outcome> HandleAsync(TicketRecord record, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.OpenTickets) || !by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.OpenTickets);
        }

        if (Check(record) is { } invalid)
        {
            return invalid;
        }

        return (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Code == record.Queue.Code) is not { } queue
            ? new NoSuchQueue(record.Queue.Code)
            : await writes.ActAsync(by, (act, token) => RestoreAsync(act, record.ErasedAt is null ? record : record.WithoutWords(), queue, token), stop);
    }

    private static Refusal? Check(TicketRecord record)
    {
        if (record.Id == Guid.Empty)
        {
            return new TextIsMissing("id");
        }

        if (TicketNumbers.Parse(record.Number) is null)
        {
            return new NoSuchOtherTicket("number", record.Number);
        }

        if (record is { MergedInto: not null, MergedIntoId: null })
        {
            return new TextIsMissing("mergedIntoId");
        }

        if (record.Messages.Count == 0)
        {
            return new TicketHasNoMessage();
        }

        var fields = record.Fields.ValueKind == JsonValueKind.Object ? record.Fields.EnumerateObject().ToDictionary(f => f.Name, f => f.Value) : null;
        if (TicketFields.Check(record.Subject, record.Messages[0].Body, record.Type, record.Category, record.Tags, record.ExternalId, fields) is { } invalid)
        {
            return invalid;
        }

        for (var i = 0; i < record.Messages.Count; i++)
        {
            if ((CleanText.Check($"messages[{i}].body", record.Messages[i].Body, 1, Message.LongestBody) ?? CleanText.Check($"messages[{i}].authorName", record.Messages[i].AuthorName, 0, 200)) is { } message)
            {
                return message;
            }
        }

        return null;
    }

    private async Task<Outcome> RestoreAsync(Act act, TicketRecord record, QueueCard queue, CancellationToken stop)
    {
        var id = new TicketId(record.Id);
        if (await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == id, stop) is { } there)
        {
            return await LeadOnAsync(act, record, there, stop);
        }

        if (record.ExternalId is not null && await act.LookUpAsync<Ticket>(nameof(Ticket.ExternalId), record.ExternalId, stop) is not null)
        {
            return new TicketExternalIdIsTaken();
        }

        if (record.ExternalId is { Length: > 0 } external && await erased.HasAsync(act, Opening.OpenTicketHandler.ErasedKind, external, stop))
        {
            return new TicketWasErased();
        }

        // The record it came by says whose it is here: that may have been parted from, or merged on, since the file was written.
        CustomerId came = new(record.CameBy ?? record.Customer.Id);
        var customer = await customers.KeptAsync(act, came, stop);
        if (!(await customers.ReadAsync([customer], stop)).TryGetValue(customer, out var card))
        {
            return new NoSuchCustomerOfTicket(came.Value);
        }

        if (card.IsErased && record.ErasedAt is null)
        {
            return new CustomerOfTicketWasErased();
        }

        var number = await NumberAsync(act, TicketNumbers.Parse(record.Number)!.Value, stop);
        var known = record with { Assignee = await KnownAsync(act, record.Assignee, stop), FirstContactOwner = await KnownAsync(act, record.FirstContactOwner, stop) };
        var ticket = Ticket.Restore(known, number, customer, came == customer ? null : came, queue, await SurvivorAsync(act, record, stop));
        act.Db.Add(ticket);
        foreach (var m in record.Messages)
        {
            act.Db.Add(Message.Of(new(m.Id), id, m.Author, null, m.AuthorName, m.Visibility, m.Channel, m.Body, m.At));
        }

        act.Tell(new TicketOpened(ticket.Facts, ticket.Type, ticket.Tier, []), record.CreatedAt);
        await TellPastAsync(act, record, ticket, stop);
        var clocks = await PromiseAgainAsync(act, record, ticket, stop);
        clocks.Settle();
        act.Audit("TicketRestored", $"ticket:{TicketNumbers.Format(ticket.Number)}");
        await act.Db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>A merged ticket that was put back before the one that goes on in its place leads there now; any other is known.</summary>
    private static async Task<Outcome> LeadOnAsync(Act act, TicketRecord record, Ticket ticket, CancellationToken stop)
    {
        if (record.MergedIntoId is null || ticket.MergedInto is not null || ticket.UpdatedAt != record.UpdatedAt)
        {
            return new TicketIsKnown();
        }

        if (await SurvivorAsync(act, record, stop) is not { } survivor)
        {
            return new NoSuchOtherTicket("mergedIntoId", record.MergedInto ?? record.MergedIntoId.Value.ToString());
        }

        ticket.LeadOnTo(survivor);
        await act.Db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    private static async Task<Ticket?> SurvivorAsync(Act act, TicketRecord record, CancellationToken stop) =>
        record.MergedIntoId is { } into && into != record.Id ? await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == new TicketId(into), stop) : null;

    /// <summary>Null for a person of the file who does not work here: the ticket then waits for anybody.</summary>
    private static async Task<PersonNamed?> KnownAsync(Act act, PersonNamed? person, CancellationToken stop) =>
        person is not null && await act.HasAsync<Account>(nameof(Account.Id), new AccountId(person.Id), stop) ? person : null;

    /// <summary>Its own number where nobody got it here; numbers between are left out, so that a product that was empty counts on from the last.</summary>
    private static async Task<long> NumberAsync(Act act, long wanted, CancellationToken stop)
    {
        var number = await act.NextNumberAsync(TicketNumbers.Counter, stop);
        if (wanted - number > FarthestAhead)
        {
            return number;
        }

        while (number < wanted)
        {
            number = await act.NextNumberAsync(TicketNumbers.Counter, stop);
        }

        return number;
    }

    private async Task TellPastAsync(Act act, TicketRecord record, Ticket ticket, CancellationToken stop)
    {
        var hours = await book.WorkingHoursAsync(stop);
        foreach (var m in record.Messages.Skip(1))
        {
            act.Tell(new MessageAdded(ticket.Facts, new(m.Id), m.Author, m.Visibility, m.Body.Length), m.At);
        }

        foreach (var clock in record.Clocks.Where(c => c.BreachedAt is not null && !IsOwed(c, ticket, record)))
        {
            act.Tell(new ClockBreached(ticket.Facts, new(clock.Id), clock.Kind, clock.DueAt), clock.BreachedAt!.Value);
        }

        if (record.FirstRespondedAt is { } answered)
        {
            act.Tell(new FirstResponseGiven(ticket.Facts, answered - record.CreatedAt, hours.Between(record.CreatedAt, answered), Kept(record, ClockKind.FirstResponse)), answered);
        }

        if (record is { ResolvedAt: { } resolved, Cycle: > 0 } && !ticket.IsOpen)
        {
            act.Tell(new TicketResolved(ticket.Facts, record.Cycle, resolved - record.CreatedAt, hours.Between(record.CreatedAt, resolved), Kept(record, ClockKind.Resolution), ticket.PublicAnswers), resolved);
        }

        if (record is { ClosedAt: { } closed, Status: TicketStatus.Closed })
        {
            act.Tell(new TicketClosed(ticket.Facts, AuthorKind.System), closed);
        }
    }

    private async Task<TicketClocks> PromiseAgainAsync(Act act, TicketRecord record, Ticket ticket, CancellationToken stop)
    {
        var rows = new List<ServiceClock>();
        if (await book.ChooseAsync(ticket.Channel, ticket.Priority, ticket.Type, ticket.Tier, stop) is { } binding)
        {
            foreach (var owed in record.Clocks.Where(c => IsOwed(c, ticket, record)))
            {
                if (binding.Restore(ticket.Id, owed, record.UpdatedAt, act.Now, DeskNotices.News) is not { } clock)
                {
                    continue;
                }

                act.Tell(new ClockStarted(ticket.Facts, clock.Promise() with { IsTakenOver = true }), owed.StartedAt);
                if (clock.State == ClockState.Paused)
                {
                    act.Tell(new ClockPaused(ticket.Facts, clock.Id, clock.Kind, clock.Remaining), record.UpdatedAt);
                }
                else if (clock.State == ClockState.Breached)
                {
                    act.Tell(new ClockBreached(ticket.Facts, clock.Id, clock.Kind, clock.DeadlineAt), clock.DeadlineAt);
                }

                if (owed.Acknowledged)
                {
                    act.Tell(new BreachAcknowledged(ticket.Facts, clock.Id));
                }

                act.Db.Add(clock);
                rows.Add(clock);
            }
        }

        return TicketClocks.Of(act, ticket, book, rows);
    }

    /// <summary>A merged ticket's promises stand still with it, and run on when it is parted again.</summary>
    private static bool IsOwed(ClockRecord clock, Ticket ticket, TicketRecord record) => (ticket.IsOpen || record.MergedIntoId is not null) && clock.MetAt is null && clock.State != ClockState.Cancelled;

    /// <summary>Null when nothing was promised.</summary>
    private static bool? Kept(TicketRecord record, ClockKind kind) => record.Clocks.Where(c => c.Kind == kind && c.MetAt is not null).MaxBy(c => c.StartedAt) is { } clock ? clock.BreachedAt is null : null;
}
