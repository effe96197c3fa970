using Banzhang.Kernel;

namespace Banzhang.Conversation.Policies;

/// <summary>The policy is no JSON of the form it should have. Lines count from 1.</summary>
public sealed record PolicyIsUnreadable(long Line, string Path, string Detail) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Detail];
}

/// <summary>A field lacks, or its value cannot be.</summary>
public sealed record PolicyFieldIsWrong(long Line, string Path, string Expected) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Expected];
}

/// <summary>A pattern names a set of words that the policy does not have.</summary>
public sealed record PatternNamesUnknownSet(long Line, string Path, string Pattern, string Set) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Set];
}

/// <summary>A bracket is opened and not closed, or closed and not opened.</summary>
public sealed record PatternHasLooseBracket(long Line, string Path, string Pattern, string Bracket) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Bracket];
}

/// <summary>Nothing is left of a pattern, or of a part of it, that could be looked for.</summary>
public sealed record PatternIsEmpty(long Line, string Path, string Pattern) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern];
}

/// <summary>A pattern stands for more wordings than the matcher is willing to hold.</summary>
public sealed record PatternIsTooWide(long Line, string Path, string Pattern, int Limit) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Limit];
}

/// <summary>Choices of a pattern stand within each other deeper than anybody reads.</summary>
/// <param name="Pattern">Its beginning.</param>
public sealed record PatternIsTooDeep(long Line, string Path, string Pattern, int Limit) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Limit];
}

/// <summary>A pattern, or a wording it stands for, is longer than anything that is said in a sentence.</summary>
/// <param name="Pattern">Its beginning.</param>
/// <param name="Limit">In UTF-16 units.</param>
public sealed record PatternIsTooLong(long Line, string Path, string Pattern, int Limit) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Limit];
}

/// <summary>The patterns of the policy, up to the one that is named, stand for more wordings than a server should hold.</summary>
/// <param name="Pattern">Its beginning.</param>
/// <param name="Limit">Of all wordings together, in characters.</param>
public sealed record PolicyIsTooWide(long Line, string Path, string Pattern, int Limit) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Limit];
}

/// <summary>A word of a set holds a sign that has a meaning in patterns only.</summary>
/// <param name="Word">Its beginning.</param>
public sealed record SetWordHasSign(long Line, string Path, string Word) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Word];
}

/// <summary>A regular expression does not parse.</summary>
public sealed record ExpressionIsBroken(long Line, string Path, string Pattern, string Detail) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Detail];
}

/// <summary>A regular expression that could not be matched in linear time (look-around, back references, or too large).</summary>
public sealed record ExpressionIsUnbounded(long Line, string Path, string Pattern, string Detail) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Pattern, Detail];
}
