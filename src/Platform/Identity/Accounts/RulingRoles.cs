using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>
/// Who rules over roles and keys can give themselves everything. So a role with such a permission is given, and the door of who has one is opened or
/// closed, only by somebody who has it as well: whoever manages the accounts of a department cannot become its administrator.
/// </summary>
internal static class RulingRoles
{
    private static readonly Permission[] Ruling = [Permissions.ManageRoles, Permissions.ManageApiKeys];

    /// <summary>Null when <paramref name="by"/> may act on accounts of this role.</summary>
    public static async Task<Refusal?> AgainstAsync(Act act, Actor by, string role, CancellationToken stop)
    {
        var grants = (await act.Db.Set<Role>().SingleAsync(r => r.Code == role, stop)).ReadGrants();
        return Ruling.FirstOrDefault(p => grants.GetValueOrDefault(p.Code) > by.Reach(p)) is { } lacking ? by.RefusalOf(lacking) : null;
    }
}
