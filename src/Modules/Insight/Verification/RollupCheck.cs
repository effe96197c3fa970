using System.Runtime.CompilerServices;
using Banzhang.Insight.Rollups;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Verification;

/// <summary>Counts the whole ledger again and compares every roll-up.</summary>
internal sealed class RollupCheckQuery(IDbContextFactory<AppDb> databases, EventKinds kinds) : IBookCheck
{
    public async IAsyncEnumerable<BookDifference> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var expected = new Dictionary<(DateTimeOffset, Metric, Guid, Guid, Guid, Desk.Contracts.Channel, string), Rollup>();
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var row in db.Set<LedgerEvent>().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (kinds.Read(row.Kind, row.Data) is { } happened && MetricSteps.FactsOf(happened) is { } facts)
            {
                foreach (var step in MetricSteps.Of(happened))
                {
                    var one = Rollup.Of(row.At, facts, step);
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
        }

        await foreach (var stored in db.Set<Rollup>().AsAsyncEnumerable().WithCancellation(stop))
        {
            expected.Remove(stored.Key, out var recomputed);
            if (stored.Count != recomputed?.Count || stored.Sum != recomputed.Sum || stored.WallSum != recomputed.WallSum)
            {
                yield return new("rollups", NameOf(stored), Show(stored), recomputed is null ? "-" : Show(recomputed));
            }
        }

        foreach (var missing in expected.Values)
        {
            yield return new("rollups", NameOf(missing), "-", Show(missing));
        }
    }

    private static string NameOf(Rollup r) => FormattableString.Invariant($"{r.Metric} {r.Bucket:yyyy-MM-dd'T'HH:mm} {r.Channel} {r.Category} queue {r.Queue} agent {r.Agent}");

    private static string Show(Rollup r) => FormattableString.Invariant($"{r.Count} / {r.Sum} s / {r.WallSum} s");
}
