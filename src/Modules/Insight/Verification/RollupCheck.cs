using System.Runtime.CompilerServices;
using Banzhang.Insight.Rollups;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Verification;

/// <summary>Counts the whole ledger again and compares every roll-up.</summary>
internal sealed class RollupCheckQuery(IDbContextFactory<AppDb> databases, EventKinds kinds) : IBookCheck
{
    public async IAsyncEnumerable<BookDifference> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var expected = new Dictionary<(DateTimeOffset, Metric, Guid, Guid, Guid, Desk.Contracts.Channel, string), Rollup>();
        await using var db = await databases.CreateSnapshotAsync(stop);
        await foreach (var row in db.Set<LedgerEvent>().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            Count(expected, row.Kind, row.Data, row.At, 1);
        }

        // What still waits in the outbox is in the ledger and not yet counted.
        var untold = db.Set<LedgerEvent>().Where(e => db.Set<OutboxMessage>().Any(m => m.Seq == e.Seq));
        await foreach (var waiting in untold.AsAsyncEnumerable().WithCancellation(stop))
        {
            Count(expected, waiting.Kind, waiting.Data, waiting.At, -1);
        }

        await foreach (var stored in db.Set<Rollup>().AsAsyncEnumerable().WithCancellation(stop))
        {
            expected.Remove(stored.Key, out var recomputed);
            if (stored.Count != recomputed?.Count || stored.Sum != recomputed.Sum || stored.WallSum != recomputed.WallSum)
            {
                yield return new("rollups", NameOf(stored), Show(stored), recomputed is null ? "-" : Show(recomputed));
            }
        }

        foreach (var missing in expected.Values.Where(m => m.Count != 0))
        {
            yield return new("rollups", NameOf(missing), "-", Show(missing));
        }

        await db.EndSnapshotAsync();
    }

    private void Count(Dictionary<(DateTimeOffset, Metric, Guid, Guid, Guid, Desk.Contracts.Channel, string), Rollup> expected, string kind, string data, DateTimeOffset at, int times)
    {
        if (kinds.Read(kind, data) is not { } happened || MetricSteps.FactsOf(happened) is not { } facts)
        {
            return;
        }

        foreach (var step in MetricSteps.Of(happened))
        {
            var one = Rollup.Of(at, facts, step with { Count = step.Count * times, Sum = step.Sum * times, WallSum = step.WallSum * times });
            if (expected.TryGetValue(one.Key, out var sum))
            {
                sum.Grow(one);
            }
            else
            {
                expected[one.Key] = one;
            }
        }
    }

    private static string NameOf(Rollup r) => FormattableString.Invariant($"{r.Metric} {r.Bucket:yyyy-MM-dd'T'HH:mm} {r.Channel} {r.Category} queue {r.Queue} agent {r.Agent}");

    private static string Show(Rollup r) => FormattableString.Invariant($"{r.Count} / {r.Sum} s / {r.WallSum} s");
}
