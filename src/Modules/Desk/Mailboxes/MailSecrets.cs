using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Passwords of mailboxes: unreadable in the database and in a backup of it without the product's own keys. Never used inside an act: the keys lie in the database too.</summary>
internal sealed class MailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Banzhang.Desk.Mailboxes");

    public string Protect(string plain) => plain.Length == 0 ? "" : _protector.Protect(plain);

    /// <summary>Empty for what was protected by keys that are gone: the login then fails, and says so.</summary>
    public string Reveal(string secret)
    {
        try
        {
            return secret.Length == 0 ? "" : _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}
