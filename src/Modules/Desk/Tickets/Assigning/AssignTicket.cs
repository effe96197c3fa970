using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Tickets.Assigning;

/// <param name="To">Null puts it back into its queue.</param>
/// <param name="Unless">Refused when somebody else holds it by now: for taking waiting work, where two may reach at once.</param>
public sealed record AssignTicket(Guid? To, bool Unless = false);

internal sealed class AssignTicketHandler(TicketActsHandler acts, IPeople peopleBook)
{
    public async Task<Outcome<TicketView>> HandleAsync(string number, AssignTicket command, int? expected, Actor by, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        if (command.To is { } to && people.Agent(new AgentId(to)) is not { IsActive: true })
        {
            return by.May(Permissions.AssignTickets) ? new NoSuchAgent(to.ToString()) : new MayNot(Permissions.AssignTickets.Code);
        }

        return await acts.RunAsync(number, expected, Permissions.AssignTickets, by, (underway, _) =>
        {
            if (command.Unless && underway.Ticket.Assignee is { } holder && holder.Value != command.To)
            {
                return Task.FromResult(Outcome.Refused(new TicketWasTaken(people.Agent(holder)?.Name ?? "")));
            }

            return Task.FromResult(underway.Ticket.Assign(command.To is { } agent ? new AgentId(agent) : null, underway.Now));
        }, stop);
    }
}
