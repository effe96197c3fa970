using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets;

/// <summary>A ticket in the middle of an act.</summary>
internal sealed record TicketUnderway(Act Act, Ticket Ticket, TicketClocks Clocks)
{
    public DateTimeOffset Now => Act.Now;

    public Actor By => Act.By;

    /// <summary>The messages the act writes, in order.</summary>
    public List<MessageView> Said { get; } = [];
}

/// <summary>
/// What every verb on a ticket has in common: find it, ask the permission for it, compare the version, do the verb,
/// settle the clocks, tell what happened, note it in the audit trail, and answer with the ticket as it is now.
/// </summary>
internal sealed class TicketActsHandler(IWrites writes, ServiceLevelBook book, TicketViews views)
{
    /// <param name="number">As people write it.</param>
    /// <param name="expected">The version the caller saw; null for any.</param>
    /// <param name="needs">The permission; asked without the ticket first, so that nobody learns which numbers exist.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="work">The verb.</param>
    /// <param name="stop">Cancels before the write begins.</param>
    /// <param name="merged">True lets the verb work on a ticket that was merged.</param>
    public async Task<Outcome<TicketView>> RunAsync(
        string number, int? expected, Permission needs, Actor by, Func<TicketUnderway, CancellationToken, Task<Outcome>> work, CancellationToken stop, bool merged = false)
    {
        if (!by.May(needs))
        {
            return by.RefusalOf(needs);
        }

        return await writes.ActAsync<TicketView>(by, async (act, token) =>
        {
            var ticket = TicketNumbers.Parse(number) is { } wanted ? await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == wanted, token) : null;
            return by.Refuses(needs, ticket) is { } refusal ? refusal
                : merged ? await DoOnAsync(act, ticket!, expected, work, token) // found, or it would be refused
                : await DoAsync(act, ticket!, expected, work, token);
        }, stop);
    }

    /// <summary>A ticket found by its customer's link: whoever has it is the customer, and acts as one.</summary>
    public async Task<Outcome<TicketView>> RunAsCustomerAsync(TicketId id, Actor by, Func<TicketUnderway, CancellationToken, Task<Outcome>> work, CancellationToken stop)
    {
        var customer = new Actor { Kind = ActorKind.Customer, Address = by.Address, Language = by.Language }.Claiming(by.Claim);
        return await writes.ActAsync<TicketView>(customer, async (act, token) =>
            await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == id, token) is { ErasedAt: null } ticket ? await DoAsync(act, await SurvivorAsync(act, ticket, token), null, work, token) : new LinkIsNotValid(), stop);
    }

    /// <summary>The ticket that goes on in this one's place; itself where it was not merged. Merges have no circles: a merged ticket takes nothing in.</summary>
    internal static async Task<Ticket> SurvivorAsync(Act act, Ticket ticket, CancellationToken stop)
    {
        while (ticket.MergedInto is { } next)
        {
            ticket = await act.Db.Set<Ticket>().SingleAsync(t => t.Id == next, stop);
        }

        return ticket;
    }

    /// <summary>The same inside an act that has found its ticket another way (a customer's link, a mail).</summary>
    public async Task<Outcome<TicketView>> DoAsync(Act act, Ticket ticket, int? expected, Func<TicketUnderway, CancellationToken, Task<Outcome>> work, CancellationToken stop)
    {
        if (ticket.MergedInto is not null)
        {
            return new TicketIsMerged(TicketNumbers.Format((await SurvivorAsync(act, ticket, stop)).Number));
        }

        return await DoOnAsync(act, ticket, expected, work, stop);
    }

    /// <summary>The same for the one verb a merged ticket knows: to part again.</summary>
    internal async Task<Outcome<TicketView>> DoOnAsync(Act act, Ticket ticket, int? expected, Func<TicketUnderway, CancellationToken, Task<Outcome>> work, CancellationToken stop)
    {
        if (ticket.ErasedAt is not null)
        {
            return new TicketIsErased();
        }

        var clocks = await ClocksOfAsync(act, ticket, stop);
        if (expected is { } version && version != ticket.Version)
        {
            return new StaleVersion(await views.OfAsync(ticket, clocks.Views(), act.By.Language, stop));
        }

        var before = new { ticket.Status, ticket.Priority, Queue = ticket.QueueId, ticket.Assignee };
        var underway = new TicketUnderway(act, ticket, clocks);
        var done = await work(underway, stop);
        if (done.Refusal is { } refusal)
        {
            return refusal;
        }

        await clocks.SettleAsync(stop);
        act.TellAll(ticket);
        act.Audit(act.Told.Count > 0 ? act.Told[^1].Happened.GetType().Name : "TicketTouched", $"ticket:{TicketNumbers.Format(ticket.Number)}", before, new { ticket.Status, ticket.Priority, Queue = ticket.QueueId, ticket.Assignee });
        await act.Db.SaveChangesAsync(stop);
        return await views.OfAsync(ticket, clocks.Views(), act.By.Language, stop, underway.Said.Count == 0 ? null : underway.Said);
    }

    /// <summary>A second ticket of the same act, as the actor names it; null when there is none, or none the actor may do this to.</summary>
    internal static async Task<Ticket?> OtherAsync(Act act, string? number, Permission needs, CancellationToken stop) =>
        TicketNumbers.Parse(number) is { } wanted && await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == wanted, stop) is { ErasedAt: null } other && act.By.Covers(needs, other) ? other : null;

    /// <summary>As they stand at this moment, also of a second ticket of the same act.</summary>
    internal async Task<TicketClocks> ClocksOfAsync(Act act, Ticket ticket, CancellationToken stop)
    {
        var clocks = TicketClocks.Of(act, ticket, book, await act.Db.Set<ServiceClock>().Where(c => c.TicketId == ticket.Id).ToListAsync(stop));
        clocks.Overdue();
        return clocks;
    }
}
