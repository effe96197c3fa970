using Banzhang.Platform.Localisation;

namespace Banzhang.Desk.Mailboxes;

/// <summary>
/// What the log adds to a reason. Sentences of ours are kept as a code with its argument, <c>@Code argument</c>, and said in the reader's language; what another
/// server or a person said stands there as it is.
/// </summary>
internal static class MailDetail
{
    /// <param name="code">Of the refusal that kept it out of its ticket.</param>
    public static string Refused(string code) => $"@{nameof(Refused)} {code}";

    /// <param name="sha256">By which the server's own log names it.</param>
    public static string Unforeseen(string sha256) => $"@{nameof(Unforeseen)} {sha256[..Math.Min(12, sha256.Length)]}";

    /// <param name="said">By the server, or of it.</param>
    public static string NeverWhole(string said) => $"@{nameof(NeverWhole)} {said}";

    public static string Discarded(string by) => $"@{nameof(Discarded)} {by}";

    public static string Say(string detail)
    {
        var blank = detail.IndexOf(' ', StringComparison.Ordinal);
        if (!detail.StartsWith('@') || blank < 0)
        {
            return detail;
        }

        var argument = detail[(blank + 1)..];
        return detail[1..blank] switch
        {
            nameof(Refused) => RefusalOf(argument),
            nameof(Unforeseen) => WordBook.Say(Words.DetailUnforeseen, argument),
            nameof(NeverWhole) => WordBook.Say(Words.DetailNeverWhole, argument),
            nameof(Discarded) => WordBook.Say(Words.DetailDiscarded, argument),
            _ => argument,
        };
    }

    /// <summary>Its sentence, unless that needs values that are not kept.</summary>
    private static string RefusalOf(string code) =>
        WordBook.SayCode(typeof(MailDetail), code, WordBook.SayCode(typeof(Tickets.Ticket), code, "")) is { Length: > 0 } said && !said.Contains('{', StringComparison.Ordinal) ? said : Words.RefusedForItsTicket;
}
