using System.Diagnostics;
using System.Globalization;
using System.Text;
using Banzhang.Kernel;

namespace Banzhang.Platform.Search;

/// <summary>
/// What both indexes hold of a folded text: runs of Han become overlapping pairs of characters (a single one stays alone), so that a word
/// is found wherever its neighbours would have cut it; Latin letters and digits become words.
/// </summary>
public static class SearchTokens
{
    /// <summary>Distinct tokens in order of first appearance.</summary>
    /// <param name="text">Folded by <see cref="ISearchLanguage"/>.</param>
    public static IReadOnlyList<string> Of(string text, int most = 4000)
    {
        var normal = text.Normalize(NormalizationForm.FormKC);
        var tokens = new List<string>();
        var seen = new HashSet<string>().GetAlternateLookup<ReadOnlySpan<char>>();
        var (start, run) = (0, Kind.Other);
        for (var at = 0; at < normal.Length && tokens.Count < most;)
        {
            _ = Rune.DecodeFromUtf16(normal.AsSpan(at), out var rune, out var length);
            var kind = IsHan(rune) ? Kind.Han : Rune.IsLetterOrDigit(rune) ? Kind.Word : Kind.Other;
            if (kind != run)
            {
                Take(normal.AsSpan(start, at - start));
                (start, run) = (at, kind);
            }

            at += length;
        }

        if (tokens.Count < most)
        {
            Take(normal.AsSpan(start));
        }

        return tokens;

        void Take(ReadOnlySpan<char> of)
        {
            if (run == Kind.Word)
            {
                Add(ShortText.Cut(of.ToString().ToLowerInvariant(), 64));
            }
            else if (run == Kind.Han)
            {
                AddPairs(of);
            }
        }

        void AddPairs(ReadOnlySpan<char> of)
        {
            var before = LengthOfFirst(of);
            if (before == of.Length)
            {
                Add(of);
            }

            for (var at = 0; at + before < of.Length;)
            {
                var next = LengthOfFirst(of[(at + before)..]);
                Add(of.Slice(at, before + next));
                (at, before) = (at + before, next);
            }
        }

        void Add(ReadOnlySpan<char> token)
        {
            if (seen.Add(token))
            {
                tokens.Add(seen.TryGetValue(token, out var known) ? known : throw new UnreachableException());
            }
        }
    }

    private enum Kind
    {
        Other,
        Word,
        Han,
    }

    /// <summary>Two for a character beyond the first 65,536.</summary>
    private static int LengthOfFirst(ReadOnlySpan<char> text) => char.IsHighSurrogate(text[0]) ? 2 : 1;

    private static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2FA1F) or (>= 0xF900 and <= 0xFAFF)
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter && rune.Value is >= 0x3040 and <= 0x30FF);
}
