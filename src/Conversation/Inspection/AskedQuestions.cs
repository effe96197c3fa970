namespace Banzhang.Conversation.Inspection;

/// <summary>The questions of a conversation so far, by their matter words. The same words again are found at once, similar ones among the newest.</summary>
internal sealed class AskedQuestions
{
    /// <summary>Two questions with this share of common words are the same question.</summary>
    private const double SameQuestion = 0.8;

    /// <summary>Nobody asks more different questions: only beyond them is an earlier one, put in similar words, not known again.</summary>
    private const int MostCompared = 200;

    private readonly HashSet<HashSet<string>> _all = new(HashSet<string>.CreateSetComparer());
    private readonly Queue<HashSet<string>> _newest = new();

    /// <summary>Whether it was asked before; it counts as asked from now on.</summary>
    public bool IsRepeated(HashSet<string> words)
    {
        if (!_all.Add(words))
            return true;
        var isRepeated = _newest.Any(earlier => Overlap(earlier, words) >= SameQuestion);
        _newest.Enqueue(words);
        if (_newest.Count > MostCompared)
            _newest.Dequeue();
        return isRepeated;
    }

    /// <summary>Common words among the words of both; 0 without counting where their numbers alone differ too much.</summary>
    private static double Overlap(HashSet<string> one, HashSet<string> other)
    {
        if ((double)Math.Min(one.Count, other.Count) / Math.Max(one.Count, other.Count) < SameQuestion)
            return 0;
        var common = one.Count(other.Contains);
        return (double)common / (one.Count + other.Count - common);
    }
}
