using System.Collections.Frozen;
using Banzhang.Platform.Data;
using Banzhang.Platform.Json;

namespace Banzhang.Platform.Ledger;

/// <summary>Finds the event type of a stored kind.</summary>
public sealed class EventKinds(RoomCatalog rooms)
{
    private readonly FrozenDictionary<string, Type> _types = rooms.Assemblies
        .SelectMany(a => a.GetTypes())
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IDomainEvent)))
        .ToFrozenDictionary(t => t.Name);

    private string[]? _withWords;

    /// <summary>The kinds that carry what a person typed.</summary>
    public IReadOnlyList<string> WithWords => _withWords ??= [.. _types.Where(t => t.Value.IsAssignableTo(typeof(IHoldsWords))).Select(t => t.Key).Order(StringComparer.Ordinal)];

    /// <summary>Null for a kind this version does not know (written by a newer one).</summary>
    public IDomainEvent? Read(string kind, string data) =>
        _types.TryGetValue(kind, out var type) ? (IDomainEvent?)StoredJson.Read(data, type) : null;
}
