using System.Collections.Concurrent;
using System.Text;

namespace Banzhang.Mail.Bodies;

/// <summary>
/// Bytes to text. Labels are read widely: gb2312 and gbk are taken as their superset GB18030, Big5 with the characters of Hong Kong, latin-1 as windows-1252,
/// ks_c_5601 as code page 949. Bytes that contradict their label, or have none, are judged by <see cref="CharsetGuess"/>.
/// </summary>
internal static class Charsets
{
    private static readonly Dictionary<string, int> CodePages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["gb2312"] = 54936,
        ["gbk"] = 54936,
        ["gb18030"] = 54936,
        ["gb_2312-80"] = 54936,
        ["gb2312-80"] = 54936,
        ["gb18030-2000"] = 54936,
        ["gb18030-2005"] = 54936,
        ["cn-gb"] = 54936,
        ["chinesegb2312"] = 54936,
        ["cp936"] = 54936,
        ["ms936"] = 54936,
        ["windows-936"] = 54936,
        ["x-gbk"] = 54936,
        ["csgb2312"] = 54936,
        ["euc-cn"] = 54936,
        ["hz-gb-2312"] = 52936,
        ["big5"] = 950,
        ["big5-hkscs"] = 950,
        ["big5-hkscs-2004"] = 950,
        ["big5-eten"] = 950,
        ["cp951"] = 950,
        ["cn-big5"] = 950,
        ["cp950"] = 950,
        ["x-x-big5"] = 950,
        ["shift_jis"] = 932,
        ["shift-jis"] = 932,
        ["sjis"] = 932,
        ["x-sjis"] = 932,
        ["ms_kanji"] = 932,
        ["windows-31j"] = 932,
        ["cp932"] = 932,
        ["cswindows31j"] = 932,
        ["euc-jp"] = 51932,
        ["x-euc-jp"] = 51932,
        ["eucjp"] = 51932,
        ["iso-2022-jp"] = 50220,
        ["csiso2022jp"] = 50221,
        ["iso-2022-jp-1"] = 50220,
        ["iso-2022-jp-2"] = 50220,
        ["iso-2022-jp-3"] = 50220,
        ["cp50220"] = 50220,
        ["iso-2022-jp-ms"] = 50221,
        ["euc-kr"] = 949,
        ["ks_c_5601-1987"] = 949,
        ["ks_c_5601"] = 949,
        ["ks_c_5601-1989"] = 949,
        ["cseuckr"] = 949,
        ["korean"] = 949,
        ["cp949"] = 949,
        ["uhc"] = 949,
        ["windows-949"] = 949,
        ["ksc5601"] = 949,
        ["iso-2022-kr"] = 50225,
        ["iso-8859-1"] = 1252,
        ["latin1"] = 1252,
        ["latin-1"] = 1252,
        ["iso8859-1"] = 1252,
        ["iso_8859-1"] = 1252,
        ["cp1252"] = 1252,
        ["ansi"] = 1252,
        ["iso-8859-8-i"] = 28598,
        ["iso-8859-6-i"] = 28596,
        ["iso-8859-11"] = 874,
        ["tis-620"] = 874,
        ["utf8"] = 65001,
        ["utf-8"] = 65001,
        ["unicode-1-1-utf-8"] = 65001,
        ["utf-8-sig"] = 65001,
        ["utf-16"] = 1200,
        ["utf-16le"] = 1200,
        ["utf-16be"] = 1201,
        ["koi8-r"] = 20866,
        ["koi8r"] = 20866,
        ["koi8-u"] = 21866,
        ["macintosh"] = 10000,
    };

    /// <summary>The same names without dashes and the like, as some programs write them.</summary>
    private static readonly Dictionary<string, int> Spellings = CodePages.GroupBy(page => Spelling(page.Key)).ToDictionary(group => group.Key, group => group.First().Value);

    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
        { "", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown", "unknown-8bit", "x-unknown", "default", "default_charset", "x-user-defined", "iso-8859-1-unknown", "binary", "none" };

    private static readonly ConcurrentDictionary<int, Encoding> Pages = new();

    /// <summary>The framework's own replacement is a question mark, which hides the loss.</summary>
    private static readonly DecoderReplacementFallback Unknown = new("\uFFFD");

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Bytes under the charset a mail names; where they contradict it, or it is unknown, under the likeliest other.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label) => Decode(bytes, label, out _);

    /// <param name="bytes">The text's bytes.</param>
    /// <param name="label">The charset as the mail names it; null when it names none.</param>
    /// <param name="doubt">What was wrong with the label, or null.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? label, out string? doubt)
    {
        doubt = null;
        var name = (label ?? "").Trim().Trim('"', '\'').TrimEnd(';').Trim();
        if (Nothing.Contains(name))
            return DecodeUndeclared(bytes, null);
        if (IsUtf7(name))
            return Utf7Text.Read(bytes);
        var encoding = Find(name);
        if (encoding is null)
        {
            doubt = $"The charset '{(name.Length > 40 ? name[..40] : name)}' is unknown.";
            return DecodeUndeclared(bytes, null);
        }
        if (IsWide(encoding.CodePage))
            return Wide(bytes) ?? Strip(encoding.GetString(bytes));
        if (IsAscii(bytes) && !IsStateful(encoding.CodePage))
            return CharsetGuess.Escaped(bytes)?.GetString(bytes) ?? Encoding.ASCII.GetString(bytes);
        if (encoding.CodePage != 65001 && CharsetGuess.IsClearlyUtf8(bytes))
        {
            doubt = $"The text is UTF-8, not {name}.";
            return Strip(Encoding.UTF8.GetString(bytes));
        }
        if (encoding.CodePage == 65001 ? !CharsetGuess.IsUtf8(bytes) && CharsetGuess.Best(bytes) is { } better : CharsetGuess.Contradicts(bytes, encoding, out better))
        {
            doubt = $"The text is not {name}.";
            return Read(bytes, better);
        }
        return Strip(Read(bytes, encoding));
    }

    /// <summary>Bytes without a charset: ASCII, UTF-8, else the hint if it fits, else the likeliest.</summary>
    public static string DecodeUndeclared(ReadOnlySpan<byte> bytes, string? hint)
    {
        if (Wide(bytes) is { } wide)
            return wide;
        if (IsAscii(bytes))
            return CharsetGuess.Stateful(bytes)?.GetString(bytes) ?? Encoding.ASCII.GetString(bytes);
        if (CharsetGuess.IsUtf8(bytes))
            return Strip(Encoding.UTF8.GetString(bytes));
        if (hint is not null && !Nothing.Contains(hint) && Find(hint) is { CodePage: not 65001 } hinted && CharsetGuess.Fits(bytes, hinted))
            return Read(bytes, hinted);
        return Read(bytes, CharsetGuess.Best(bytes) ?? Page(1252));
    }

    /// <summary>Bytes under an encoding of <see cref="Page"/>; whoever reads Big5 past it loses the characters of Hong Kong.</summary>
    public static string Read(ReadOnlySpan<byte> bytes, Encoding encoding) => encoding.CodePage == 950 ? Big5Text.Read(bytes) : encoding.GetString(bytes);

    /// <summary>UTF-16 that begins with its mark, which knows better than any label; else null.</summary>
    private static string? Wide(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => Strip(Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)])),
        [0xFE, 0xFF, ..] => Strip(Encoding.BigEndianUnicode.GetString(bytes[..(bytes.Length & ~1)])),
        _ => null,
    };

    /// <summary>Bytes under a code page of Windows; under the likeliest charset when there is no such page.</summary>
    public static string DecodeCodePage(ReadOnlySpan<byte> bytes, int page) =>
        page == 936 ? Page(54936).GetString(bytes) : TryPage(page) is { } known ? Read(bytes, known) : DecodeUndeclared(bytes, null);

    /// <summary>The encoding of a code page of the framework.</summary>
    public static Encoding Page(int codePage) =>
        Pages.GetOrAdd(codePage, static page => Encoding.GetEncoding(page, EncoderFallback.ReplacementFallback, Unknown));

    private static Encoding? Find(string name)
    {
        if (CodePages.TryGetValue(name, out var codePage))
            return Page(codePage);
        if (Spellings.TryGetValue(Spelling(name), out codePage))
            return Page(codePage);
        if (name.StartsWith("cp-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("cp", StringComparison.OrdinalIgnoreCase))
            return int.TryParse(name.AsSpan(2).TrimStart('-'), out codePage) ? TryPage(codePage) : null;
        return Encodings.Value.TryGetValue(name, out codePage) ? Page(codePage) : TryName(name);
    }

    /// <summary>Letters and digits in lower case, without the <c>x-</c> of unofficial names.</summary>
    private static string Spelling(string name) =>
        string.Concat((name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) ? name[2..] : name).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static bool IsUtf7(string name) => Spelling(name).EndsWith("utf7", StringComparison.Ordinal);

    /// <summary>Names and code pages of the framework, asked once.</summary>
    private static readonly Lazy<Dictionary<string, int>> Encodings = new(() => Encoding.GetEncodings()
        .GroupBy(info => info.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().CodePage, StringComparer.OrdinalIgnoreCase));

    private static Encoding? TryPage(int codePage) => Encodings.Value.ContainsValue(codePage) ? Page(codePage) : null;

    /// <summary>Aliases are known to the framework only by asking, and its answer to an unknown one is an exception.</summary>
    private static Encoding? TryName(string name)
    {
        try
        {
            // UTF-7 is known to the framework and refused with another exception.
            return name.Length > 60 || IsUtf7(name) ? null : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsWide(int codePage) => codePage is 1200 or 1201;

    private static bool IsStateful(int codePage) => codePage is 50220 or 50221 or 50222 or 50225 or 52936;

    private static bool IsAscii(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes);

    private static string Strip(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;
}
