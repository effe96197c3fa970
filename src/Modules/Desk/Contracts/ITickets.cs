using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Desk.Contracts;

/// <param name="Facts">What its numbers are counted by.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Subject">Its title.</param>
/// <param name="CustomerName">Whose it is.</param>
public sealed record TicketCard(TicketFacts Facts, TicketStatus Status, string Subject, string CustomerName, DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt);

/// <summary>What other rooms may ask of tickets.</summary>
public interface ITickets
{
    Task<TicketCard?> ReadAsync(Act act, TicketId ticket, CancellationToken stop);

    /// <summary>Those of the ids the actor may see, newest first.</summary>
    Task<IReadOnlyList<TicketCard>> ReadAsync(IReadOnlyCollection<TicketId> tickets, Actor by, CancellationToken stop);

    /// <summary>The ticket of a customer's link; null for anything else.</summary>
    TicketId? OfLink(string link);

    string NumberOf(TicketFacts facts);
}

/// <summary>Another room's part of the customer's ticket page, e.g. the rating.</summary>
public interface IPortalSection
{
    Task<RenderFragment?> RenderAsync(TicketId ticket, string link, TicketStatus status, string antiforgery, CancellationToken stop);
}
