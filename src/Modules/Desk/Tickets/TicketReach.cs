using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Tickets;

/// <summary>Whether an actor's permission reaches a ticket. One that no team holds is everybody's whose reach is the team.</summary>
internal static class TicketReach
{
    public static bool Covers(this Actor by, Permission permission, Ticket ticket) =>
        by.May(permission, ticket.TeamId?.Value, ticket.Assignee?.Value, ticket.FirstContactOwner?.Value)
        || (ticket.TeamId is null && by.Reach(permission) == Scope.Team);

    /// <summary>What a team answers for: its own and what no team holds, in its queues and in those no team has. Figures of a team and the lists behind them count the same.</summary>
    public static IQueryable<Ticket> OfTeam(this IQueryable<Ticket> tickets, TeamId? team, IEnumerable<QueueCard> queues)
    {
        var served = queues.Where(q => q.Team is null || q.Team == team).Select(q => q.Id).ToArray();
        return tickets.Where(t => (t.TeamId == null || t.TeamId == team) && served.Contains(t.QueueId));
    }

    /// <summary>Why the actor may not do it to this ticket; null where they may. What they may not even read does not exist for them.</summary>
    /// <param name="ticket">Null where none was found.</param>
    public static Refusal? Refuses(this Actor by, Permission needs, Ticket? ticket) =>
        ticket is null || !(by.Covers(needs, ticket) || by.Covers(Permissions.ReadTickets, ticket)) ? new NoSuchTicket()
            : by.Covers(needs, ticket) ? null
            : new MayNot(needs.Code);
}
