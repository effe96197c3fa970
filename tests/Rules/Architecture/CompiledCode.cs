namespace Banzhang.Tests.Rules.Architecture;

/// <summary>A type by namespace and simple name; nested and compiler-made types stand under their outermost type, arity is dropped.</summary>
internal readonly record struct TypeName(string Space, string Name)
{
    public bool IsIn(string space) => Space == space || Space.StartsWith(space + ".", StringComparison.Ordinal);

    /// <summary>Without the house's prefix, as failure texts show it.</summary>
    public override string ToString()
    {
        var full = Space.Length == 0 ? Name : $"{Space}.{Name}";
        return full.StartsWith("Banzhang.", StringComparison.Ordinal) ? full["Banzhang.".Length..] : full;
    }
}

/// <summary>One outermost type with all that lies in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Base">What it derives from; null for interfaces.</param>
/// <param name="IsAbstract">Cannot be made.</param>
/// <param name="EnumValues">Names of an enum's values; empty for others.</param>
/// <param name="VisibleConstants">Constants that code outside the type can see, and so inline; not those of enums.</param>
/// <param name="Uses">Types named anywhere in it: bases, members, attributes, locals, method bodies, closures.</param>
internal sealed record CompiledType(
    TypeName Name,
    TypeName? Base,
    bool IsAbstract,
    IReadOnlyList<string> EnumValues,
    IReadOnlyList<string> VisibleConstants,
    IReadOnlySet<TypeName> Uses);

/// <summary>Types of some assemblies, and what a base chain within them ends in.</summary>
internal sealed class CompiledCode(IEnumerable<CompiledType> types)
{
    private readonly Dictionary<TypeName, CompiledType> _byName = types.GroupBy(type => type.Name).ToDictionary(group => group.Key, group => group.First());

    public IReadOnlyCollection<CompiledType> Types => _byName.Values;

    public CompiledCode Where(Func<CompiledType, bool> wanted) => new(Types.Where(wanted));

    /// <summary>A reason to say no that can be given; its name is a sentence.</summary>
    public bool IsRefusal(CompiledType type) => !type.IsAbstract && Bases(type).Any(parent => parent is { Space: "Banzhang.Kernel", Name: "Refusal" });

    /// <summary>The type's bases from near to far, the first one outside these assemblies last.</summary>
    public IEnumerable<TypeName> Bases(CompiledType type)
    {
        for (var name = type.Base; name is { } found; name = _byName.GetValueOrDefault(found)?.Base)
            yield return found;
    }
}
