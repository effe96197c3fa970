using Banzhang.Kernel;

namespace Banzhang.Desk.Mailboxes.Sending.Rules;

/// <summary>The subject of an answer: one <c>Re:</c>, and the ticket's number so that an answer without references finds back.</summary>
public static class ReplySubject
{
    private const int Most = 400;

    public static string Of(string subject, string number)
    {
        var plain = subject.Trim();
        while (plain.StartsWith("re:", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[3..].TrimStart();
        }

        var mark = $"[{number}]";
        plain = ShortText.Cut(plain, Most);
        return plain.Contains(mark, StringComparison.OrdinalIgnoreCase) ? $"Re: {plain}" : $"Re: {plain} {mark}";
    }
}
