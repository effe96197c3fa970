using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Escalating;

/// <summary>To the supervisor; a second time to the manager.</summary>
public sealed record EscalateTicket(string Reason);

internal sealed class EscalateTicketHandler(TicketActsHandler acts)
{
    public async Task<Outcome<TicketView>> HandleAsync(string number, EscalateTicket command, int? expected, Actor by, CancellationToken stop)
    {
        if (CleanText.Check("reason", command.Reason, 1, 500) is { } unclean)
        {
            return by.May(Permissions.AnswerTickets) ? unclean : new MayNot(Permissions.AnswerTickets.Code);
        }

        return await acts.RunAsync(number, expected, Permissions.AnswerTickets, by,
            (underway, _) => Task.FromResult(underway.Ticket.Escalate(command.Reason.Trim(), underway.Now)), stop);
    }
}
