using System.Text;

namespace Banzhang.Conversation.Languages;

/// <summary>
/// One character for one, so that offsets stay: traditional to simplified script (the usual variant), full width to half width, upper to
/// lower case. Words that only differ in these are the same word.
/// </summary>
public static class CharacterFolding
{
    private static readonly char[] Table = Build();

    public static char Fold(char character) => Table[character];

    /// <summary>The text folded, as long as the text.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, text, static (folded, text) => Fold(text, folded));
    }

    /// <param name="folded">At least as long as the text.</param>
    public static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        var table = Table;
        for (var i = 0; i < text.Length; i++)
            folded[i] = table[text[i]];
    }

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            table[i] = char.ToLowerInvariant(HalfWidth((char)i));
        using var pairs = new StreamReader(Resources.Open("traditional.txt"), Encoding.UTF8);
        while (pairs.ReadLine() is { } line)
        {
            // "traditional simplified [further variants]"; characters outside the basic plane would change the length.
            if (line.Length >= 3 && line[1] == ' ' && (line.Length == 3 || line[3] == ' '))
                table[line[0]] = line[2];
        }
        return table;
    }

    private static char HalfWidth(char character) => character switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => unchecked((char)(character - 0xFEE0)),
        _ => character,
    };
}
