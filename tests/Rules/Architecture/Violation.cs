namespace Banzhang.Tests.Rules.Architecture;

/// <summary>A broken rule of the house: who breaks which, against what.</summary>
internal sealed record Violation(string Code, string From, string To) : IComparable<Violation>
{
    public int CompareTo(Violation? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => $"{Code} {From} -> {To} (docs/rules/{Code}.md)";
}
