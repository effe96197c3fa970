using System.Collections.Frozen;
using System.Text;

namespace Banzhang.Mail.Bodies;

/// <summary>
/// Big5 with the Hong Kong Supplementary Character Set (HKSCS-2004), without which everyday words of Cantonese are holes. The framework's code page 950 knows
/// the characters of Taiwan alone.
/// </summary>
internal static class Big5Text
{
    /// <summary>Stands in the table where the supplement has no character, or one of two code points.</summary>
    private const int Nothing = 0x3000;

    private static readonly FrozenDictionary<int, Rune> Supplement = Load();

    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var plain = Charsets.Page(950).GetString(bytes);
        return plain.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF') || plain.Contains('\uFFFD', StringComparison.Ordinal) ? WithSupplement(bytes) : plain;
    }

    private static string WithSupplement(ReadOnlySpan<byte> bytes)
    {
        var page = Charsets.Page(950);
        var result = new StringBuilder(bytes.Length);
        var from = 0;
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] < 0x81 || at + 1 >= bytes.Length)
                continue;
            if (Supplement.TryGetValue(bytes[at] << 8 | bytes[at + 1], out var rune))
            {
                result.Append(page.GetString(bytes[from..at])).Append(units[..rune.EncodeToUtf16(units)]);
                from = at + 2;
            }
            at += IsTrail(bytes[at + 1]) ? 1 : 0;
        }
        return result.Append(page.GetString(bytes[from..])).ToString();
    }

    private static bool IsTrail(byte b) => b is >= 0x40 and <= 0x7E or >= 0xA1 and <= 0xFE;

    /// <summary>A line for each lead byte: its hexadecimal form, a colon, and a character for each trail byte from the first on.</summary>
    private static FrozenDictionary<int, Rune> Load()
    {
        var table = new Dictionary<int, Rune>();
        using var stream = typeof(Big5Text).Assembly.GetManifestResourceStream("hong-kong-characters.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { Length: > 3 } line)
        {
            var lead = Convert.ToInt32(line[..2], 16);
            var trail = 0x40;
            foreach (var rune in line.AsSpan(3).EnumerateRunes())
            {
                if (rune.Value != Nothing)
                    table.Add(lead << 8 | trail, rune);
                trail = trail == 0x7E ? 0xA1 : trail + 1;
            }
        }
        return table.ToFrozenDictionary();
    }
}
