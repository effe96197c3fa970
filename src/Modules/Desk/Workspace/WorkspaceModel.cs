using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Display;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Snoozing.Rules;
using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Desk.Workspace;

/// <param name="TeamName">Over the views of the team.</param>
/// <param name="ResolvedToday">By the reader.</param>
public sealed record DeskViews(IReadOnlyDictionary<string, int> Counts, string TeamName, int ResolvedToday);

/// <param name="Clock">What is due next, what stands still, or what was done last.</param>
/// <param name="AssigneeName">Null while nobody has taken it.</param>
public sealed record DeskRow(TicketRow Ticket, ClockFace? Clock, string? AssigneeName);

public sealed record DeskList(IReadOnlyList<DeskRow> Rows, string? NextCursor, string Topics);

/// <summary>What the reader may do to this ticket.</summary>
public sealed record DeskRights(bool Answer, bool Assign, bool Transfer, bool Acknowledge);

/// <summary>What the reader typed before; empty text for nothing.</summary>
public sealed record DeskDraft(string Text, Visibility Visibility, DateTimeOffset? At);

/// <param name="Me">The reader.</param>
/// <param name="Colleagues">Who may be given the ticket.</param>
public sealed record DeskConversation(
    TicketView Ticket, IReadOnlyList<ThreadEntry> Thread, IReadOnlyList<ClockFace> Clocks, DeskRights Rights, DeskDraft Draft, Guid Me,
    IReadOnlyList<Choice> Colleagues, IReadOnlyList<QueueCard> Queues, IReadOnlyList<SnoozeChoice> Snoozes, IReadOnlyList<string> Categories)
{
    /// <summary>The mails behind its messages, by the message's id.</summary>
    public IReadOnlyDictionary<Guid, MailMark> Mails { get; init; } = new Dictionary<Guid, MailMark>();

    /// <summary>How many get a copy of an answer by mail.</summary>
    public int CopiedTo { get; init; }

    /// <summary>Where the answer is looked at while it is typed; null for nowhere.</summary>
    public string? DraftCheck { get; init; }

    public bool IsOpen => Ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed);

    public bool IsMine => Ticket.Assignee?.Id == Me;

    public bool HasUnseenBreach => Clocks.Any(c => c is { State: SlaState.Breached, DeadlineAt: not null, Acknowledged: false });
}

/// <param name="Presence">What the owner is doing now.</param>
public sealed record OwnerCard(Guid Id, string Name, string Team, PresenceState Presence, DateTimeOffset TookAt);

/// <param name="Contact">The customer's own room draws it.</param>
public sealed record DeskContext(TicketView Ticket, RenderFragment? Contact, OwnerCard? Owner, IReadOnlyList<TicketRow> History, CustomerFigures Figures);

/// <param name="All">Contacts of this customer, at most a hundred.</param>
public sealed record CustomerFigures(int All, int Open, int Complaints, int Reopened);

/// <param name="Conversation">Null while none is open.</param>
public sealed record DeskWorkspace(DeskPlace Place, DeskViews Views, DeskList List, DeskConversation? Conversation, DeskContext? Context)
{
    /// <summary>What other rooms draw beside the open conversation.</summary>
    public IReadOnlyList<TicketSection> Sections { get; init; } = [];
}
