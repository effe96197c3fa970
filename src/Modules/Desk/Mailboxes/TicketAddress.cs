using System.Security.Cryptography;
using System.Text;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Secrets;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Mailboxes;

/// <summary>An account's address with a ticket in it: <c>support+bz-000123-1f2e3d4c5b@example.com</c>. The signature keeps numbers from being guessed.</summary>
internal sealed class TicketAddress(SecretKeys keys)
{
    private const int SignatureDigits = 10;

    public string For(MailAccountCard account, long number)
    {
        var text = TicketNumbers.Format(number);
        return EmailAddress.Normal($"{account.Local}+{text}-{Sign(text)}@{account.Domain}");
    }

    /// <summary>The number of the ticket, or null for any other address.</summary>
    public long? Read(string address)
    {
        var normal = EmailAddress.Normal(address);
        var plus = normal.IndexOf('+', StringComparison.Ordinal);
        var at = normal.LastIndexOf('@');
        if (plus < 0 || at < plus)
        {
            return null;
        }

        var tag = normal[(plus + 1)..at];
        var dash = tag.LastIndexOf('-');
        return dash > 0 && tag.StartsWith("bz-", StringComparison.Ordinal) && TicketNumbers.Parse(tag[..dash]) is { } number
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(TicketNumbers.Format(number))), Encoding.UTF8.GetBytes(tag[(dash + 1)..]))
            ? number
            : null;
    }

    private string Sign(string number) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Links, Encoding.ASCII.GetBytes("mail:" + number)))[..SignatureDigits];
}
