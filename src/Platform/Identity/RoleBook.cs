using System.Collections.Frozen;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity;

/// <summary>The roles as in force on this node; read again at most <see cref="Age"/> after a change elsewhere.</summary>
public sealed class RoleBook(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private volatile Snapshot? _snapshot;

    public async ValueTask<FrozenDictionary<string, Scope>> GrantsOfAsync(string role, CancellationToken stop)
    {
        var snapshot = _snapshot;
        if (snapshot is null || snapshot.ReadAt + Age < clock.GetUtcNow())
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            var roles = await db.Set<Role>().ToListAsync(stop);
            snapshot = new(clock.GetUtcNow(), roles.ToFrozenDictionary(r => r.Code, r => r.ReadGrants()));
            _snapshot = snapshot;
        }

        return snapshot.Roles.GetValueOrDefault(role) ?? FrozenDictionary<string, Scope>.Empty;
    }

    public void Forget() => _snapshot = null;

    private sealed record Snapshot(DateTimeOffset ReadAt, FrozenDictionary<string, FrozenDictionary<string, Scope>> Roles);
}
