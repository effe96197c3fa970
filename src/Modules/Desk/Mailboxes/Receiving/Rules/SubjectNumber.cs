namespace Banzhang.Desk.Mailboxes.Receiving.Rules;

/// <summary>A ticket's number in a subject: <c>[BZ-000123]</c>, <c>BZ-123</c>, <c>[#123]</c>.</summary>
public static class SubjectNumber
{
    private const int MostDigits = 15;

    /// <summary>Digits of the first number that stands there; null when none does.</summary>
    public static string? In(string subject) => After(subject, "BZ-") ?? After(subject, "[#");

    private static string? After(string subject, string mark)
    {
        for (var at = subject.IndexOf(mark, StringComparison.OrdinalIgnoreCase); at >= 0; at = subject.IndexOf(mark, at + mark.Length, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + mark.Length;
            while (end < subject.Length && char.IsAsciiDigit(subject[end]))
            {
                end++;
            }

            var digits = end - at - mark.Length;
            var opens = mark[0] != '[' || (end < subject.Length && subject[end] == ']');
            if (digits is > 0 and <= MostDigits && opens && (at == 0 || !char.IsLetterOrDigit(subject[at - 1])))
            {
                return subject[(at + mark.Length)..end];
            }
        }

        return null;
    }
}
