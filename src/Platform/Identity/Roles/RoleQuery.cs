using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Roles;

/// <param name="Standard">What the product gives until somebody changes it.</param>
public sealed record GrantRow(string Permission, Scope Reach, Scope Standard);

/// <param name="IsFixed">The administrator's set cannot be narrowed.</param>
public sealed record RoleView(string Role, bool IsFixed, IReadOnlyList<string> Roles, IReadOnlyList<GrantRow> Grants);

/// <summary>One role's permission set, with the names of the other roles.</summary>
public sealed class RoleQuery(IDbContextFactory<AppDb> databases, PermissionCatalog catalog)
{
    /// <param name="role">A role's code; null for the first.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<RoleView>> RunAsync(string? role, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageRoles))
        {
            return by.RefusalOf(Permissions.ManageRoles);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var roles = await db.Set<Role>().ToListAsync(stop);
        var known = RoleCodes.All.ToList();
        var codes = roles.Select(r => r.Code).OrderBy(c => known.IndexOf(c) is var at && at < 0 ? int.MaxValue : at).ToArray();
        var shown = role is null ? roles.First(r => r.Code == codes[0]) : roles.FirstOrDefault(r => r.Code == role);
        if (shown is null)
        {
            return new UnknownRole(role!);
        }

        var grants = shown.ReadGrants();
        var isFixed = shown.Code == RoleCodes.Administrator;
        return new RoleView(shown.Code, isFixed, codes, [.. catalog.All.Select(p => new GrantRow(p.Code, isFixed ? Scope.All : grants.GetValueOrDefault(p.Code), p.DefaultFor(shown.Code)))]);
    }
}
