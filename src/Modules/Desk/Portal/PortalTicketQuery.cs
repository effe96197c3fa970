using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Desk.Portal;

/// <param name="Class">d for done, n for now, empty for ahead.</param>
/// <param name="At">When it was reached.</param>
public sealed record PortalStep(string Name, string Class, DateTimeOffset? At);

/// <summary>The customer's page of one request: no notes, nothing of colleagues.</summary>
/// <param name="Promise">What is owed next, null while nothing is.</param>
/// <param name="Sections">Other rooms' parts, e.g. the rating.</param>
public sealed record PortalTicket(TicketView Ticket, string Link, IReadOnlyList<PortalStep> Steps, ClockView? Promise, IReadOnlyList<RenderFragment> Sections, DateTimeOffset Now)
{
    public string Topic => $"portal:{Ticket.Id.Value}";

    public bool MayWrite => Ticket.Status != TicketStatus.Closed;

    public bool MayConfirm => Ticket.Status == TicketStatus.Resolved;

    public bool IsLate => Promise is { } promise && promise.DueAt <= Now;

    /// <summary>What was typed with this very request; null where that is not known. Never the name of the record: whoever types a number need not be who has it.</summary>
    public string? NameTyped => Ticket is { Channel: Channel.Portal, Merged: null or [] } ? Ticket.Messages?.FirstOrDefault(m => m.Author == AuthorKind.Customer)?.AuthorName : null;

    /// <summary>The newest word of ours.</summary>
    public MessageView? LastAnswer => Ticket.Messages?.LastOrDefault(m => m.Author == AuthorKind.Agent);
}

internal sealed class PortalTicketQuery(TicketQuery tickets, PortalLinks links, IEnumerable<IPortalSection> sections, TimeProvider clock)
{
    public async Task<Outcome<PortalTicket>> RunAsync(string link, string antiforgery, CancellationToken stop)
    {
        if (links.Read(link) is not { } linked)
        {
            return new LinkIsNotValid();
        }

        // A merged request goes on in another of the same customer: from here on the page is that one's.
        var id = await tickets.SurvivorAsync(linked, stop);
        link = id == linked ? link : links.For(id);
        if (await tickets.ForCustomerAsync(id, CultureInfo.CurrentUICulture.Name, stop) is not { } ticket)
        {
            return new LinkIsNotValid();
        }

        var drawn = new List<RenderFragment>();
        foreach (var section in sections)
        {
            if (await section.RenderAsync(id, link, ticket.Status, antiforgery, stop) is { } part)
            {
                drawn.Add(part);
            }
        }

        return new PortalTicket(ticket, link, Steps(ticket), PromiseOf(ticket), drawn, clock.GetUtcNow());
    }

    private static IReadOnlyList<PortalStep> Steps(TicketView ticket)
    {
        var open = ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed);
        var isNew = ticket.Status == TicketStatus.New;
        return
        [
            new(Words.StepReceived, isNew ? "n" : "d", ticket.CreatedAt),
            new(Words.StepInWork, isNew ? "" : open ? "n" : "d", ticket.FirstRespondedAt),
            new(Words.StepConfirm, ticket.Status == TicketStatus.Resolved ? "n" : ticket.Status == TicketStatus.Closed ? "d" : "", open ? null : ticket.ResolvedAt),
            new(Words.StepDone, ticket.Status == TicketStatus.Closed ? "d" : "", ticket.ClosedAt),
        ];
    }

    /// <summary>While the customer is awaited, nothing is owed to them.</summary>
    private static ClockView? PromiseOf(TicketView ticket) =>
        ticket.Status is TicketStatus.Waiting or TicketStatus.Resolved or TicketStatus.Closed ? null
            : ticket.Clocks.Where(c => c is { MetAt: null, State: ClockState.Running or ClockState.Breached }).MinBy(c => c.DueAt);
}
