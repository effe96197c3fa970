using Banzhang.Kernel;

namespace Banzhang.Platform.Text;

public sealed record TextIsMissing(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

public sealed record TextIsTooLong(string Field, int Most, int Length) : Invalid(Field)
{
    public override object[] Arguments => [Field, Most, Length];
}

/// <summary>NUL or half of a surrogate pair: no database and no other program could read it back.</summary>
public sealed record TextHasForbiddenCharacter(string Field, int Position) : Invalid(Field)
{
    public override object[] Arguments => [Field, Position + 1];
}

/// <summary>An escape of half a surrogate pair, which no text can hold.</summary>
public sealed record TextIsNotUnicode(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

/// <summary>What text may come in. Everything else is stored as it came and shown safely.</summary>
public static class CleanText
{
    /// <param name="field">Path in the request.</param>
    /// <param name="text">May be null where nothing was given.</param>
    /// <param name="least">Fewest characters after trimming, in UTF-16 units.</param>
    /// <param name="most">Most characters, in UTF-16 units.</param>
    public static Invalid? Check(string field, string? text, int least, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return least > 0 ? new TextIsMissing(field) : null;
        }

        if (text.Length > most)
        {
            return new TextIsTooLong(field, most, text.Length);
        }

        var bad = FindForbidden(text);
        return bad >= 0 ? new TextHasForbiddenCharacter(field, bad) : null;
    }

    /// <summary>For input that cannot be refused (a mail already sent): forbidden characters become U+FFFD.</summary>
    public static string Repair(string text)
    {
        if (FindForbidden(text) < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = IsForbidden(source, i) ? '\uFFFD' : source[i];
            }
        });
    }

    private static int FindForbidden(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsForbidden(text, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsForbidden(string text, int i)
    {
        var c = text[i];
        return c == '\0'
            || (char.IsHighSurrogate(c) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
            || (char.IsLowSurrogate(c) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));
    }
}
