using Banzhang.Conversation.Languages;

namespace Banzhang.Desk.Searching;

/// <summary>A piece of text that was searched for, or that stands between such pieces.</summary>
public sealed record TextPiece(string Text, bool IsHit);

/// <param name="Start">Place of the first character, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
public sealed record HitRange(int Start, int Length);

/// <summary>Where the words of a search stand in a text, whatever their script, width and case; ranges do not overlap.</summary>
public static class Highlighting
{
    public static IReadOnlyList<HitRange> Ranges(string text, string words)
    {
        var hit = new bool[text.Length];
        var folded = CharacterFolding.Fold(text);
        foreach (var word in SearchNeedles.Of(words))
        {
            for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                Array.Fill(hit, true, at, word.Length);
            }
        }

        var ranges = new List<HitRange>();
        for (var i = 0; i < hit.Length; i++)
        {
            if (!hit[i])
            {
                continue;
            }

            var start = i;
            while (i < hit.Length && hit[i])
            {
                i++;
            }

            ranges.Add(new(start, i - start));
        }

        return ranges;
    }

    public static IReadOnlyList<TextPiece> Pieces(string text, string words)
    {
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var range in Ranges(text, words))
        {
            if (range.Start > at)
            {
                pieces.Add(new(text[at..range.Start], false));
            }

            pieces.Add(new(text.Substring(range.Start, range.Length), true));
            at = range.Start + range.Length;
        }

        if (at < text.Length)
        {
            pieces.Add(new(text[at..], false));
        }

        return pieces;
    }
}
