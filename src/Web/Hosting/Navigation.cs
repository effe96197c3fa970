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
        new("/mail", IconName.Mail, () => Words.Mail, "m", Desk.Permissions.HandleMail),
        new("/quality", IconName.Quality, () => Words.Quality, "q", Quality.Permissions.ReadInspections),
        new("/customers", IconName.People, () => Words.Customers, null, Customers.Permissions.ReadCustomers),
    ];

    private static readonly IReadOnlyList<SettingsDoor> SettingsDoors =
    [
        new("/settings/service-levels", IconName.Timer, () => Words.ServiceLevels, () => Words.SettingsService, Platform.Identity.Permissions.ManageSettings),
        new("/settings/department", IconName.Settings, () => Words.Department, () => Words.SettingsService, Platform.Identity.Permissions.ManageSettings),
        new("/settings/queues", IconName.Layers, () => Words.Queues, () => Words.SettingsService, Platform.Identity.Permissions.ManageSettings),
        new("/settings/teams", IconName.People, () => Words.Teams, () => Words.SettingsPeople, Platform.Identity.Permissions.ManageAccounts),
        new("/settings/mail", IconName.Mail, () => Words.MailAccounts, () => Words.SettingsService, Desk.Permissions.ManageMailAccounts),
        new("/settings/accounts", IconName.People, () => Words.Accounts, () => Words.SettingsPeople, Platform.Identity.Permissions.ManageAccounts),
        new("/settings/roles", IconName.Shield, () => Words.RolesAndPermissions, () => Words.SettingsPeople, Platform.Identity.Permissions.ManageRoles),
        new("/settings/api-keys", IconName.Link, () => Words.ApiKeys, () => Words.SettingsSystem, Platform.Identity.Permissions.ManageApiKeys),
        new("/settings/audit", IconName.History, () => Words.Audit, () => Words.SettingsSystem, Platform.Identity.Permissions.ReadAudit),
    ];

    public IReadOnlyList<NavItem> For(Actor by, string path) =>
        [
            .. Doors.Where(d => by.May(d.Needs)).Select(d => new NavItem(d.Href, d.Icon, d.Label(), Current: path.StartsWith(d.Href, StringComparison.Ordinal), Key: d.Key)),
            .. SettingsDoors.Where(d => by.May(d.Needs)).Take(1).Select(d => new NavItem(d.Href, IconName.Settings, Words.Settings, Current: path.StartsWith("/settings", StringComparison.Ordinal), Pinned: true)),
        ];

    public IReadOnlyList<ViewItem> SettingsFor(Actor by, string path) =>
        [.. SettingsDoors.Where(d => by.May(d.Needs)).Select(d => new ViewItem(d.Label(), d.Href, d.Icon, Current: path.StartsWith(d.Href, StringComparison.Ordinal), Group: d.Group()))];

    /// <summary>Where a person begins.</summary>
    public static string HomeOf(Actor by) => Doors.FirstOrDefault(d => by.May(d.Needs))?.Href ?? SettingsDoors.FirstOrDefault(d => by.May(d.Needs))?.Href ?? "/account";

    private sealed record Door(string Href, IconName Icon, Func<string> Label, string? Key, Permission Needs);

    private sealed record SettingsDoor(string Href, IconName Icon, Func<string> Label, Func<string> Group, Permission Needs);
}
