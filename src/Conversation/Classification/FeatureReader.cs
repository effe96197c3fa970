using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Classification;

/// <summary>
/// The features of a sample, as hashes of 32 bits: runs of one to four characters, words, pairs of words. In a conversation each is told
/// apart by who said it, and the customer's last turn counts once more. The lowest bit tells features of the matter (words, one or two
/// Chinese characters) from those of the manner (longer runs, punctuation, pairs). For one thread.
/// </summary>
internal sealed class FeatureReader
{
    private const int LongestRun = 4;
    private const int LongestHeadline = 80;

    /// <summary>What stands beyond this adds nothing to what it is about.</summary>
    private const int LongestText = 20_000;

    private readonly List<uint> _features = [];
    private readonly List<Word> _words = [];
    private char[] _folded = new char[1024];

    public static bool IsMatter(uint feature) => (feature & 1) == 1;

    /// <summary>Sorted, each as often as it occurs. Valid until the next call.</summary>
    public ReadOnlySpan<uint> Read(Sample sample)
    {
        _features.Clear();
        if (sample.Turns is { } turns)
            AddTurns(turns);
        else
        {
            AddText(sample.Text, 0);
            // A headline says in few words what it is about: its words count three times.
            if (Headline(sample.Text) is { Length: > 0 } headline)
            {
                AddText(headline, 0);
                AddText(headline, 0);
            }
        }
        _features.Sort();
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_features);
    }

    /// <summary>A short first line over a longer text; empty when there is none.</summary>
    private static string Headline(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, LongestHeadline)).IndexOf('\n');
        return end > 0 && text.Length - end > end ? text[..end] : "";
    }

    private void AddTurns(IReadOnlyList<Turn> turns)
    {
        var last = -1;
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i].Speaker == Speaker.System || turns[i].Text.Length == 0)
                continue;
            AddText(turns[i].Text, turns[i].Speaker == Speaker.Customer ? 1u : 2u);
            last = turns[i].Speaker == Speaker.Customer ? i : last;
        }
        AddMark(100, (uint)Math.Min(turns.Count, 12));
        if (turns.Count > 0)
            AddMark(101, (uint)turns[^1].Speaker);
        if (last < 0)
            return;
        // What the customer says at the end tells more than all before; a first turn that is the last as well is a matter, no answer.
        AddText(turns[last].Text, turns.Take(last).Any(turn => turn.Speaker == Speaker.Agent) ? 3u : 4u);
        AddMark(102, (uint)Math.Min(turns.Count - 1 - last, 3));
        AddMark(103, (uint)Math.Min(turns[last].Text.Length / 10, 8));
        AddMark(104, (uint)Math.Min(turns.Count(turn => turn.Speaker == Speaker.Customer), 6));
    }

    private void AddMark(uint kind, uint value) => _features.Add(Final(Mix(Mix(2166136261, kind), value), false));

    private void AddText(string text, uint salt)
    {
        var length = Math.Min(text.Length, LongestText);
        if (_folded.Length < length)
            _folded = new char[length];
        var folded = _folded.AsSpan(0, length);
        CharacterFolding.Fold(text.AsSpan(0, length), folded);
        AddRuns(folded, Mix(2166136261, salt));
        _words.Clear();
        WordSegmenter.Segment(folded, _words);
        AddWords(folded, Mix(84696351, salt));
    }

    private void AddRuns(ReadOnlySpan<char> text, uint seed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                continue;
            var (hash, isHan) = (seed, true);
            var end = Math.Min(text.Length, i + LongestRun);
            for (var j = i; j < end && !char.IsWhiteSpace(text[j]); j++)
            {
                hash = Mix(hash, text[j]);
                isHan &= Characters.IsHan(text[j]);
                // A single Latin letter says nothing.
                if (j > i || !char.IsAsciiLetter(text[j]))
                    _features.Add(Final(hash, isHan && j - i < 2));
            }
        }
    }

    private void AddWords(ReadOnlySpan<char> text, uint seed)
    {
        var before = Mix(seed, '^');
        foreach (var word in _words)
        {
            var hash = seed;
            foreach (var c in text[word.From..word.To])
                hash = Mix(hash, c);
            _features.Add(Final(hash, true));
            _features.Add(Final(Mix(Mix(before, 7), hash), false));
            before = hash;
        }
    }

    private static uint Mix(uint hash, uint next)
    {
        unchecked
        {
            hash = (hash ^ next) * 0x85EBCA6B;
            return hash ^ (hash >> 13);
        }
    }

    private static uint Final(uint hash, bool isMatter)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * 0xC2B2AE35;
            return ((hash ^ (hash >> 16)) & ~1u) | (isMatter ? 1u : 0);
        }
    }
}
