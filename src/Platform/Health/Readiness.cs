using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Health;

/// <summary>Ready means: prepared, and the database answers now.</summary>
public sealed class Readiness(IDbContextFactory<AppDb> databases)
{
    private volatile bool _prepared;

    public void Prepared() => _prepared = true;

    public async Task<bool> IsReadyAsync(CancellationToken stop)
    {
        if (!_prepared)
        {
            return false;
        }

        try
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            return await db.Database.CanConnectAsync(stop);
        }
        catch (Exception fault) when (StorageFaults.AsRefusal(fault) is not null)
        {
            return false;
        }
    }
}
