using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Portal;

/// <param name="Link">The customer's token; whoever has it is the customer of that ticket.</param>
public sealed record WriteAsCustomer(string Link, string Body);

internal sealed class WriteAsCustomerHandler(TicketActsHandler acts, PortalLinks links, KeepFilesHandler keeping)
{
    public Task<Outcome<TicketView>> HandleAsync(WriteAsCustomer command, Actor by, CancellationToken stop) => HandleAsync(command, [], by, stop);

    public async Task<Outcome<TicketView>> HandleAsync(WriteAsCustomer command, IReadOnlyList<OfferedFile> files, Actor by, CancellationToken stop)
    {
        if (links.Read(command.Link) is not { } id)
        {
            return new LinkIsNotValid();
        }

        var body = OfferedFile.Said(command.Body, files);
        if (CleanText.Check("body", body, 1, Message.LongestBody) is { } unclean)
        {
            return unclean;
        }

        var kept = await keeping.OfCustomerAsync(id, files, stop);
        if (kept.Refusal is { } unkept)
        {
            return unkept;
        }

        return await acts.RunAsCustomerAsync(id, by,
            (underway, token) => ThreadWriting.CustomerWritesAsync(underway, new(body, Channel.Portal, Files: kept.Value), token), stop);
    }
}

/// <summary>The customer says that it is solved.</summary>
public sealed record ConfirmSolved(string Link);

internal sealed class ConfirmSolvedHandler(TicketActsHandler acts, PortalLinks links)
{
    public async Task<Outcome<TicketView>> HandleAsync(ConfirmSolved command, Actor by, CancellationToken stop) =>
        links.Read(command.Link) is { } id
            ? await acts.RunAsCustomerAsync(id, by, (underway, _) => Task.FromResult(underway.Ticket.Confirm(AuthorKind.Customer, underway.Now)), stop)
            : new LinkIsNotValid();
}
