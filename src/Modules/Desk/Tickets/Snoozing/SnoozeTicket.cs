using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Tickets.Snoozing;

/// <param name="Until">Or until the customer writes, whichever comes first. Clocks go on.</param>
public sealed record SnoozeTicket(DateTimeOffset Until);

internal sealed class SnoozeTicketHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, SnoozeTicket command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by,
            (underway, _) => Task.FromResult(underway.Ticket.Snooze(command.Until.ToUniversalTime(), underway.Now)), stop);
}

public sealed record WakeTicket;

internal sealed class WakeTicketHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, WakeTicket command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, (underway, _) => Task.FromResult(underway.Ticket.Wake(underway.Now)), stop);
}
