using System.Globalization;
using System.Text;

namespace Banzhang.Platform.Text;

/// <summary>Whether a text names somebody: by a whole word, not by letters that happen to stand in another.</summary>
public static class NameInText
{
    private const int ShortestHan = 2, ShortestOther = 3, ShortestPhone = 7;

    /// <param name="text">Written by anybody.</param>
    /// <param name="name">A name, phone, address or number elsewhere, as it is stored. One too short to mean anybody (one Han character, two others) names nobody.</param>
    public static bool Has(string text, string name)
    {
        var wanted = name.Trim();
        return (IsPhone(wanted) && Digits(text).Contains(Digits(wanted), StringComparison.Ordinal)) || HasWord(text, wanted);
    }

    /// <summary>The text is the name and nothing else, however a phone or an address is written.</summary>
    public static bool Is(string text, string name) =>
        string.Equals(text.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase) || (IsPhone(name) && PhoneNumber.Normal(text) == PhoneNumber.Normal(name));

    /// <summary>Between Han characters no word ends visibly, so beside one every place counts as an end.</summary>
    private static bool HasWord(string text, string name)
    {
        if (name.EnumerateRunes().Count() < (name.EnumerateRunes().Any(IsHan) ? ShortestHan : ShortestOther))
        {
            return false;
        }

        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (IsEnd(Before(text, at), First(name)) && IsEnd(First(text[(at + name.Length)..]), Before(name, name.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEnd(Rune? beside, Rune? edge) =>
        beside is not { } outer || edge is not { } inner || !Rune.IsLetterOrDigit(outer) || IsHan(outer) || !Rune.IsLetterOrDigit(inner) || IsHan(inner);

    private static Rune? First(string text) => text.Length > 0 && Rune.TryGetRuneAt(text, 0, out var rune) ? rune : null;

    private static Rune? Before(string text, int at) => at > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : null;

    private static bool IsPhone(string name) => PhoneNumber.IsPlausible(name) && Digits(name).Length >= ShortestPhone;

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>And whatever else is written without spaces, such as Kana and Thai.</summary>
    private static bool IsHan(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter;
}
