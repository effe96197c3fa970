using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Desk.Contracts;

/// <param name="Facts">What its numbers are counted by.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Subject">Its title.</param>
/// <param name="CustomerName">Whose it is.</param>
public sealed record TicketCard(TicketFacts Facts, TicketStatus Status, string Subject, string CustomerName, DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt)
{
    /// <summary>The kind of request, as its code.</summary>
    public string Type { get; init; } = "";
}

/// <summary>What other rooms may ask of tickets.</summary>
public interface ITickets
{
    /// <summary>Null also for one whose words were erased: nobody says anything of it any more.</summary>
    Task<TicketCard?> ReadAsync(Act act, TicketId ticket, CancellationToken stop);

    /// <summary>Those of the ids the actor may see, newest first.</summary>
    Task<IReadOnlyList<TicketCard>> ReadAsync(IReadOnlyCollection<TicketId> tickets, Actor by, CancellationToken stop);

    /// <summary>By the number as people write it; null when there is none, or none the actor may see.</summary>
    Task<TicketCard?> FindAsync(string number, Actor by, CancellationToken stop);

    /// <summary>The ticket of a customer's link; null for anything else.</summary>
    TicketId? OfLink(string link);

    string NumberOf(TicketFacts facts);

    /// <summary>A type's word in the reader's language; the code itself for one that another system invented.</summary>
    string SayType(string type);
}

/// <summary>Another room's part of the customer's ticket page, e.g. the rating.</summary>
public interface IPortalSection
{
    Task<RenderFragment?> RenderAsync(TicketId ticket, string link, TicketStatus status, string antiforgery, CancellationToken stop);
}

/// <summary>A part of the agent's ticket page that another room draws. Desk knows its address only; the browser fetches it once the page stands.</summary>
/// <param name="Id">Unique in the page; sent as <c>X-Fragment</c>.</param>
/// <param name="Topics">What makes it stale, separated by blanks.</param>
/// <param name="Label">For readers.</param>
public sealed record TicketSection(string Id, string Address, string Topics, string Label);

/// <summary>Another room's part beside the conversation, e.g. what the classifier suggests.</summary>
public interface ITicketSection
{
    /// <summary>Null where this reader gets none. Asks nothing but memory: it is called for every page.</summary>
    TicketSection? Of(TicketId ticket, string number, Actor by);
}

/// <summary>Another room looks at an answer while it is typed.</summary>
public interface IDraftCheck
{
    /// <summary>Where the browser sends <c>Text</c> and <c>Mode</c>; null where this writer's words are not looked at.</summary>
    string? AddressOf(string number, Actor by);
}
