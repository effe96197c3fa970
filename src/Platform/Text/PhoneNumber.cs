namespace Banzhang.Platform.Text;

/// <summary>Phone numbers compared by digits; a leading +86 or 0086 of mainland numbers is the same as none.</summary>
public static class PhoneNumber
{
    public static bool IsPlausible(string? text) => text is not null && Normal(text) is { Length: >= 3 and <= 20 } normal && normal.TrimStart('+').All(char.IsAsciiDigit);

    public static string Normal(string text)
    {
        Span<char> kept = stackalloc char[Math.Min(text.Length, 64)];
        var length = 0;
        foreach (var c in text)
        {
            if ((char.IsAsciiDigit(c) || (c == '+' && length == 0) || char.IsLetter(c)) && length < kept.Length)
            {
                kept[length++] = c;
            }
        }

        var digits = new string(kept[..length]);
        return digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..]
            : digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..]
            : digits;
    }

    /// <summary>The least number after all that begin with <paramref name="digits"/>; null where there is none, or no telling.</summary>
    public static string? Beyond(string digits)
    {
        var kept = digits.TrimEnd('9');
        return kept.Length > 0 && char.IsAsciiDigit(kept[^1]) ? $"{kept[..^1]}{(char)(kept[^1] + 1)}" : null;
    }

    /// <summary>138 **** 6721: the middle is hidden.</summary>
    public static string Mask(string number) => number.Length switch
    {
        0 => "",
        <= 4 => new string('*', number.Length),
        <= 7 => $"{number[0]}****{number[^1]}",
        <= 10 => $"{number[..2]} **** {number[^2..]}",
        _ => $"{number[..3]} **** {number[^4..]}",
    };

    /// <summary>c***@example.com: enough to recognise, not enough to write to.</summary>
    public static string MaskEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at <= 0 ? "" : at == 1 ? $"***{email[at..]}" : $"{email[0]}***{email[at..]}";
    }
}
