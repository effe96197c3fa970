using System.Reflection;
using Banzhang.Platform.Data;

namespace Banzhang.Platform.Identity;

/// <summary>Something a person may be allowed to do, with the reach each role has until an administrator changes it.</summary>
/// <param name="Code">Stable, e.g. <c>desk.tickets.resolve</c>.</param>
/// <param name="Defaults">Reach per role code; roles not named have none. The administrator always has <see cref="Scope.All"/>.</param>
public sealed record Permission(string Code, params (string Role, Scope Reach)[] Defaults)
{
    public Scope DefaultFor(string role) =>
        role == RoleCodes.Administrator ? Scope.All : Defaults.FirstOrDefault(d => d.Role == role).Reach;
}

/// <summary>Every permission of every room: the static fields of the classes named Permissions.</summary>
public sealed class PermissionCatalog(RoomCatalog rooms)
{
    public IReadOnlyList<Permission> All { get; } = [.. rooms.Assemblies
        .SelectMany(a => a.GetTypes())
        .Where(t => t.Name == "Permissions")
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(f => f.FieldType == typeof(Permission))
        .Select(f => (Permission)f.GetValue(null)!)
        .OrderBy(p => p.Code, StringComparer.Ordinal)];
}
