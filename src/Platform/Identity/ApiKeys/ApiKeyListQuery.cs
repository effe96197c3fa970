using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.ApiKeys;

public sealed record ApiKeyRow(ApiKeyId Id, string Name, string Prefix, string Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, bool IsValid);

/// <summary>All keys, newest first; never their secrets.</summary>
public sealed class ApiKeyListQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int Most = 500;

    public async Task<Outcome<IReadOnlyList<ApiKeyRow>>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageApiKeys))
        {
            return by.RefusalOf(Permissions.ManageApiKeys);
        }

        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stop);
        var keys = await db.Set<ApiKey>().OrderByDescending(k => k.CreatedAt).Take(Most).ToListAsync(stop);
        return keys.Select(k => new ApiKeyRow(k.Id, k.Name, k.Prefix, k.RoleCode, k.CreatedAt, k.ExpiresAt, k.RevokedAt, k.IsValid(now))).ToArray();
    }
}
