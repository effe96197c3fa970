using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Audit;

/// <summary>
/// One link of the chain: the hash of the link before it and of a block of entries. Writers never wait for it.
/// On PostgreSQL sequence numbers commit out of order, so a link lists the numbers it has not seen yet and a later link may fill them.
/// </summary>
public sealed class AuditSeal
{
    /// <summary>1, 2, 3 … without gaps; the primary key keeps two nodes from sealing twice.</summary>
    public long Position { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The sealed entries' numbers as JSON list of ranges <c>[[from,to],…]</c>, both ends included.</summary>
    public string Ranges { get; private set; } = "";

    /// <summary>The highest number sealed so far.</summary>
    public long Highest { get; private set; }

    /// <summary>Numbers below <see cref="Highest"/> not seen yet, as a JSON list.</summary>
    public string Holes { get; private set; } = "[]";

    public byte[] Hash { get; private set; } = [];

    internal static AuditSeal Next(AuditSeal? last, IReadOnlyList<AuditEntry> block, DateTimeOffset now)
    {
        var highest = Math.Max(last?.Highest ?? 0, block.Max(e => e.Seq));
        var seen = block.Select(e => e.Seq).ToHashSet();
        var holes = OpenHoles(last).Where(h => !seen.Contains(h)).ToList();
        for (var seq = (last?.Highest ?? 0) + 1; seq < highest; seq++)
        {
            if (!seen.Contains(seq))
            {
                holes.Add(seq);
            }
        }

        var seal = new AuditSeal
        {
            Position = (last?.Position ?? 0) + 1,
            At = now,
            Ranges = StoredJson.Write(RangesOf(block)),
            Highest = highest,
            // A number that stays unseen belongs to an act that was rolled back; only the newest are waited for.
            Holes = StoredJson.Write(holes.TakeLast(500).ToArray()),
        };
        seal.Hash = seal.HashOver(last?.Hash ?? [], block);
        return seal;
    }

    internal static long[] OpenHoles(AuditSeal? seal) => seal is null ? [] : StoredJson.Read<long[]>(seal.Holes) ?? [];

    internal long[][] ReadRanges() => StoredJson.Read<long[][]>(Ranges) ?? [];

    internal byte[] HashOver(byte[] previous, IEnumerable<AuditEntry> block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Position}|{At.UtcTicks}|{Ranges}|{Highest}|{Holes}|")));
        foreach (var entry in block)
        {
            hash.AppendData(BitConverter.GetBytes(entry.Seq));
            hash.AppendData(entry.Signature);
        }

        return hash.GetHashAndReset();
    }

    private static List<long[]> RangesOf(IReadOnlyList<AuditEntry> block)
    {
        var ranges = new List<long[]>();
        foreach (var entry in block)
        {
            if (ranges.Count > 0 && ranges[^1][1] == entry.Seq - 1)
            {
                ranges[^1][1] = entry.Seq;
            }
            else
            {
                ranges.Add([entry.Seq, entry.Seq]);
            }
        }

        return ranges;
    }
}

internal sealed class AuditSealMapping : IEntityTypeConfiguration<AuditSeal>
{
    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals");
        builder.HasKey(s => s.Position);
        builder.Property(s => s.Position).ValueGeneratedNever();
        builder.Property(s => s.Hash).HasMaxLength(32);
    }
}
