using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Audit;

public enum AuditDifferenceKind
{
    /// <summary>The entry's fields do not match its signature, or its details are gone and no erasure names it.</summary>
    Changed = 1,

    /// <summary>A sealed number has no entry any more.</summary>
    Missing = 2,

    /// <summary>An entry stands where the chain knows none.</summary>
    Inserted = 3,

    /// <summary>A link of the chain was changed, removed or does not follow from the one before.</summary>
    ChainBroken = 4,
}

/// <param name="Kind">What is wrong.</param>
/// <param name="Number">The entry's number, or the link's position for a broken chain.</param>
public sealed record AuditDifference(AuditDifferenceKind Kind, long Number);

public sealed record AuditReport(long Entries, long Links, IReadOnlyList<AuditDifference> Differences);

/// <summary>Walks the whole chain and says which entry was changed, removed or slipped in.</summary>
public sealed class AuditVerification(IDbContextFactory<AppDb> databases, AuditSigner signer)
{
    public async Task<AuditReport> WalkAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var erased = await ErasedAsync(db, stop);
        var differences = new List<AuditDifference>();
        var covered = new List<(long From, long To)>();
        byte[] previous = [];
        long links = 0, entries = 0, highest = 0;
        AuditSeal? newest = null;
        await foreach (var seal in db.Set<AuditSeal>().OrderBy(s => s.Position).AsAsyncEnumerable().WithCancellation(stop))
        {
            links++;
            if (seal.Position != links)
            {
                differences.Add(new(AuditDifferenceKind.ChainBroken, links));
                links = seal.Position;
            }

            var block = await ReadBlockAsync(seal, erased, differences, stop);
            entries += block.Count;
            covered.AddRange(seal.ReadRanges().Select(r => (r[0], r[1])));
            if (!seal.HashOver(previous, block).AsSpan().SequenceEqual(seal.Hash) && !differences.Exists(d => IsIn(seal, d)))
            {
                differences.Add(new(AuditDifferenceKind.ChainBroken, seal.Position));
            }

            previous = seal.Hash;
            highest = Math.Max(highest, seal.Highest);
            newest = seal;
        }

        await FindInsertedAsync(covered, highest, [.. AuditSeal.OpenHoles(newest)], erased, differences, stop);
        return new(entries, links, differences);
    }

    private async Task<List<AuditEntry>> ReadBlockAsync(AuditSeal seal, HashSet<long> erased, List<AuditDifference> differences, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var block = new List<AuditEntry>();
        foreach (var range in seal.ReadRanges())
        {
            long from = range[0], to = range[1];
            var found = await db.Set<AuditEntry>().Where(e => e.Seq >= from && e.Seq <= to).OrderBy(e => e.Seq).ToListAsync(stop);
            var numbers = found.Select(e => e.Seq).ToHashSet();
            for (var number = from; number <= to; number++)
            {
                if (!numbers.Contains(number))
                {
                    differences.Add(new(AuditDifferenceKind.Missing, number));
                }
            }

            await LookAgainAsync(found, erased, stop);
            differences.AddRange(found.Where(e => !IsGenuine(e, erased)).Select(e => new AuditDifference(AuditDifferenceKind.Changed, e.Seq)));
            block.AddRange(found);
        }

        return block;
    }

    private async Task FindInsertedAsync(List<(long From, long To)> covered, long highest, HashSet<long> awaited, HashSet<long> erased, List<AuditDifference> differences, CancellationToken stop)
    {
        covered.Sort();
        await using var db = await databases.CreateDbContextAsync(stop);
        var next = 0;
        await foreach (var entry in db.Set<AuditEntry>().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            while (next < covered.Count && covered[next].To < entry.Seq)
            {
                next++;
            }

            var known = next < covered.Count && covered[next].From <= entry.Seq;

            if (!known)
            {
                await LookAgainAsync([entry], erased, stop);
            }

            // What is younger than the newest link, or was being committed when that was made, waits for the next one; it must still carry a genuine signature.
            if (!known && ((entry.Seq <= highest && !awaited.Contains(entry.Seq)) || !IsGenuine(entry, erased)))
            {
                differences.Add(new(AuditDifferenceKind.Inserted, entry.Seq));
            }
        }
    }

    /// <summary>The numbers of the entries whose details were erased, as the erasures themselves say: those are entries like all others, signed and sealed.</summary>
    private async Task<HashSet<long>> ErasedAsync(AppDb db, CancellationToken stop)
    {
        var erasures = await db.Set<AuditEntry>().Where(e => e.Action == DetailsErased.Action).ToListAsync(stop);
        return [.. erasures.Where(e => !e.IsEmptied && signer.IsGenuine(e)).SelectMany(e => DetailsErased.Read(e.After).Entries)];
    }

    /// <summary>Some that are emptied and named by no erasure may have been erased since the walk began: then the erasures are read again.</summary>
    private async Task LookAgainAsync(List<AuditEntry> entries, HashSet<long> erased, CancellationToken stop)
    {
        if (entries.Exists(e => e.IsEmptied && !erased.Contains(e.Seq)))
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            erased.UnionWith(await ErasedAsync(db, stop));
        }
    }

    private bool IsGenuine(AuditEntry entry, HashSet<long> erased) => signer.IsGenuine(entry) && (!entry.IsEmptied || erased.Contains(entry.Seq));

    private static bool IsIn(AuditSeal seal, AuditDifference difference) =>
        difference.Kind != AuditDifferenceKind.ChainBroken && seal.ReadRanges().Any(r => r[0] <= difference.Number && difference.Number <= r[1]);
}
