using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Banzhang.Mail.Bodies;

/// <summary>
/// Which charset some bytes are likeliest in. Each candidate decodes a sample; the one that yields most of the characters that its
/// language uses daily wins, Chinese in doubt. Wrong candidates yield rare characters or errors.
/// </summary>
internal static class CharsetGuess
{
    private const int Sample = 4 * 1024;

    /// <summary>Bytes beyond ASCII from which on a named charset may be found wrong, and by how much it must fall behind.</summary>
    private const int EnoughBytes = 16;
    private const double Contrast = 0.4;

    private static readonly FrozenSet<char> Simplified = Common("simplified");
    private static readonly FrozenSet<char> Traditional = Common("traditional");
    private static readonly FrozenSet<char> Hangul = Common("hangul");

    /// <summary>The frequent half of each standard: rows 16 to 55 of GB 2312, A4 to C6 of Big5.</summary>
    private static readonly FrozenSet<char> FirstLevelGb = Rows(54936, 0xB0, 0xD7);
    private static readonly FrozenSet<char> FirstLevelBig5 = Rows(950, 0xA4, 0xC6);

    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);

    /// <summary>Valid UTF-8 with at least one character of three bytes or several of two: not by chance under another charset.</summary>
    public static bool IsClearlyUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            return false;
        int two = 0, three = 0;
        foreach (var b in bytes)
        {
            two += b is >= 0xC2 and < 0xE0 ? 1 : 0;
            three += b >= 0xE0 ? 1 : 0;
        }
        return three >= 2 || (three >= 1 && two == 0) || two >= 4;
    }

    /// <summary>The escape sequences of ISO 2022 or the braces of HZ in seven-bit text; null when there are none.</summary>
    public static Encoding? Stateful(ReadOnlySpan<byte> ascii) => Escaped(ascii) ?? (HasBraces(ascii) ? Charsets.Page(52936) : null);

    /// <summary>The escape sequences of ISO 2022 alone, which no other text has.</summary>
    public static Encoding? Escaped(ReadOnlySpan<byte> ascii)
    {
        if (!ascii.Contains((byte)'\e'))
            return null;
        if (ascii.IndexOf("\e$B"u8) >= 0 || ascii.IndexOf("\e$@"u8) >= 0)
            return Charsets.Page(50221);
        return ascii.IndexOf("\e$)C"u8) >= 0 ? Charsets.Page(50225) : null;
    }

    /// <summary>Pairs of printable bytes between the braces of HZ, within a line (RFC 1843); program text has blanks there.</summary>
    private static bool HasBraces(ReadOnlySpan<byte> ascii)
    {
        while (ascii.IndexOf("~{"u8) is var open and >= 0)
        {
            ascii = ascii[(open + 2)..];
            var close = ascii.IndexOf("~}"u8);
            if (close < 0)
                return false;
            if (close > 0 && IsOfPairs(ascii[..close]))
                return true;
        }
        return false;
    }

    /// <summary>A row of GB 2312 and a cell, each without its high bit.</summary>
    private static bool IsOfPairs(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x21 || bytes[i] > (i % 2 == 0 ? 0x77 : 0x7E))
                return false;
        }
        return bytes.Length % 2 == 0;
    }

    /// <summary>Whether the bytes are without error in the encoding.</summary>
    public static bool Fits(ReadOnlySpan<byte> bytes, Encoding encoding) => !Charsets.Read(Cut(bytes), encoding).Contains('\uFFFD', StringComparison.Ordinal);

    /// <summary>The likeliest encoding of bytes that are not UTF-8; null when none is any good.</summary>
    public static Encoding? Best(ReadOnlySpan<byte> bytes) => Best(Cut(bytes), out _);

    /// <summary>
    /// Whether text beyond doubt is in another charset than the one named: it has characters enough to judge by, they are unusual in the named one, and usual in the other.
    /// </summary>
    public static bool Contradicts(ReadOnlySpan<byte> bytes, Encoding named, [NotNullWhen(true)] out Encoding? better)
    {
        better = null;
        var sample = Cut(bytes);
        var candidate = Array.Find(Candidates, c => c.CodePage == named.CodePage);
        if (candidate.IsUsual is null || sample.Length - Ascii(sample) < EnoughBytes)
            return false;
        var score = Score(Charsets.Read(sample, named), candidate.IsUsual) * candidate.Bonus;
        if (score > 1 - Contrast)
            return false;
        better = Best(sample, out var bestScore);
        return better is not null && better.CodePage != named.CodePage && bestScore - score > Contrast;
    }

    private static int Ascii(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            count += b < 0x80 ? 1 : 0;
        return count;
    }

    private static Encoding? Best(ReadOnlySpan<byte> sample, out double bestScore)
    {
        Encoding? best = null;
        bestScore = 0.0;
        foreach (var (codePage, isUsual, bonus) in Candidates)
        {
            var encoding = Charsets.Page(codePage);
            var score = Score(Charsets.Read(sample, encoding), isUsual) * bonus;
            if (score > bestScore)
                (best, bestScore) = (encoding, score);
        }
        return best;
    }

    private static readonly (int CodePage, Func<char, int, string, double> IsUsual, double Bonus)[] Candidates =
    [
        (54936, (c, _, _) => Simplified.Contains(c) || IsCjkPunctuation(c) ? 1 : FirstLevelGb.Contains(c) ? 0.75 : c is >= '\u4e00' and <= '\u9fa5' ? 0.3 : 0, 1.05),
        (950, (c, _, _) => Traditional.Contains(c) || IsCjkPunctuation(c) ? 1 : FirstLevelBig5.Contains(c) ? 0.6 : c is >= '\u4e00' and <= '\u9fa5' ? 0.2 : 0, 1),
        (932, (c, _, _) => IsKana(c) || IsCjkPunctuation(c) ? 1 : Traditional.Contains(c) || Simplified.Contains(c) ? 0.7 : c is >= '\u4e00' and <= '\u9fa5' ? 0.2 : 0, 1),
        (51932, (c, _, _) => IsKana(c) ? 1.2 : IsCjkPunctuation(c) ? 1 : Traditional.Contains(c) ? 0.6 : c is >= '\u4e00' and <= '\u9fa5' ? 0.2 : 0, 1),
        (949, (c, _, _) => Hangul.Contains(c) ? 1 : c is >= '\uac00' and <= '\ud7a3' ? 0.7 : 0, 1),
        (1252, IsLatin, 0.95),
        (1251, IsCyrillic, 0.9),
        (20866, IsCyrillic, 0.9),
    ];

    /// <summary>Mean usualness of the characters beyond ASCII.</summary>
    private static double Score(string text, Func<char, int, string, double> isUsual)
    {
        var sum = 0.0;
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
                continue;
            count++;
            sum += text[i] is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') ? -2 : isUsual(text[i], i, text);
        }
        return count == 0 ? 0 : sum / count;
    }

    /// <summary>A Latin letter with an accent among plain letters; two in a row are unlikely.</summary>
    private static double IsLatin(char c, int at, string text)
    {
        var isLetter = c is >= '\u00C0' and <= '\u00FF' and not ('\u00D7' or '\u00F7');
        var isMark = c is '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u2013' or '\u2014' or '\u2026' or '\u20AC' or '\u00A0' or '\u00A9' or '\u00AE' or '\u2022' or '\u00B7' or '\u00AB' or '\u00BB';
        var inWord = isLetter && ((at > 0 && char.IsAsciiLetter(text[at - 1])) || (at + 1 < text.Length && char.IsAsciiLetter(text[at + 1])));
        var lonely = (at == 0 || text[at - 1] < 0x80) && (at + 1 == text.Length || text[at + 1] < 0x80);
        return lonely ? isLetter || isMark ? 1 : 0.4 : inWord ? 0.6 : isLetter ? 0.2 : 0.1;
    }

    private static double IsCyrillic(char c, int at, string text)
    {
        // A word half in Latin letters is an accented one.
        if ((at > 0 && char.IsAsciiLetter(text[at - 1])) || (at + 1 < text.Length && char.IsAsciiLetter(text[at + 1])))
            return 0;
        if (c is >= '\u0430' and <= '\u044F')
            return 1;
        var startsWord = at == 0 || !char.IsLetter(text[at - 1]);
        return c is >= '\u0410' and <= '\u042F' ? startsWord ? 0.9 : 0.2 : 0;
    }

    private static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FE';

    private static bool IsCjkPunctuation(char c) => c is '\u3001' or '\u3002' or '\uFF0C' or '\uFF1A' or '\uFF01' or '\uFF1F' or '\u300A' or '\u300B' or '\u201C' or '\u201D' or '\uFF08' or '\uFF09' or '\u3000' or '\u300C' or '\u300D';

    /// <summary>A sample around the first byte beyond ASCII, from a line's start to a line's end if it can, so that no character is cut.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (first > 0)
            bytes = bytes[(bytes[..first].LastIndexOf((byte)'\n') + 1)..];
        if (bytes.Length <= Sample)
            return bytes;
        var end = bytes[..Sample].LastIndexOf((byte)'\n');
        return bytes[..(end > 0 ? end : Sample)];
    }

    private static FrozenSet<char> Rows(int codePage, int first, int last)
    {
        var bytes = new List<byte>();
        for (var row = first; row <= last; row++)
        {
            for (var cell = codePage == 950 ? 0x40 : 0xA1; cell <= 0xFE; cell++)
            {
                if (cell is <= 0x7E or >= 0xA1)
                    bytes.AddRange([(byte)row, (byte)cell]);
            }
        }
        return Charsets.Page(codePage).GetString([.. bytes]).Where(c => c is >= '\u4e00' and <= '\u9fa5').ToFrozenSet();
    }

    private static FrozenSet<char> Common(string script)
    {
        using var stream = typeof(CharsetGuess).Assembly.GetManifestResourceStream("common-characters.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(script + ":", StringComparison.Ordinal))
                return line[(script.Length + 1)..].ToFrozenSet();
        }
        throw new InvalidOperationException($"common-characters.txt has no line for {script}.");
    }
}
