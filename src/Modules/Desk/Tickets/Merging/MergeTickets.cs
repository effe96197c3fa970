using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Merging;

/// <param name="Into">The number of the ticket that goes on.</param>
public sealed record MergeTickets(string Into);

/// <summary>
/// One ticket goes on in another's place. Nothing is moved: the thread of the one that goes on shows the messages of both, whatever the customer still
/// sends to the merged one arrives there, and parting them again gives back what was. The merged one was a contact and stays counted as one; it counts
/// as neither answered nor resolved, and the older promise of the two binds.
/// </summary>
internal sealed class MergeTicketsHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, MergeTickets command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (act, merged, clocks) = underway;
            if (await TicketActsHandler.OtherAsync(act, command.Into, Permissions.AnswerTickets, token) is not { } survivor)
            {
                return new NoSuchOtherTicket("into", command.Into ?? "");
            }

            if (survivor.Id == merged.Id)
            {
                return new TicketIsTheSame("into");
            }

            if (survivor.MergedInto is not null)
            {
                return new TicketIsMerged(TicketNumbers.Format((await TicketActsHandler.SurvivorAsync(act, survivor, token)).Number));
            }

            if (survivor.CustomerId != merged.CustomerId)
            {
                return new CustomersDiffer();
            }

            if (survivor.Status == TicketStatus.Closed)
            {
                return new TicketIsClosed();
            }

            var theirs = await acts.ClocksOfAsync(act, survivor, token);
            if (survivor.IsOpen)
            {
                await theirs.TookInAsync(clocks, token);
            }

            await clocks.MergedAsync(token);
            merged.MergeInto(survivor, act.Now);
            theirs.Settle();
            act.TellAll(survivor);
            act.Audit("TicketTookIn", $"ticket:{TicketNumbers.Format(survivor.Number)}", after: new { From = TicketNumbers.Format(merged.Number) });
            return Outcome.Done;
        }, stop);
}

public sealed record PartTickets;

/// <summary>Takes a merge back.</summary>
internal sealed class PartTicketsHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, PartTickets command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (act, ticket, clocks) = underway;
            if (ticket.MergedInto is not { } into)
            {
                return new TicketIsNotMerged();
            }

            var survivor = await act.Db.Set<Ticket>().SingleAsync(t => t.Id == into, token);
            ticket.PartFrom(survivor, act.Now);
            if (ticket.IsOpen)
            {
                await clocks.ResumeAsync(token);
            }

            act.TellAll(survivor);
            act.Audit("TicketLetGo", $"ticket:{TicketNumbers.Format(survivor.Number)}", after: new { Ticket = TicketNumbers.Format(ticket.Number) });
            return Outcome.Done;
        }, stop, merged: true);
}
