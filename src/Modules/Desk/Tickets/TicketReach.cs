using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Tickets;

/// <summary>Whether an actor's permission reaches a ticket. One that no team holds is everybody's whose reach is the team.</summary>
internal static class TicketReach
{
    public static bool Covers(this Actor by, Permission permission, Ticket ticket) =>
        by.May(permission, ticket.TeamId?.Value, ticket.Assignee?.Value, ticket.FirstContactOwner?.Value)
        || (ticket.TeamId is null && by.Reach(permission) == Scope.Team);
}
