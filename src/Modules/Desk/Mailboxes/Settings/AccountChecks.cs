using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Mailboxes.Settings;

public sealed record MailAddressIsImplausible() : Invalid("address");

public sealed record MailHostIsWrong(string Field) : Invalid(Field)
{
    public override object[] Arguments => [];
}

/// <summary>Only a server on this machine may have none.</summary>
public sealed record MailNeedsEncryption(string Field) : Invalid(Field);

public sealed record MailPortIsWrong(string Field) : Invalid(Field)
{
    public override object[] Arguments => [];
}

public sealed record MailFingerprintIsWrong(string Field) : Invalid(Field)
{
    public override object[] Arguments => [];
}

/// <summary>Neither fetched nor sent by: an account for nothing.</summary>
public sealed record MailAccountDoesNothing() : Invalid("inHost");

public sealed record MailUserIsMissing() : Invalid("user");

public sealed record TokenEndpointIsWrong() : Invalid("endpoint");

/// <summary>What is wrong with an account as filled in, all at once.</summary>
internal static class AccountChecks
{
    public static IEnumerable<Invalid> Of(MailAccountFacts facts)
    {
        if (!EmailAddress.IsPlausible(facts.Address) || !facts.Address.All(char.IsAscii))
        {
            yield return new MailAddressIsImplausible();
        }

        foreach (var (field, text, least, most) in new[] { ("name", facts.Name, 0, 200), ("folder", facts.Folder, 0, 200), ("user", facts.User, 0, 254), ("clientId", facts.OAuth.ClientId, 0, 200), ("scope", facts.OAuth.Scope, 0, 1000) })
        {
            if (CleanText.Check(field, text, least, most) is { } unclean)
            {
                yield return unclean;
            }
        }

        foreach (var invalid in Of("in", facts.In).Concat(Of("out", facts.Out)))
        {
            yield return invalid;
        }

        if (!facts.In.IsUsed && !facts.Out.IsUsed)
        {
            yield return new MailAccountDoesNothing();
        }

        if (facts.User.Length == 0 && (facts.In.IsUsed || facts.Login == MailLoginKind.OAuth))
        {
            yield return new MailUserIsMissing();
        }

        if (facts.Login == MailLoginKind.OAuth && !(facts.OAuth.Endpoint.Length < 1000 && Uri.TryCreate(facts.OAuth.Endpoint, UriKind.Absolute, out var endpoint) && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback)))
        {
            yield return new TokenEndpointIsWrong();
        }
    }

    private static IEnumerable<Invalid> Of(string side, MailDoor door)
    {
        if (!door.IsUsed)
        {
            yield break;
        }

        if (door.Host.Length > 253 || Uri.CheckHostName(door.Host) == UriHostNameType.Unknown)
        {
            yield return new MailHostIsWrong($"{side}Host");
        }

        if (door.Encryption == Encryption.None && !(door.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(door.Host, out var ip) && System.Net.IPAddress.IsLoopback(ip))))
        {
            yield return new MailNeedsEncryption($"{side}Encryption");
        }

        if (door.Port is < 1 or > 65535)
        {
            yield return new MailPortIsWrong($"{side}Port");
        }

        if (door.Fingerprint.Length > 0 && door.Fingerprint.Count(char.IsAsciiHexDigit) != 64)
        {
            yield return new MailFingerprintIsWrong($"{side}Fingerprint");
        }
    }
}
