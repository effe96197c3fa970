using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.Mailboxes.Display;
using Banzhang.Desk.Presence;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Snoozing.Rules;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Workspace;

/// <summary>One ticket as the conversation pane shows it: thread, clocks, what may be done, what was half typed.</summary>
internal sealed class ConversationQuery(TicketQuery tickets, ServiceLevelBook book, EventKinds kinds, IPeople peopleBook, IQueues queueBook, CategoriesQuery categories, MailMarksQuery mails, IEnumerable<IDraftCheck> checks, IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int MostLines = 200;

    public async Task<Outcome<DeskConversation>> RunAsync(string number, Actor by, CancellationToken stop)
    {
        var found = await tickets.RunAsync(number, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        var ticket = found.Value;
        var now = clock.GetUtcNow();
        var people = await peopleBook.ReadAsync(stop);
        var queues = await queueBook.ReadAsync(stop);
        var calendar = await book.WorkingHoursAsync(stop);
        await using var db = await databases.CreateDbContextAsync(stop);
        var entity = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, stop);
        var clocks = await db.Set<ServiceClock>().Where(c => c.TicketId == ticket.Id).ToListAsync(stop);
        var threads = await TicketQuery.ThreadAsync(db, entity, stop);
        var draft = await db.Set<Draft>().Where(d => d.TicketId == ticket.Id && d.AccountId == by.Id).OrderByDescending(d => d.At).FirstOrDefaultAsync(stop);
        return new DeskConversation(
            ticket,
            ThreadMerging.Merge(ticket.Messages ?? [], await LinesAsync(db, ticket.Id, new(people, queues, by.Language), stop), calendar.TimeZone),
            ClockFace.Row(clocks, now, ticket.ResolvedAt),
            new(by.Covers(Permissions.AnswerTickets, entity), by.Covers(Permissions.AssignTickets, entity), by.Covers(Permissions.TransferTickets, entity), by.Covers(Permissions.AcknowledgeBreaches, entity)),
            draft is null ? new("", Visibility.Public, null) : new(draft.Body, draft.Visibility, draft.At),
            by.Id,
            [.. people.Agents.Where(a => a.IsActive && a.Role is "agent" or "supervisor" or "third-party").OrderBy(a => a.Team != entity.TeamId).ThenBy(a => a.Name, StringComparer.CurrentCulture)
                .Select(a => new Choice(a.Id.Value.ToString(), a.Name, Group: people.Team(a.Team)?.NameIn(by.Language)))],
            queues,
            SnoozePresets.For(now, calendar),
            await categories.RunAsync(stop))
        {
            Mails = await mails.ReadAsync(threads, stop),
            CopiedTo = ticket.Channel == Channel.Email ? await mails.CopiedAsync(threads, stop) : 0,
            DraftCheck = checks.Select(check => check.AddressOf(ticket.Number, by)).FirstOrDefault(address => address is not null),
        };
    }

    private async Task<IReadOnlyList<LineEntry>> LinesAsync(AppDb db, TicketId ticket, ThreadLines lines, CancellationToken stop)
    {
        var wanted = ThreadLines.Kinds.ToArray();
        var stored = await db.Set<LedgerEvent>().Where(e => e.Subject == ticket.Value && wanted.Contains(e.Kind)).OrderByDescending(e => e.Seq).Take(MostLines).ToListAsync(stop);
        return [.. stored.Select(e => kinds.Read(e.Kind, e.Data) is { } happened ? lines.Of(e, happened) : null).OfType<LineEntry>()];
    }
}

/// <summary>Who the ticket is about: the customer, the first-contact owner, earlier contacts.</summary>
internal sealed class ContextQuery(TicketQuery tickets, ICustomerCards customers, TicketListQuery list, IPeople peopleBook, EventKinds kinds, IDbContextFactory<AppDb> databases)
{
    private const int Shown = 6;
    private const int MostCounted = 100;

    public async Task<Outcome<DeskContext>> RunAsync(string number, Actor by, CancellationToken stop)
    {
        var found = await tickets.RunAsync(number, by, stop);
        if (!found.IsDone)
        {
            return found.Refusal!;
        }

        var ticket = found.Value;
        var people = await peopleBook.ReadAsync(stop);
        var history = await list.RunAsync(new(TicketViewNames.All, Sort: "newest", Limit: Shown + 1, Customer: ticket.Customer.Id.Value), by, stop);
        await using var db = await databases.CreateDbContextAsync(stop);
        var contacts = await db.Set<Ticket>().Where(t => t.CustomerId == ticket.Customer.Id).OrderByDescending(t => t.Number).Take(MostCounted).Select(t => new { t.IsOpen, t.Type, t.Cycle }).ToListAsync(stop);
        OwnerCard? owner = null;
        if (ticket.FirstContactOwner is { } first)
        {
            AgentId id = new(first.Id);
            var presence = await db.Set<AgentPresence>().SingleOrDefaultAsync(p => p.Agent == id, stop);
            owner = new(first.Id, first.Name, people.Team(people.Agent(id)?.Team)?.NameIn(by.Language) ?? "", presence is null ? PresenceState.Off : PresenceOfPerson.StateOf(presence.Kind), await TakenAtAsync(db, ticket, stop));
        }

        return new DeskContext(
            ticket,
            await customers.ContactAsync(ticket.Customer.Id, by, stop),
            owner,
            history.IsDone ? [.. history.Value.Items.Where(t => t.Id != ticket.Id).Take(Shown)] : [],
            new(contacts.Count, contacts.Count(c => c.IsOpen), contacts.Count(c => c.Type == "complaint"), contacts.Count(c => c.Cycle > 1)));
    }

    /// <summary>When the first owner took it: at once, or with the first assignment.</summary>
    private async Task<DateTimeOffset> TakenAtAsync(AppDb db, TicketView ticket, CancellationToken stop)
    {
        var assigned = nameof(TicketAssigned);
        var first = await db.Set<LedgerEvent>().Where(e => e.Subject == ticket.Id.Value && e.Kind == assigned).OrderBy(e => e.Seq).FirstOrDefaultAsync(stop);
        return first is not null && kinds.Read(first.Kind, first.Data) is TicketAssigned { From: null } ? first.At : ticket.CreatedAt;
    }
}

/// <summary>Categories in use lately, to choose from; at most a minute old.</summary>
internal sealed class CategoriesQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int Looked = 2000;
    private const int Most = 40;
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);
    private volatile Known? _known;

    public async ValueTask<IReadOnlyList<string>> RunAsync(CancellationToken stop)
    {
        if (_known is { } known && known.At + Age > clock.GetUtcNow())
        {
            return known.Names;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var recent = await db.Set<Ticket>().OrderByDescending(t => t.Number).Take(Looked).Select(t => t.Category).ToListAsync(stop);
        IReadOnlyList<string> names = [.. recent.Where(c => c.Length > 0).GroupBy(c => c).OrderByDescending(g => g.Count()).Take(Most).Select(g => g.Key)];
        _known = new(clock.GetUtcNow(), names);
        return names;
    }

    private sealed record Known(DateTimeOffset At, IReadOnlyList<string> Names);
}
