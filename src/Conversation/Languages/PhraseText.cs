namespace Banzhang.Conversation.Languages;

/// <summary>How strongly two symbols are parted by what stood between them.</summary>
internal enum Boundary : byte
{
    None = 0,

    /// <summary>A pause within a thought: dots, a dash, an emoticon.</summary>
    Pause = 1,
    Clause = 2,
    Sentence = 3,
}

/// <summary>
/// A text as phrases are looked for in it: folded, without white space between Chinese characters, punctuation and pictures, with words
/// that stand for each other written as one symbol. Every symbol knows where it stands in the original. Reused from text to text.
/// </summary>
internal sealed class PhraseText
{
    private const char ZeroWidthFirst = '\u200B';

    private char[] _raw = new char[256];
    private int[] _rawFrom = new int[257];
    private int[] _rawTo = new int[257];
    private Boundary[] _rawBefore = new Boundary[257];

    public char[] Symbols { get; private set; } = new char[256];

    public int[] From { get; private set; } = new int[257];

    public int[] To { get; private set; } = new int[257];

    /// <summary>Boundary before each symbol; one more at the end, which is a sentence's.</summary>
    public Boundary[] Before { get; private set; } = new Boundary[257];

    public int Length { get; private set; }

    public void Read(string text, Folds folds)
    {
        Reserve(text.Length + 1);
        var raw = Squeeze(text, folds);
        Length = Fold(raw, folds);
    }

    /// <summary>Characters that count, each with its place; what stood between is kept as a boundary only.</summary>
    private int Squeeze(string text, Folds folds)
    {
        var (count, boundary, space) = (0, Boundary.Sentence, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = CharacterFolding.Fold(text[i]);
            if (Characters.IsHan(c) || Characters.IsLatin(c) || c is '%' or '@')
            {
                if (space && boundary == Boundary.None && count > 0 && Characters.IsLatin(c) && Characters.IsLatin(_raw[count - 1]))
                    Add(ref count, ' ', i - 1, i, Boundary.None);
                Add(ref count, c, i, i + 1, boundary);
                (boundary, space) = (Boundary.None, false);
            }
            else if (folds.Emoticon(text, i, out var length) is var symbol and not '\0')
            {
                Add(ref count, symbol, i, i + length, Strongest(boundary, Boundary.Pause));
                (boundary, space) = (Boundary.Pause, false);
                i += length - 1;
            }
            else if (char.IsWhiteSpace(c) && c != '\n')
                space = true;
            else if (c is not '\'' and not '\u2019' and not (>= ZeroWidthFirst and <= '\u200F') and not '\uFE0F' and not '\uFEFF')
                boundary = Strongest(boundary, BoundaryOf(text, i, c));
        }
        _rawBefore[count] = Boundary.Sentence;
        return count;
    }

    private static Boundary BoundaryOf(string text, int at, char c) =>
        IsSpacing(text, at, c) ? Boundary.None
        : Characters.IsSentenceEnd(c) || Characters.IsPointAtEnd(text, at) ? Boundary.Sentence
        : Characters.IsClauseEnd(c) ? Boundary.Clause
        : c is '\u2026' or '~' or '-' or '\u2014' or '(' or ')' ? Boundary.Pause
        : Boundary.None;

    /// <summary>The same mark after every single Chinese character parts nothing: it is how a phrase is hidden.</summary>
    private static bool IsSpacing(string text, int at, char mark) =>
        IsHanAt(text, at - 1) && IsHanAt(text, at + 1)
        && ((at > 1 && text[at - 2] == mark && (at == 2 || IsHanAt(text, at - 3))) || (at + 2 < text.Length && text[at + 2] == mark && IsHanAt(text, at + 3) && (at < 2 || !IsHanAt(text, at - 2))));

    private static bool IsHanAt(string text, int at) => at >= 0 && at < text.Length && Characters.IsHan(CharacterFolding.Fold(text[at]));

    private int Fold(int raw, Folds folds)
    {
        var count = 0;
        for (var i = 0; i < raw;)
        {
            var (symbol, length) = folds.Longest(_raw, i, raw, _rawBefore);
            if (symbol != Folds.Dropped)
            {
                Symbols[count] = symbol;
                From[count] = _rawFrom[i];
                To[count] = _rawTo[i + length - 1];
                Before[count] = count > 0 && Before[count] > _rawBefore[i] ? Before[count] : _rawBefore[i];
                Before[++count] = Boundary.None;
            }
            else
                // A word that is dropped leaves its pauses behind.
                Before[count] = Strongest(Before[count], _rawBefore[i]);
            i += length;
        }
        Before[count] = Boundary.Sentence;
        return count;
    }

    private void Add(ref int count, char symbol, int from, int to, Boundary before)
    {
        _raw[count] = symbol;
        _rawFrom[count] = from;
        _rawTo[count] = to;
        _rawBefore[count++] = before;
    }

    private void Reserve(int length)
    {
        // Between two Latin words a space is added, never more than there was.
        if (_raw.Length > length)
            return;
        var size = length + (length / 2);
        (_raw, _rawFrom, _rawTo, _rawBefore) = (new char[size], new int[size + 1], new int[size + 1], new Boundary[size + 1]);
        (Symbols, From, To, Before) = (new char[size], new int[size + 1], new int[size + 1], new Boundary[size + 1]);
    }

    private static Boundary Strongest(Boundary one, Boundary other) => one > other ? one : other;
}
