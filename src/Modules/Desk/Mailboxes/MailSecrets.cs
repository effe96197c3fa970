using System.Security.Cryptography;
using Banzhang.Mail.Servers;
using Microsoft.AspNetCore.DataProtection;

namespace Banzhang.Desk.Mailboxes;

/// <summary>
/// Passwords of mailboxes, protected with the product's own keys. Those lie in the same database: whoever holds all of it holds the passwords too; who sees
/// a row, a log or an export does not. Never used inside an act: making a key is an act of its own.
/// </summary>
internal sealed class MailSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Banzhang.Desk.Mailboxes");

    public string Protect(string plain) => plain.Length == 0 ? "" : _protector.Protect(plain);

    /// <exception cref="MailServerException">At the step <see cref="MailStep.Secret"/>: the keys it was protected with are gone, and it must be entered again.</exception>
    public string Reveal(string secret)
    {
        try
        {
            return secret.Length == 0 ? "" : _protector.Unprotect(secret);
        }
        catch (CryptographicException fault)
        {
            throw new MailServerException(MailStep.Secret, MailFaultKind.Refused, "", fault);
        }
    }
}
