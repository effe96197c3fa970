using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Portal;

/// <param name="Link">The customer's token; whoever has it is the customer of that ticket.</param>
public sealed record WriteAsCustomer(string Link, string Body);

internal sealed class WriteAsCustomerHandler(IWrites writes, TicketActs acts, PortalLinks links)
{
    public async Task<Outcome<TicketView>> HandleAsync(WriteAsCustomer command, Actor by, CancellationToken stop)
    {
        if (links.Read(command.Link) is not { } id)
        {
            return new LinkIsNotValid();
        }

        if (CleanText.Check("body", command.Body, 1, Message.LongestBody) is { } unclean)
        {
            return unclean;
        }

        return await CustomerDoor.RunAsync(writes, acts, id, by,
            (underway, token) => ThreadWriting.CustomerWritesAsync(underway, command.Body, Channel.Portal, null, [], token), stop);
    }
}

/// <summary>The customer says that it is solved.</summary>
public sealed record ConfirmSolved(string Link);

internal sealed class ConfirmSolvedHandler(IWrites writes, TicketActs acts, PortalLinks links)
{
    public async Task<Outcome<TicketView>> HandleAsync(ConfirmSolved command, Actor by, CancellationToken stop) =>
        links.Read(command.Link) is { } id
            ? await CustomerDoor.RunAsync(writes, acts, id, by, (underway, _) => Task.FromResult(underway.Ticket.Confirm(AuthorKind.Customer, underway.Now)), stop)
            : new LinkIsNotValid();
}

/// <summary>A ticket found by its customer's link; the customer acts.</summary>
internal static class CustomerDoor
{
    public static async Task<Outcome<TicketView>> RunAsync(IWrites writes, TicketActs acts, TicketId id, Actor by, Func<TicketUnderway, CancellationToken, Task<Outcome>> work, CancellationToken stop)
    {
        var customer = new Actor { Kind = ActorKind.Customer, Address = by.Address, Language = by.Language };
        return await writes.ActAsync<TicketView>(customer, async (act, token) =>
            await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == id, token) is { } ticket
                ? await acts.DoAsync(act, ticket, null, work, token)
                : new LinkIsNotValid(), stop);
    }
}
