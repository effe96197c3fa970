using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Queues;

internal sealed class QueuesQuery(IDbContextFactory<AppDb> databases, TimeProvider clock) : IQueues
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private volatile Known? _known;

    public async ValueTask<IReadOnlyList<QueueCard>> ReadAsync(CancellationToken stop)
    {
        if (_known is { } known && known.ReadAt + Age > clock.GetUtcNow())
        {
            return known.Queues;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var queues = await db.Set<Queue>().OrderBy(q => q.Position).Select(q => new QueueCard(q.Id, q.Code, q.Name, q.EnglishName, q.TeamId, q.Position)).ToListAsync(stop);
        _known = new(clock.GetUtcNow(), queues);
        return queues;
    }

    public void Forget() => _known = null;

    private sealed record Known(DateTimeOffset ReadAt, IReadOnlyList<QueueCard> Queues);
}
