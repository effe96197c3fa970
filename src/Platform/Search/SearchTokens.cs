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
        var tokens = new List<string>();
        var seen = new HashSet<string>();
        var word = new StringBuilder();
        var han = new List<string>();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (tokens.Count >= most)
            {
                break;
            }

            if (IsHan(rune))
            {
                FlushWord();
                han.Add(rune.ToString());
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                FlushHan();
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else
            {
                FlushWord();
                FlushHan();
            }
        }

        FlushWord();
        FlushHan();
        return tokens;

        void Add(string token)
        {
            if (seen.Add(token))
            {
                tokens.Add(token);
            }
        }

        void FlushWord()
        {
            if (word.Length > 0)
            {
                Add(ShortText.Cut(word.ToString(), 64));
                word.Clear();
            }
        }

        void FlushHan()
        {
            if (han.Count == 1)
            {
                Add(han[0]);
            }

            for (var i = 0; i + 1 < han.Count; i++)
            {
                Add(han[i] + han[i + 1]);
            }

            han.Clear();
        }
    }

    private static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2FA1F) or (>= 0xF900 and <= 0xFAFF)
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter && rune.Value is >= 0x3040 and <= 0x30FF);
}
