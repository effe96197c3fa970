using Banzhang.Desk.Tickets.List;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>The views with their words and drawings, in the order of the column.</summary>
internal static class ViewLabels
{
    public static string Of(string view) => view switch
    {
        "mine" => Words.ViewMine,
        "waiting" => Words.ViewWaiting,
        "snoozed" => Words.ViewSnoozed,
        "unassigned" => Words.ViewUnassigned,
        "due" => Words.ViewDue,
        "overdue" => Words.ViewOverdue,
        "soon" => Words.ViewSoon,
        "email" => Words.ViewEmail,
        "open" => Words.ViewOpen,
        "escalated" => Words.ViewEscalated,
        "resolved" => Words.ViewResolved,
        _ => Words.ViewAll,
    };

    public static string SortOf(string sort) => sort switch
    {
        "newest" => Words.SortNewest,
        "oldest" => Words.SortOldest,
        _ => Words.SortDue,
    };

    public static IReadOnlyList<ViewItem> Items(DeskViews views, DeskPlace place) =>
        [.. Column.Select(c => new ViewItem(
            Of(c.View), place.ViewHref(c.View), c.Icon, views.Counts.GetValueOrDefault(c.View), Hot: c.View == TicketViewNames.Due && views.Counts.GetValueOrDefault(c.View) > 0,
            Current: c.View == place.View, Group: c.IsTeam ? views.TeamName : null))];

    private static readonly IReadOnlyList<(string View, IconName Icon, bool IsTeam)> Column =
    [
        (TicketViewNames.Mine, IconName.Desk, false), (TicketViewNames.Waiting, IconName.Clock, false), (TicketViewNames.Snoozed, IconName.Snooze, false),
        (TicketViewNames.Unassigned, IconName.Chat, true), (TicketViewNames.Due, IconName.Timer, true), (TicketViewNames.Email, IconName.Mail, true), (TicketViewNames.Open, IconName.Layers, true), (TicketViewNames.Escalated, IconName.ArrowUp, true),
    ];
}
