using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Roles;

/// <summary>Sets how far one permission of one role reaches.</summary>
public sealed record GrantPermission(string Role, string Permission, Scope Reach);

public sealed class GrantPermissionHandler(IWrites writes, PermissionCatalog catalog, RoleBook book, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(GrantPermission command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageRoles))
        {
            return new MayNot(Permissions.ManageRoles.Code);
        }

        if (!catalog.All.Any(p => p.Code == command.Permission))
        {
            return new UnknownPermission(command.Permission);
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            var role = await act.Db.Set<Role>().SingleOrDefaultAsync(r => r.Code == command.Role, token);
            if (role is null || role.Code == RoleCodes.Administrator)
            {
                // The administrator's set cannot be narrowed: somebody must be able to open the door again.
                return new UnknownRole(command.Role);
            }

            var before = role.ReadGrants().GetValueOrDefault(command.Permission);
            role.Grant(command.Permission, command.Reach);
            act.Audit("PermissionGranted", $"role:{role.Code}", new { command.Permission, Reach = before }, new { command.Permission, command.Reach });
            return Outcome.Done;
        }, stop);
        book.Forget();
        recognition.ForgetAll();
        return outcome;
    }
}
