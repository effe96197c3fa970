using Banzhang.Desk.Tickets.List;

namespace Banzhang.Desk.Workspace;

/// <summary>Where a person is in the workspace; every address of the page is made here.</summary>
/// <param name="Shown">How many rows the list holds, 50 to 200.</param>
/// <param name="Cursor">Where the list begins; null at its head.</param>
public sealed record DeskPlace(string View, string Sort, string? Number = null, int Shown = DeskPlace.Step, string? Cursor = null)
{
    private const int Step = 50;

    public static DeskPlace Of(string? view, string? sort, string? number, int? shown, string? cursor) => new(
        view is not null && TicketViewNames.Names.Contains(view) ? view : TicketViewNames.Mine,
        sort is "newest" or "oldest" ? sort : TicketViewNames.IsDueOrdered(view) ? "due" : "newest",
        number,
        Math.Clamp(shown ?? Step, Step, TicketListQuery.MostAtOnce),
        cursor);

    public string Here => Number is null ? ListHref : $"/desk/{Number}{Query(View, Sort, Shown, Cursor)}";

    /// <summary>The list alone, on phones a screen of its own.</summary>
    public string ListHref => $"/desk{Query(View, Sort, Shown, Cursor)}";

    public string ViewHref(string view) => $"/desk{Query(view, Sort, Step, null)}";

    public string SortHref(string sort) => $"{Root}{Query(View, sort, Step, null)}";

    public string TicketHref(string number) => $"/desk/{number}{Query(View, Sort, Shown, Cursor)}";

    /// <summary>A longer list, and beyond the longest one the next.</summary>
    public string MoreHref(string next) => Shown < TicketListQuery.MostAtOnce ? $"{Root}{Query(View, Sort, Shown + Step, Cursor)}" : $"{Root}{Query(View, Sort, Shown, next)}";

    private string Root => Number is null ? "/desk" : $"/desk/{Number}";

    private static string Query(string view, string sort, int shown, string? cursor) =>
        $"?view={view}" + (sort == "due" || (sort == "newest" && !TicketViewNames.IsDueOrdered(view)) ? "" : $"&sort={sort}") + (shown == Step ? "" : $"&shown={shown}") + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
}
