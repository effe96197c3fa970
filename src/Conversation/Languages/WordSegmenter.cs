namespace Banzhang.Conversation.Languages;

/// <summary>
/// The tokenizer of inspection, search and classification. Chinese: the most probable path through the dictionary (unigrams), and for runs of
/// single characters that no word covers, a hidden Markov model of how words are built (after jieba). Latin letters and digits: one word as
/// far as they go. Punctuation is no word. Offsets are those of the text; script, width and case do not matter.
/// </summary>
public static class WordSegmenter
{
    private const int LongestWord = 16;

    private static readonly Lazy<HashSet<string>> StopWords = new(ReadStopWords);

    /// <summary>Reads the dictionary now instead of at the first text.</summary>
    public static void Warm() => Segment("\u4F60\u597D");

    public static List<Word> Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<Word>(text.Length / 2);
        Segment(CharacterFolding.Fold(text), words);
        return words;
    }

    /// <param name="folded">A text that is folded already.</param>
    internal static void Segment(ReadOnlySpan<char> folded, List<Word> words)
    {
        for (var i = 0; i < folded.Length;)
        {
            var from = i;
            if (Characters.IsHan(folded[i]))
            {
                while (i < folded.Length && Characters.IsHan(folded[i]))
                    i++;
                SegmentHan(folded, from, i, words);
            }
            else if (Characters.IsLatin(folded[i]))
            {
                while (i < folded.Length && (Characters.IsLatin(folded[i]) || IsInnerMark(folded, i)))
                    i++;
                words.Add(new(from, i, IsStopWord(folded[from..i]) ? PartOfSpeech.Function : PartOfSpeech.Unknown));
            }
            else
                i++;
        }
    }

    /// <summary>Whether a folded word carries no matter of its own, whatever its kind.</summary>
    internal static bool IsStopWord(ReadOnlySpan<char> folded) => StopWords.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded);

    /// <summary>A mark within a number or a word: 3.5, don't, e-mail.</summary>
    private static bool IsInnerMark(ReadOnlySpan<char> text, int at) =>
        text[at] is '.' or '\'' or '\u2019' or '-' && at + 1 < text.Length && at > 0 && Characters.IsLatin(text[at + 1]) && Characters.IsLatin(text[at - 1]);

    private static void SegmentHan(ReadOnlySpan<char> text, int from, int to, List<Word> words)
    {
        // Very long runs are cut: nobody writes so without a mark, and the path needs memory a character.
        const int longest = 4096;
        for (; to - from > longest; from += longest)
            SegmentRun(text, from, from + longest, words);
        SegmentRun(text, from, to, words);
    }

    private static void SegmentRun(ReadOnlySpan<char> text, int from, int to, List<Word> words)
    {
        var length = to - from;
        Span<double> best = length < 512 ? stackalloc double[length + 1] : new double[length + 1];
        Span<byte> lengths = length < 512 ? stackalloc byte[length + 1] : new byte[length + 1];
        Span<PartOfSpeech> kinds = length < 512 ? stackalloc PartOfSpeech[length + 1] : new PartOfSpeech[length + 1];
        FindPath(text[from..to], best, lengths, kinds);
        for (var i = 0; i < length;)
        {
            if (lengths[i] > 1 || kinds[i] == PartOfSpeech.Function)
            {
                words.Add(new(from + i, from + i + lengths[i], kinds[i]));
                i += lengths[i];
                continue;
            }
            var end = i + 1;
            while (end < length && lengths[end] == 1 && kinds[end] != PartOfSpeech.Function)
                end++;
            if (end - i == 1)
                words.Add(new(from + i, from + end, kinds[i]));
            else
                UnknownWords.Shared.Segment(text, from + i, from + end, words);
            i = end;
        }
    }

    /// <summary>From the end to the start: the best log probability of the rest, and the word that begins it.</summary>
    private static void FindPath(ReadOnlySpan<char> run, Span<double> best, Span<byte> lengths, Span<PartOfSpeech> kinds)
    {
        var lexicon = Lexicon.Shared;
        best[run.Length] = 0;
        for (var i = run.Length - 1; i >= 0; i--)
        {
            (best[i], lengths[i], kinds[i]) = (best[i + 1] - lexicon.LogTotal, 1, PartOfSpeech.Unknown);
            var hash = 0UL;
            for (var j = i; j < run.Length && j - i < LongestWord; j++)
            {
                hash = Lexicon.Extend(hash, run[j]);
                if (!lexicon.TryBeginning(hash, out var probability, out var kind))
                    break;
                if (probability is { } p && (p + best[j + 1] > best[i] || j == i))
                    (best[i], lengths[i], kinds[i]) = (p + best[j + 1], (byte)(j - i + 1), kind);
            }
        }
    }

    private static HashSet<string> ReadStopWords()
    {
        using var reader = new StreamReader(Resources.Open("stop-words.txt"));
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } word)
            words.Add(CharacterFolding.Fold(word.Trim()));
        return words;
    }
}
