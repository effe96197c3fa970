using Banzhang.Platform.Data;
using Banzhang.Platform.Health;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Outbox;

/// <summary>What still waits to be told, measured when somebody asks for the metrics. A message that fails again and again is seen here.</summary>
public sealed class OutboxBacklog(IDbContextFactory<AppDb> databases)
{
    public async Task MeasureAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        Meters.OutboxWaiting.Record(await db.Set<OutboxMessage>().CountAsync(stop));
        Meters.OutboxFailing.Record(await db.Set<OutboxMessage>().CountAsync(m => m.Attempts > 0, stop));
    }
}
