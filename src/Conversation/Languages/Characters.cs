namespace Banzhang.Conversation.Languages;

/// <summary>What a character is to a reader of Chinese and English. Asked of folded characters.</summary>
internal static class Characters
{
    public static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '\u3007' or (>= '\uF900' and <= '\uFAFF');

    /// <summary>A letter or digit of a script that writes words with spaces.</summary>
    public static bool IsLatin(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') || (c > '\u007F' && c < '\u2000' && char.IsLetterOrDigit(c));

    public static bool IsSentenceEnd(char c) => c is '\u3002' or '!' or '?' or '\n' or '\uFF61';

    public static bool IsClauseEnd(char c) => c is ',' or ';' or ':' or '\uFF64';

    /// <summary>A point ends a sentence unless it stands in a number, a name or between characters that were torn apart by points.</summary>
    public static bool IsPointAtEnd(ReadOnlySpan<char> text, int at) =>
        text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or '\u201D' or '\u300D');
}
