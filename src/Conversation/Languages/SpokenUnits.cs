namespace Banzhang.Conversation.Languages;

/// <summary>Length of speech: a Chinese character is one, a Latin word or a number is one, marks are none.</summary>
public static class SpokenUnits
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var units = 0;
        var inWord = false;
        foreach (var character in text)
        {
            var c = CharacterFolding.Fold(character);
            var isLatin = Characters.IsLatin(c) || (inWord && c is '\'' or '\u2019');
            if (Characters.IsHan(c) || (isLatin && !inWord))
                units++;
            inWord = isLatin;
        }
        return units;
    }

    /// <summary>More Latin letters than twice the Chinese characters.</summary>
    public static bool IsEnglish(ReadOnlySpan<char> text)
    {
        var (han, latin) = (0, 0);
        foreach (var character in text)
        {
            han += Characters.IsHan(character) ? 1 : 0;
            latin += char.IsAsciiLetter(character) ? 1 : 0;
        }
        return latin > 2 * han;
    }
}
