namespace Banzhang.Platform.Identity;

/// <summary>What an actor may do to the ground everything stands on.</summary>
public static class Permissions
{
    public static readonly Permission ManageAccounts = new("identity.accounts.manage", (RoleCodes.PeopleOfficer, Scope.All));
    public static readonly Permission ManageRoles = new("identity.roles.manage");
    public static readonly Permission ManageApiKeys = new("identity.api-keys.manage");
    public static readonly Permission ReadAudit = new("platform.audit.read", (RoleCodes.Manager, Scope.All));
    public static readonly Permission ManageSettings = new("platform.settings.manage", (RoleCodes.Manager, Scope.All));
    public static readonly Permission ExportEverything = new("platform.export", (RoleCodes.Manager, Scope.All));
}
