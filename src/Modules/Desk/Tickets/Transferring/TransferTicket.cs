using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Transferring;

/// <param name="Queue">The code of the queue it goes to.</param>
/// <param name="Reason">For the colleagues there.</param>
public sealed record TransferTicket(string Queue, string? Reason = null);

/// <summary>Moves a ticket to another queue; whoever took the contact first stays answerable.</summary>
internal sealed class TransferTicketHandler(TicketActsHandler acts, IQueues queues)
{
    public async Task<Outcome<TicketView>> HandleAsync(string number, TransferTicket command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.TransferTickets))
        {
            return new MayNot(Permissions.TransferTickets.Code);
        }

        if (CleanText.Check("reason", command.Reason, 0, 500) is { } unclean)
        {
            return unclean;
        }

        if ((await queues.ReadAsync(stop)).FirstOrDefault(q => q.Code == command.Queue) is not { } queue)
        {
            return new NoSuchQueue(command.Queue ?? "");
        }

        return await acts.RunAsync(number, expected, Permissions.TransferTickets, by,
            (underway, _) => Task.FromResult(underway.Ticket.TransferTo(queue.Id, queue.Team, command.Reason?.Trim() ?? "", underway.Now)), stop);
    }
}
