namespace Banzhang.Desk.Mailboxes.Settings;

/// <summary>
/// Which stored secrets of an account stay when it is changed: those that still go where they were entered for. Else whoever may set up accounts could have
/// the password of a mailbox sent to a server of their own.
/// </summary>
/// <param name="Password">Protected, as are all; empty for one that does not stay.</param>
internal sealed record KeptSecrets(string Password, string Client, string Refresh)
{
    public static KeptSecrets Of(MailAccountFacts before, MailAccountFacts after)
    {
        var doors = IsAnother(before.In, after.In) || IsAnother(before.Out, after.Out);
        // What the token service gives out goes to the doors: a refresh token is worth as much as a password there.
        var tokens = doors || before.OAuth.Endpoint != after.OAuth.Endpoint;
        return new(doors ? "" : before.Secret, tokens ? "" : before.OAuth.Secret, tokens ? "" : before.OAuth.Refresh);
    }

    /// <summary>The field of a secret that the account signs in with, was stored, and is neither kept nor entered again; null for none.</summary>
    /// <param name="after">With the secrets that were kept or entered.</param>
    public static string? Missing(MailAccountFacts before, MailAccountFacts after) => after.Login switch
    {
        MailLoginKind.Password when before.Secret.Length > 0 && after.Secret.Length == 0 => "password",
        MailLoginKind.OAuth when before.OAuth.Secret.Length > 0 && after.OAuth.Secret.Length == 0 => "clientSecret",
        MailLoginKind.OAuth when before.OAuth.Refresh.Length > 0 && after.OAuth.Refresh.Length == 0 => "refreshToken",
        _ => null,
    };

    /// <summary>A door that is closed sends nothing anywhere.</summary>
    private static bool IsAnother(MailDoor before, MailDoor after) =>
        after.IsUsed && (!before.Host.Equals(after.Host, StringComparison.OrdinalIgnoreCase) || before.Encryption != after.Encryption || before.Fingerprint != after.Fingerprint);
}
