using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>Somebody answerable has taken notice: the breaches of this ticket climb no further.</summary>
public sealed record AcknowledgeBreach;

internal sealed class AcknowledgeBreachHandler(TicketActsHandler acts) : IBreaches
{
    public bool MayBeAcknowledgedBy(Actor by) => by.May(Permissions.AcknowledgeBreaches);

    public async Task<Outcome> AcknowledgeAsync(string number, Actor by, CancellationToken stop) =>
        (await HandleAsync(number, new(), null, by, stop)).Refusal is { } refusal ? refusal : Outcome.Done;

    public Task<Outcome<TicketView>> HandleAsync(string number, AcknowledgeBreach command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AcknowledgeBreaches, by, (underway, _) =>
        {
            var late = underway.Clocks.All.Where(c => c is { State: ClockState.Breached, MetAt: null, AcknowledgedAt: null }).ToList();
            if (late.Count == 0)
            {
                return Task.FromResult(Outcome.Refused(new NoSuchClock()));
            }

            foreach (var clock in late)
            {
                clock.Acknowledge(underway.Now);
                underway.Act.Tell(new BreachAcknowledged(underway.Ticket.Facts, clock.Id));
            }

            return Task.FromResult(Outcome.Done);
        }, stop);
}
