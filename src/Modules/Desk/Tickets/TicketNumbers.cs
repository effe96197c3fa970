using System.Globalization;

namespace Banzhang.Desk.Tickets;

/// <summary>How people write a ticket's number: <c>BZ-000123</c>; read back in any case, with or without the letters.</summary>
public static class TicketNumbers
{
    public static readonly string Counter = "ticket";

    public static string Format(long number) => string.Create(CultureInfo.InvariantCulture, $"BZ-{number:D6}");

    /// <summary>Null when it is no number of a ticket.</summary>
    public static long? Parse(string? text)
    {
        var digits = text?.Trim() ?? "";
        if (digits.StartsWith("BZ-", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[3..];
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
