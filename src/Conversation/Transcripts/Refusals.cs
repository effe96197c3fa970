using Banzhang.Kernel;

namespace Banzhang.Conversation.Transcripts;

/// <summary>The line holds no JSON object. <paramref name="Line"/> counts from 1.</summary>
public sealed record LineIsNoJson(long Line, string Detail) : Invalid("")
{
    public override object[] Arguments => [Line, Detail];
}

/// <summary>A field without which nothing can be judged is not there.</summary>
public sealed record FieldIsMissing(long Line, string Path) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path];
}

/// <summary>A field holds something else than the format promises; <paramref name="Expected"/> is its JSON type.</summary>
public sealed record FieldHasWrongKind(long Line, string Path, string Expected) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Expected];
}

/// <summary>A field holds a word that the format does not know.</summary>
public sealed record FieldHasUnknownWord(long Line, string Path, string Word, string Known) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Word, Known];
}

/// <summary>A time is negative, or the end of a turn lies before its start.</summary>
public sealed record TimesRunBackwards(long Line, string Path) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path];
}

/// <summary>A time or a level is a number that no conversation has; the bounds, both included, are seconds or dB.</summary>
public sealed record NumberIsOutOfRange(long Line, string Path, double Least, double Most) : Invalid(Path)
{
    public override object[] Arguments => [Line, Path, Least, Most];
}
