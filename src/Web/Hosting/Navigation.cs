using Banzhang.Platform.Console;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ui;

namespace Banzhang.Web.Hosting;

/// <summary>The doors of the console, in the order of the rail; a role sees those it may open.</summary>
internal sealed class Navigation : INavigation
{
    private static readonly IReadOnlyList<Door> Doors =
    [
        new("/cockpit", IconName.Cockpit, () => Words.Cockpit, "c", Insight.Permissions.ReadCockpit),
        new("/desk", IconName.Desk, () => Words.Desk, "d", Desk.Permissions.ReadTickets),
        new("/tickets", IconName.Ticket, () => Words.Tickets, "t", Desk.Permissions.ReadTickets),
        new("/customers", IconName.People, () => Words.Customers, null, Customers.Permissions.ReadCustomers),
        new("/settings/service-levels", IconName.Settings, () => Words.Settings, null, Platform.Identity.Permissions.ManageSettings, Pinned: true),
    ];

    public IReadOnlyList<NavItem> For(Actor by, string path) =>
        [.. Doors.Where(d => by.May(d.Needs)).Select(d => new NavItem(d.Href, d.Icon, d.Label(), Current: path.StartsWith(d.Href, StringComparison.Ordinal), Key: d.Key, Pinned: d.Pinned))];

    /// <summary>Where a person begins.</summary>
    public static string HomeOf(Actor by) => Doors.FirstOrDefault(d => by.May(d.Needs))?.Href ?? "/account";

    private sealed record Door(string Href, IconName Icon, Func<string> Label, string? Key, Permission Needs, bool Pinned = false);
}
