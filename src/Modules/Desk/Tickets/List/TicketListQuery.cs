using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.List;

/// <summary>The standing views of the workspace, as they are named in addresses.</summary>
public static class TicketViewNames
{
    public static readonly string Mine = "mine";
    public static readonly string Waiting = "waiting";
    public static readonly string Snoozed = "snoozed";
    public static readonly string Unassigned = "unassigned";
    public static readonly string Due = "due";

    /// <summary>A promise is broken and not yet fulfilled.</summary>
    public static readonly string Overdue = "overdue";

    /// <summary>A promise breaks within two hours.</summary>
    public static readonly string Soon = "soon";
    public static readonly string Email = "email";
    public static readonly string Open = "open";
    public static readonly string Escalated = "escalated";
    public static readonly string Resolved = "resolved";
    public static readonly string All = "all";

    /// <summary>Only what is open is due; among everything ever written down that order has no meaning and no index.</summary>
    public static bool IsDueOrdered(string? view) => view != All && view != Resolved;

    public static readonly IReadOnlyList<string> Names = [Mine, Waiting, Snoozed, Unassigned, Due, Overdue, Soon, Email, Open, Escalated, Resolved, All];
}

/// <param name="View">One of <see cref="TicketViewNames"/>.</param>
/// <param name="Status">The name of a status, or several separated by commas; null for those of the view.</param>
/// <param name="Assignee">An agent's id, <c>me</c>, or <c>none</c>.</param>
/// <param name="Queue">A queue's code.</param>
/// <param name="Words">Words to find, or a ticket's number.</param>
/// <param name="Sort">due (most urgent first), newest, oldest; null for due among open tickets and newest elsewhere.</param>
/// <param name="Cursor">Of the page before.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Customer">Only this customer's.</param>
public sealed record TicketFilter(
    string? View = null, string? Status = null, string? Assignee = null, string? Queue = null, string? Words = null, string? Sort = null, string? Cursor = null, int Limit = 50, Guid? Customer = null)
{
    /// <summary><c>mine</c> for what the reader's team answers for, as the figures of a team count it; null for everything within reach.</summary>
    public string? Team { get; init; }
}

public sealed record TicketRow(
    TicketId Id, string Number, string Subject, string CustomerName, Customers.Contracts.CustomerTier Tier, Channel Channel, TicketStatus Status, Priority Priority, string Category,
    QueueId Queue, Guid? Assignee, DateTimeOffset NextDueAt, ClockKind? NextDueKind, int EscalationLevel, string LastMessage, DateTimeOffset LastCustomerAt, DateTimeOffset? LastAgentAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? SnoozedUntil)
{
    /// <summary>The customer wrote last and nobody has answered.</summary>
    public bool IsUnanswered => LastAgentAt is null || LastCustomerAt > LastAgentAt;
}

/// <summary>Tickets by keyset: as fast on the last page as on the first.</summary>
internal sealed class TicketListQuery(IDbContextFactory<AppDb> databases, IQueues queueBook, TicketsByWordsQuery byWords, TimeProvider clock)
{
    public static readonly int MostAtOnce = 200;
    private static readonly TimeSpan Soon = TimeSpan.FromHours(2);

    public async Task<Outcome<Page<TicketRow>>> RunAsync(TicketFilter filter, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        if (filter.Limit < 1 || filter.Limit > MostAtOnce)
        {
            return new LimitOutOfRange(MostAtOnce);
        }

        var place = Cursor.Read<Place>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var narrowed = await NarrowAsync(db.Set<Ticket>(), filter, by, stop);
        if (!narrowed.IsDone)
        {
            return narrowed.Refusal!;
        }

        if (Sort(narrowed.Value, SortOf(filter), null) is null)
        {
            return new UnknownSort(SortOf(filter));
        }

        var rows = string.IsNullOrWhiteSpace(filter.Words) ? narrowed.Value : await byWords.FindAsync(narrowed.Value, filter.Words, stop);
        return rows is not null ? await PageAsync(rows, filter, place.Value, stop) : await PageOfThoseHoldingAsync(narrowed.Value, filter, place.Value, stop);
    }

    /// <summary>How many there are, up to <paramref name="most"/>.</summary>
    public async Task<Counted> CountAsync(TicketFilter filter, Actor by, int most, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return new(0, true);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var narrowed = await NarrowAsync(db.Set<Ticket>(), filter, by, stop);
        return !narrowed.IsDone ? new(0, true)
            : string.IsNullOrWhiteSpace(filter.Words) ? TicketsByWordsQuery.Counted(await narrowed.Value.Take(most).CountAsync(stop), most)
            : await byWords.CountAsync(narrowed.Value, filter.Words, most, stop);
    }

    private static async Task<Page<TicketRow>> PageAsync(IQueryable<Ticket> tickets, TicketFilter filter, Place? after, CancellationToken stop)
    {
        var rows = await RowsAsync(tickets, filter, after, filter.Limit + 1, stop);
        var page = rows.Take(filter.Limit).ToList();
        return new(page, rows.Count > filter.Limit ? Cursor.Of(Place.Of(page[^1])) : null);
    }

    /// <summary>Goes through the tickets in their order and takes those that hold the words. The page may be short, or even empty, and others still follow.</summary>
    private async Task<Page<TicketRow>> PageOfThoseHoldingAsync(IQueryable<Ticket> tickets, TicketFilter filter, Place? after, CancellationToken stop)
    {
        var page = new List<TicketRow>();
        for (var looked = 0; looked < TicketsByWordsQuery.MostLookedAt; looked += TicketsByWordsQuery.LookedAtOnce)
        {
            var next = await RowsAsync(tickets, filter, after, TicketsByWordsQuery.LookedAtOnce, stop);
            var holding = await byWords.HoldingAsync(next.Select(r => r.Id), filter.Words!, stop);
            foreach (var row in next)
            {
                after = Place.Of(row);
                if (holding.Contains(row.Id.Value))
                {
                    page.Add(row);
                    if (page.Count == filter.Limit)
                    {
                        return new(page, Cursor.Of(after));
                    }
                }
            }

            if (next.Count < TicketsByWordsQuery.LookedAtOnce)
            {
                return new(page, null);
            }
        }

        return new(page, Cursor.Of(after!));
    }

    private static Task<List<TicketRow>> RowsAsync(IQueryable<Ticket> tickets, TicketFilter filter, Place? after, int most, CancellationToken stop) =>
        Sort(tickets, SortOf(filter), after)!.Take(most).Select(t => new TicketRow(
            t.Id, TicketNumbers.Format(t.Number), ErasedText.Subject(t.Subject), ErasedText.Name(t.CustomerName), t.Tier, t.Channel, t.Status, t.Priority, t.Category, t.QueueId, t.Assignee == null ? null : t.Assignee.Value.Value,
            t.NextDueAt, t.NextDueKind, t.EscalationLevel, t.LastMessage, t.LastCustomerAt, t.LastAgentAt, t.CreatedAt, t.UpdatedAt, t.SnoozedUntil)).ToListAsync(stop);

    /// <summary>All but the words.</summary>
    private async Task<Outcome<IQueryable<Ticket>>> NarrowAsync(IQueryable<Ticket> tickets, TicketFilter filter, Actor by, CancellationToken stop)
    {
        var rows = WithinReach(tickets, by);
        var viewed = View(rows, ViewOf(filter), by);
        if (viewed is null)
        {
            return new UnknownView(filter.View!);
        }

        rows = viewed;
        if (filter.Status is not null)
        {
            if (StatusesOf(filter.Status) is not { } statuses)
            {
                return new UnknownStatus(filter.Status);
            }

            var only = statuses[0];
            rows = statuses.Length == 1 ? rows.Where(t => t.Status == only) : rows.Where(t => statuses.Contains(t.Status));
            if (!IsDone(filter.Status))
            {
                // Says nothing new, but what is open has the indexes.
                rows = rows.Where(t => t.IsOpen);
            }
        }

        if (filter.Queue is not null)
        {
            if ((await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Code == filter.Queue) is not { } queue)
            {
                return new NoSuchQueue(filter.Queue);
            }

            rows = rows.Where(t => t.QueueId == queue.Id);
        }

        if (filter.Team is not null)
        {
            if (filter.Team != TablePlace.OwnTeam)
            {
                return new UnknownTeam(filter.Team);
            }

            rows = rows.OfTeam(by.TeamId is { } own ? new TeamId(own) : null, await queueBook.ReadAsync(stop));
        }

        if (filter.Assignee is not null)
        {
            if (filter.Assignee == "none")
            {
                rows = rows.Where(t => t.Assignee == null);
            }
            else if (filter.Assignee == "me" || Guid.TryParse(filter.Assignee, out _))
            {
                AgentId? agent = new AgentId(filter.Assignee == "me" ? by.Id : Guid.Parse(filter.Assignee));
                rows = rows.Where(t => t.Assignee == agent);
            }
            else
            {
                return new NoSuchAgent(filter.Assignee);
            }
        }

        if (filter.Customer is { } customer)
        {
            var id = new Customers.Contracts.CustomerId(customer);
            rows = rows.Where(t => t.CustomerId == id);
        }

        return Outcome.Of(rows);
    }

    private static IQueryable<Ticket> WithinReach(IQueryable<Ticket> tickets, Actor by)
    {
        AgentId? me = new AgentId(by.Id);
        TeamId? team = by.TeamId is { } known ? new TeamId(known) : null;
        return by.Reach(Permissions.ReadTickets) switch
        {
            Scope.All => tickets,
            Scope.Team => tickets.Where(t => t.TeamId == null || t.TeamId == team || t.Assignee == me || t.FirstContactOwner == me),
            Scope.Own or Scope.None => tickets.Where(t => t.Assignee == me || t.FirstContactOwner == me),
        };
    }

    private IQueryable<Ticket>? View(IQueryable<Ticket> rows, string view, Actor by)
    {
        AgentId? me = new AgentId(by.Id);
        var now = clock.GetUtcNow();
        var soon = now + Soon;
        return view switch
        {
            "mine" => rows.Where(t => t.IsOpen && t.Assignee == me && t.Status != TicketStatus.Snoozed),
            "waiting" => rows.Where(t => t.IsOpen && t.Assignee == me && t.Status == TicketStatus.Waiting),
            "snoozed" => rows.Where(t => t.IsOpen && t.Assignee == me && t.Status == TicketStatus.Snoozed),
            "unassigned" => rows.Where(t => t.IsOpen && t.Assignee == null),
            "due" => rows.Where(t => t.IsOpen && t.NextDueAt < soon),
            "overdue" => rows.Where(t => t.IsOpen && t.NextDueAt <= now),
            "soon" => rows.Where(t => t.IsOpen && t.NextDueAt > now && t.NextDueAt <= soon),
            "email" => rows.Where(t => t.IsOpen && t.Channel == Channel.Email && t.Status != TicketStatus.Waiting),
            "open" => rows.Where(t => t.IsOpen),
            "escalated" => rows.Where(t => t.IsOpen && t.EscalationLevel > 0),
            "resolved" => rows.Where(t => t.Status == TicketStatus.Resolved),
            "all" => rows,
            _ => null,
        };
    }

    /// <summary>Without a view: everything when something is looked for or what is done is asked for, otherwise what is open.</summary>
    private static string ViewOf(TicketFilter filter) =>
        filter.View ?? (filter is { Words: null, Customer: null } && !IsDone(filter.Status) ? TicketViewNames.Open : TicketViewNames.All);

    private static bool IsDone(string? status) => StatusesOf(status)?.Any(s => s is TicketStatus.Resolved or TicketStatus.Closed) == true;

    /// <summary>Names only, in any case; null when one of them is none. What parses enums would take numbers too, and read a list as one value.</summary>
    private static TicketStatus[]? StatusesOf(string? names)
    {
        var found = (names ?? "").Split(',').Select(n => Enum.GetValues<TicketStatus>().Where(s => s.ToString().Equals(n.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray()).ToList();
        return found.TrueForAll(f => f.Length == 1) ? [.. found.SelectMany(f => f).Distinct()] : null;
    }

    private static string SortOf(TicketFilter filter) =>
        filter.Sort ?? (TicketViewNames.IsDueOrdered(ViewOf(filter)) ? "due" : "newest");

    private static IQueryable<Ticket>? Sort(IQueryable<Ticket> rows, string sort, Place? after) => sort switch
    {
        "due" => (after is null ? rows : rows.Where(t => t.NextDueAt > after.Due || (t.NextDueAt == after.Due && t.Number > after.Number))).OrderBy(t => t.NextDueAt).ThenBy(t => t.Number),
        "newest" => (after is null ? rows : rows.Where(t => t.Number < after.Number)).OrderByDescending(t => t.Number),
        "oldest" => (after is null ? rows : rows.Where(t => t.Number > after.Number)).OrderBy(t => t.Number),
        _ => null,
    };

    private sealed record Place(DateTimeOffset Due, long Number)
    {
        public static Place Of(TicketRow row) => new(row.NextDueAt, TicketNumbers.Parse(row.Number)!.Value);
    }
}
