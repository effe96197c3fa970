using System.Globalization;

namespace Banzhang.Platform.Search;

/// <summary>
/// What the index holds of a name beside its words: every character and every two neighbours, in any script. So any part of a name is found, be it one
/// character or the middle of a word. A piece bears a mark that no word has, and its characters as numbers, so that no tokenizer changes it.
/// </summary>
public static class NamePieces
{
    private static readonly char Mark = '\uE000';

    /// <summary>Distinct pieces in order of first appearance.</summary>
    /// <param name="name">Folded by <see cref="ISearchLanguage"/>.</param>
    public static IReadOnlyList<string> Of(string name)
    {
        var text = Normal(name);
        return [.. Enumerable.Range(0, text.Length).Select(i => Piece(text[i..(i + 1)])).Concat(Pairs(text)).Distinct()];
    }

    /// <summary>The pieces that a name holds if it holds the words as they stand; none for no words.</summary>
    /// <param name="words">Folded by <see cref="ISearchLanguage"/>.</param>
    public static IReadOnlyList<string> Asked(string words)
    {
        var text = Normal(words);
        return text.Length == 1 ? [Piece(text)] : [.. Pairs(text).Distinct()];
    }

    /// <summary>However many spaces stand between words, they are one.</summary>
    public static string Normal(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Pairs(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => Piece(text[i..(i + 2)]));

    private static string Piece(string characters) => Mark + string.Concat(characters.Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture)));
}
