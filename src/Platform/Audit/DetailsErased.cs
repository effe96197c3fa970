using Banzhang.Platform.Json;

namespace Banzhang.Platform.Audit;

/// <summary>What the entry of an erasure says: whose details are gone. The walk of the chain takes an emptied entry for right only when one of these names it.</summary>
/// <param name="Entries">Numbers of entries.</param>
internal sealed record DetailsErased(IReadOnlyList<long> Entries)
{
    public static readonly string Action = nameof(DetailsErased);

    public static DetailsErased Read(string after) => StoredJson.Read<DetailsErased>(after)
        ?? throw new InvalidOperationException($"An erasure in the audit trail names no entries.\nMaybe it was written by a newer version.");
}
