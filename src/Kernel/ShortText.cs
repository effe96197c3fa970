namespace Banzhang.Kernel;

/// <summary>Texts made shorter without leaving half a character behind.</summary>
public static class ShortText
{
    /// <summary>The beginning, at most <paramref name="most"/> UTF-16 units long: one less where the cut would fall within a pair.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static string Cut(string text, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }

    /// <summary>On one line, without blanks at its ends, and with an ellipsis after the <paramref name="most"/> units that are left of a longer one.</summary>
    public static string Line(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= most ? line : Cut(line, most) + "\u2026";
    }
}
