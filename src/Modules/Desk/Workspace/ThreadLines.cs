using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.People.Contracts;
using Banzhang.Platform.Console;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>Says what the ledger knows of a ticket, for the thread.</summary>
internal sealed class ThreadLines(PeopleSnapshot people, IReadOnlyList<QueueCard> queues, string language)
{
    /// <summary>The kinds of events that are worth a line.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        nameof(TicketOpened), nameof(TicketAssigned), nameof(TicketTransferred), nameof(TicketEscalated), nameof(TicketSnoozed), nameof(TicketWoken), nameof(TicketWaits),
        nameof(TicketResolved), nameof(TicketReopened), nameof(TicketClosed), nameof(TicketChanged), nameof(ClockBreached), nameof(BreachAcknowledged),
        nameof(TicketMerged), nameof(TicketTookIn), nameof(TicketParted), nameof(TicketLetGo), nameof(TicketSplit), nameof(TicketLinked), nameof(TicketUnlinked),
    ];

    /// <summary>Null for an event that says nothing to a reader.</summary>
    public LineEntry? Of(LedgerEvent stored, IDomainEvent happened)
    {
        var by = stored.ActorKind == nameof(Platform.Identity.ActorKind.Person) ? stored.ActorName : Words.TheSystem;
        (IconName Icon, string[] Facts)? line = happened switch
        {
            TicketOpened { Facts.Agent: { } agent } opened => (IconName.Route, [Say(Words.LineTakenBy, NameOf(agent), WordBook.Say(opened.Facts.Channel))]),
            TicketAssigned { To: null } => (IconName.Reassign, [Say(Words.LinePutBack, by)]),
            TicketAssigned { To: { } to } when to.Value == stored.ActorId => (IconName.User, [Say(Words.LineTook, by)]),
            TicketAssigned { To: { } to } => (IconName.Reassign, [Say(Words.LineGave, by, NameOf(to))]),
            TicketTransferred moved => (IconName.Route, [Say(Words.LineTransferred, by, QueueOf(moved.From), QueueOf(moved.To)), .. Quoted(moved.Reason), .. OwnerStays(moved.FirstContactOwner)]),
            TicketEscalated raised => (IconName.ArrowUp, [Say(Words.LineEscalated, by), .. Quoted(raised.Reason)]),
            TicketSnoozed snoozed => (IconName.Snooze, [Say(Words.LineSnoozed, by, When.Of(snoozed.Until, stored.At))]),
            TicketWoken => (IconName.Bell, [Words.LineWoken]),
            TicketWaits => (IconName.Pause, [Words.LineWaits]),
            TicketResolved => (IconName.Check, [Say(Words.LineResolved, by)]),
            TicketReopened { ReopenedBy: AuthorKind.Customer } => (IconName.Undo, [Words.LineReopenedByCustomer]),
            TicketReopened => (IconName.Undo, [Say(Words.LineReopened, by)]),
            TicketClosed { ConfirmedBy: AuthorKind.Customer } => (IconName.Check2, [Words.LineConfirmed]),
            TicketClosed => (IconName.Check2, [Words.LineClosed]),
            TicketChanged changed => Changed(changed, by),
            ClockBreached late => (IconName.Timer, [Say(Words.LineBreached, WordBook.Say(late.Kind))]),
            BreachAcknowledged => (IconName.Eye, [Say(Words.LineAcknowledged, by)]),
            TicketMerged merged => (IconName.Merge, [Say(Words.LineMerged, by, TicketNumbers.Format(merged.Into))]),
            TicketTookIn took => (IconName.Merge, [Say(Words.LineTookIn, by, TicketNumbers.Format(took.From))]),
            TicketParted parted => (IconName.Undo, [Say(Words.LineParted, by, TicketNumbers.Format(parted.From))]),
            TicketLetGo gone => (IconName.Undo, [Say(Words.LineLetGo, by, TicketNumbers.Format(gone.Number))]),
            TicketSplit split => (IconName.Split, [Say(Words.LineSplit, by, TicketNumbers.Format(split.Into))]),
            TicketLinked linked => (IconName.Link, [Say(Words.LineLinked, by, TicketNumbers.Format(linked.With), WordBook.Say(linked.Kind))]),
            TicketUnlinked unlinked => (IconName.Link, [Say(Words.LineUnlinked, by, TicketNumbers.Format(unlinked.With))]),
            _ => null,
        };
        return line is { } some ? new(stored.At, stored.Seq, some.Icon, some.Facts) : null;
    }

    private static (IconName, string[])? Changed(TicketChanged changed, string by)
    {
        var facts = new List<string>();
        if (changed.After.TryGetValue("priority", out var priority) && Enum.TryParse<Priority>(priority, out var level))
        {
            facts.Add(Say(Words.LinePriority, by, WordBook.Say(level)));
        }

        if (changed.After.TryGetValue("category", out var category) && category.Length > 0)
        {
            facts.Add(Say(Words.LineCategory, by, category));
        }

        return facts.Count == 0 ? null : (IconName.Edit, [.. facts]);
    }

    private string[] OwnerStays(AgentId? owner) => owner is { } known ? [Say(Words.LineOwnerStays, NameOf(known))] : [];

    private static string[] Quoted(string reason) => reason.Length > 0 ? [reason] : [];

    private string NameOf(AgentId agent) => people.Agent(agent)?.Name ?? Words.SomebodyFormer;

    private string QueueOf(QueueId queue) => queues.FirstOrDefault(q => q.Id == queue)?.NameIn(language) ?? Words.QueueFormer;

    private static string Say(string sentence, params ReadOnlySpan<object?> arguments) => WordBook.Say(sentence, arguments);
}
