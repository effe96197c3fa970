using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Desk.Workspace;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Tickets.List;

/// <summary>Where a person is in the table; every address of the page is made here.</summary>
/// <param name="Trail">Cursors of the pages before, so that one can go back.</param>
public sealed record TablePlace(string View, string? Status, string? Queue, string? Assignee, string? Words, string Sort, string? Cursor, string? Trail, string? Team = null)
{
    /// <summary>As <see cref="TicketFilter.Team"/> names it.</summary>
    public static readonly string OwnTeam = "mine";

    private const char Between = '~';
    private const int MostSteps = 40;

    public static TablePlace Of(string? view, string? status, string? queue, string? assignee, string? q, string? sort, string? cursor, string? trail, string? team = null)
    {
        var shown = Given(view) ?? (Given(q) is null && Given(status) is null ? TicketViewNames.Open : TicketViewNames.All);
        return new(shown, Given(status), Given(queue), Given(assignee), Given(q), sort is "newest" or "oldest" ? sort : TicketViewNames.IsDueOrdered(shown) ? "due" : "newest", Given(cursor), Given(trail), Given(team));
    }

    public bool IsNarrowed => Status is not null || Queue is not null || Assignee is not null || Words is not null || Team is not null || View != TicketViewNames.Open;

    public TicketFilter Filter(int limit) => new(View, Status, Assignee, Queue, Words, Sort, Cursor, limit) { Team = Team };

    public string Here => Href(Sort, Cursor, Trail);

    /// <summary>The same question from its first page on; kept as an own view.</summary>
    public string ViewAddress => Href(Sort, null, null);

    /// <summary>What an own view's address asks for; anything else in it is left out, so that it leads nowhere else.</summary>
    public static TablePlace Of(string address)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        string? Given(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
        return Of(Given("view"), Given("status"), Given("queue"), Given("assignee"), Given("q"), Given("sort"), null, null, Given("team"));
    }

    public string SortHref(string sort) => Href(sort, null, null);

    public string NextHref(string next) => Href(Sort, next, string.Join(Between, (Trail?.Split(Between) ?? []).Append(Cursor ?? "").TakeLast(MostSteps)));

    /// <summary>Null on the first page.</summary>
    public string? PreviousHref => Cursor is null ? null
        : Trail?.Split(Between) is [.. var before, var last] ? Href(Sort, last.Length == 0 ? null : last, before.Length == 0 ? null : string.Join(Between, before))
        : Href(Sort, null, null);

    private string Href(string sort, string? cursor, string? trail)
    {
        var parts = new[] { ("view", View), ("status", Status), ("queue", Queue), ("team", Team), ("assignee", Assignee), ("q", Words), ("sort", sort == "due" ? null : sort), ("cursor", cursor), ("trail", trail) };
        return "/tickets?" + string.Join('&', parts.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Counted">How many rows there are in all.</param>
public sealed record TicketTable(TablePlace Place, IReadOnlyList<DeskRow> Rows, string? NextCursor, Counted Counted, IReadOnlyList<QueueCard> Queues, IReadOnlyList<Choice> Colleagues, bool MayAssign, bool MayTransfer, IReadOnlyList<OwnViewRow> OwnViews);
