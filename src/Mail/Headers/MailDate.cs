using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Banzhang.Mail.Headers;

/// <summary>
/// Dates of mail (RFC 5322, 3.3 and the obsolete forms of 4.3): day names optional, two-digit years, zone names, seconds left out,
/// and what programs write that follow their user's language: months of other languages, Chinese dates, twelve hours, the ISO form. A missing zone is taken as UTC.
/// </summary>
internal static partial class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Beginnings of months in German, French, Spanish, Italian and Portuguese that are not English ones.</summary>
    private static readonly Dictionary<string, int> OtherMonths = new(StringComparer.Ordinal)
    {
        ["gen"] = 1,
        ["ene"] = 1,
        ["fev"] = 2,
        ["mrz"] = 3,
        ["avr"] = 4,
        ["abr"] = 4,
        ["mai"] = 5,
        ["mag"] = 5,
        ["giu"] = 6,
        ["lug"] = 7,
        ["ago"] = 8,
        ["set"] = 9,
        ["okt"] = 10,
        ["ott"] = 10,
        ["dez"] = 12,
        ["dic"] = 12,
    };

    /// <summary>One to ten.</summary>
    private const string HanDigits = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341";

    private static readonly Dictionary<string, int> ZoneHours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AST"] = -4,
        ["ADT"] = -3,
    };

    /// <summary>The instant with the writer's offset; null when the text is no date.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        text = HanDate().Replace(text, InWords);
        var words = Words(text);
        if (ByWords(words) is { } date)
            return date;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var iso) ? iso : null;
    }

    /// <summary>Words without comments; commas, and dashes after a day or month, separate too; colons draw their neighbours together.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in WithoutComments(text.Length > 200 ? text[..200] : text))
        {
            var separates = c is ' ' or '\t' or ',' || (c == '-' && IsDayOrMonth(word));
            if (!separates)
            {
                word.Append(c);
                continue;
            }
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }

    private static bool IsDayOrMonth(StringBuilder word) => word.Length switch
    {
        1 or 2 => char.IsAsciiDigit(word[0]),
        3 => char.IsAsciiLetter(word[0]),
        _ => false,
    };

    private static string WithoutComments(string text)
    {
        var plain = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : 0;
            if (depth == 0)
                plain.Append(c);
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return Colons().Replace(plain.ToString(), ":");
    }

    [GeneratedRegex(@"\s*:\s*")]
    private static partial Regex Colons();

    /// <summary>Year, month and day, each with its Chinese mark, in the order of other mails; as it stands when there is no such month.</summary>
    private static string InWords(Match date) =>
        Number(date.Groups[2].Value) is { } month and >= 1 and <= 12 ? $"{date.Groups[3]} {Months[month - 1]} {date.Groups[1]} " : date.Value;

    [GeneratedRegex(@"([0-9]{4})\s*\u5e74\s*([0-9]{1,2})\s*\u6708\s*([0-9]{1,2})\s*\u65e5")]
    private static partial Regex HanDate();

    private static DateTimeOffset? ByWords(List<string> words)
    {
        int? day = null, month = null, year = null;
        TimeSpan? time = null;
        TimeSpan? offset = null;
        bool? isAfternoon = null;
        foreach (var word in words)
        {
            if (time is null && word.Contains(':', StringComparison.Ordinal))
                time = Time(word, ref offset);
            else if (HalfOf(word) is { } half)
                isAfternoon = half;
            // A day of the week may look like a month: Tuesday in Spanish.
            else if (time is null && (month is null || (day is not null && year is null)) && MonthOf(word) is { } found)
                month = found;
            else if ((word.Length <= 2 || (word.Length == 3 && word[0] == '0')) && day is null && Number(word) is { } d)
                day = d;
            else if (year is null && month is not null && (word.Length is 2 or 4 || (word.Length == 3 && time is null)) && Number(word) is { } y)
                year = Year(y, word.Length);
            else if (time is not null && offset is null)
                offset = Offset(word);
        }
        if (day is not { } dd || month is not { } mm || year is not { } yy || yy is < 1 or > 9999 || dd < 1 || dd > DateTime.DaysInMonth(yy, mm))
            return null;
        var local = new DateTime(yy, mm, dd) + InDay(time ?? TimeSpan.Zero, isAfternoon);
        var shift = offset ?? TimeSpan.Zero;
        return local.Ticks - shift.Ticks < 0 || local.Ticks - shift.Ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, shift);
    }

    private static TimeSpan? Time(string word, ref TimeSpan? offset)
    {
        // A zone glued to the time: 10:00:00+0800 or 10:00:00Z.
        var zone = word.IndexOfAny(['+', '-', 'Z']);
        if (zone > 0)
        {
            offset = Offset(word[zone..]);
            word = word[..zone];
        }
        var parts = word.Split(':');
        if (parts.Length is < 2 or > 3 || Number(parts[0]) is not { } h || Number(parts[1]) is not { } m)
            return null;
        var s = parts.Length == 3 ? Number(parts[2].Split('.')[0]) ?? 0 : 0;
        // A leap second is the last of its minute.
        return h > 23 || m > 59 || s > 60 ? null : new TimeSpan(h, m, Math.Min(s, 59));
    }

    private static TimeSpan? Offset(string word)
    {
        if (ZoneHours.TryGetValue(word, out var hours))
            return TimeSpan.FromHours(hours);
        var sign = word.AsSpan().IndexOfAny('+', '-');
        if (sign < 0)
            return null;
        var digits = word[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (Number(digits) is not { } number)
            return null;
        var (h, m) = digits.Length <= 2 ? (number, 0) : (number / 100, number % 100);
        if (h > 14 || m > 59 || (h == 14 && m > 0))
            return null;
        var length = new TimeSpan(h, m, 0);
        return word[sign] == '-' ? -length : length;
    }

    private static TimeSpan InDay(TimeSpan time, bool? isAfternoon) => (isAfternoon, time.Hours) switch
    {
        (true, < 12) => time + TimeSpan.FromHours(12),
        (false, 12) => time - TimeSpan.FromHours(12),
        _ => time,
    };

    /// <summary>Whether the word says that the twelve hours are those after noon; null when it says neither.</summary>
    private static bool? HalfOf(string word) => word.ToLowerInvariant() switch
    {
        "pm" or "\u4e0b\u5348" => true,
        "am" or "\u4e0a\u5348" => false,
        _ => null,
    };

    private static int? MonthOf(string word)
    {
        if (word.EndsWith('\u6708'))
            return HanMonth(word[..^1]);
        if (word.Length < 3 || !char.IsAsciiLetter(word[0]))
            return null;
        var start = word[..3].ToLowerInvariant();
        var index = Array.IndexOf(Months, start);
        return index >= 0 ? index + 1 : OtherMonths.TryGetValue(start, out var other) ? other : null;
    }

    private static int? HanMonth(string number)
    {
        var month = Number(number) ?? number switch
        {
            "\u5341\u4e00" => 11,
            "\u5341\u4e8c" => 12,
            [var digit] => HanDigits.IndexOf(digit, StringComparison.Ordinal) + 1,
            _ => 0,
        };
        return month is >= 1 and <= 12 ? month : null;
    }

    private static int Year(int year, int digits) => digits switch
    {
        2 => year < 50 ? 2000 + year : 1900 + year,
        3 => 1900 + year,
        _ => year,
    };

    private static int? Number(string text) => text.Length <= 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
