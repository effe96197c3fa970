namespace Banzhang.Conversation.Languages;

/// <summary>A phrase found: its number, its place among the symbols [First, Last] and in the original [From, To).</summary>
internal readonly record struct PhraseMatch(int Phrase, int First, int Last, int From, int To);

/// <summary>
/// Finds all phrases in one pass. Between the words of a phrase fillers and spaces may stand, at most <see cref="MostSkips"/>; where a
/// phrase has a gap, anything may stand, at most <see cref="LongestGap"/> symbols and never the end of the clause or sentence. Time is in proportion
/// to the length of the text whatever the text is, because both are bounded.
/// </summary>
internal sealed class PhraseMatcher(Folds folds)
{
    /// <summary>Stands in a phrase for anything, within the clause and other bounds.</summary>
    public static readonly char Gap = '\uFFFE';

    /// <summary>The same, within the sentence.</summary>
    public static readonly char WideGap = '\uFFFC';

    /// <summary>Stands in a phrase where a comma may stand in the text.</summary>
    public static readonly char Comma = '\uFFFD';

    private const int MostSkips = 5;
    private const int LongestGap = 10;

    private readonly SymbolTrie _trie = new();
    private readonly List<Ending> _endings = [];

    public int Count => _endings.Count;

    /// <param name="symbols">At least one; begins and ends with a symbol of the text.</param>
    public void Add(ReadOnlySpan<char> symbols, int phrase, bool fromClauseStart, bool toClauseEnd)
    {
        var node = 0;
        foreach (var symbol in symbols)
            node = _trie.AddChild(node, symbol);
        _endings.Add(new(phrase, fromClauseStart, toClauseEnd, _trie.Value(node)));
        _trie.SetValue(node, _endings.Count - 1);
    }

    /// <summary>Adds what is found, in order of its beginning; of a phrase that could end at several places, the nearest.</summary>
    public void Find(PhraseText text, List<PhraseMatch> found)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (_trie.Child(0, text.Symbols[i]) is var node and > 0)
                new Walk(this, text, i, found).From(node, i, 0);
        }
    }

    private readonly record struct Ending(int Phrase, bool FromClauseStart, bool ToClauseEnd, int Next);

    private readonly struct Walk(PhraseMatcher matcher, PhraseText text, int first, List<PhraseMatch> found)
    {
        private readonly int _foundBefore = found.Count;

        /// <param name="at">The symbol that led to the node.</param>
        public void From(int node, int at, int skips)
        {
            for (var ending = matcher._trie.Value(node); ending >= 0; ending = matcher._endings[ending].Next)
                Found(matcher._endings[ending], at);
            Next(node, at, at + 1, skips);
        }

        private void Next(int node, int last, int at, int skips)
        {
            if (at >= text.Length || text.Before[at] == Boundary.Sentence)
                return;
            var trie = matcher._trie;
            if (trie.Child(node, Comma) is var comma and > 0 && trie.Child(comma, text.Symbols[at]) is var after and > 0)
                From(after, at, skips);
            if (trie.Child(node, Gap) is var gap and > 0)
                Leap(gap, at, skips, Boundary.Clause);
            if (trie.Child(node, WideGap) is var wide and > 0)
                Leap(wide, at, skips, Boundary.Sentence);
            if (text.Before[at] >= Boundary.Clause)
                return;
            if (trie.Child(node, text.Symbols[at]) is var child and > 0)
                From(child, at, skips);
            if (skips < MostSkips && matcher.IsSkippable(text.Symbols[at]))
                Next(node, last, at + 1, skips + 1);
        }

        private void Leap(int gap, int at, int skips, Boundary within)
        {
            // Each gap leads to few places: phrases with gaps are as good as never nested deeper than two.
            for (var i = at; i < text.Length && i <= at + LongestGap && text.Before[i] < within; i++)
            {
                if (matcher._trie.Child(gap, text.Symbols[i]) is var child and > 0)
                    From(child, i, skips);
            }
        }

        private void Found(Ending ending, int last)
        {
            if (ending.FromClauseStart && !matcher.BeginsClause(text, first))
                return;
            if (ending.ToClauseEnd && !matcher.EndsClause(text, last))
                return;
            if (IsCut(text, first, last))
                return;
            for (var i = _foundBefore; i < found.Count; i++)
            {
                if (found[i].Phrase == ending.Phrase)
                {
                    if (last < found[i].Last)
                        found[i] = new(ending.Phrase, first, last, text.From[first], text.To[last]);
                    return;
                }
            }
            found.Add(new(ending.Phrase, first, last, text.From[first], text.To[last]));
        }
    }

    private bool IsSkippable(char symbol) => folds.IsSkippable(symbol);

    private bool BeginsClause(PhraseText text, int first)
    {
        while (text.Before[first] == Boundary.None && first > 0 && folds.IsSkippable(text.Symbols[first - 1]))
            first--;
        return text.Before[first] != Boundary.None;
    }

    private bool EndsClause(PhraseText text, int last)
    {
        while (text.Before[last + 1] == Boundary.None && last + 1 < text.Length && folds.IsSkippable(text.Symbols[last + 1]))
            last++;
        return text.Before[last + 1] != Boundary.None;
    }

    /// <summary>A Latin word is not cut out of a longer one.</summary>
    private static bool IsCut(PhraseText text, int first, int last) =>
        (first > 0 && text.Before[first] == Boundary.None && Characters.IsLatin(text.Symbols[first]) && Characters.IsLatin(text.Symbols[first - 1]))
        || (last + 1 < text.Length && text.Before[last + 1] == Boundary.None && Characters.IsLatin(text.Symbols[last]) && Characters.IsLatin(text.Symbols[last + 1]));
}
