using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Banzhang.Platform.Identity.SigningIn;

/// <summary>Makes and checks authenticator secrets and recovery codes; secrets are protected by the data-protection keys.</summary>
public sealed class SecondFactors(IDataProtectionProvider protection)
{
    private const int RecoveryCodeCount = 10;
    private readonly IDataProtector _protector = protection.CreateProtector("Banzhang.Totp");

    public string Protect(byte[] secret) => Convert.ToBase64String(_protector.Protect(secret));

    public byte[] Unprotect(string stored) => _protector.Unprotect(Convert.FromBase64String(stored));

    /// <summary>
    /// The plain secret of an account; empty without one. Asked before an act begins: the keys may have to be made, which is an act of its own.
    /// </summary>
    public byte[] SecretOf(Account? account) => account is { TotpSecret.Length: > 0 } ? Unprotect(account.TotpSecret) : [];

    /// <summary>Accepts a current code once, or an unused recovery code.</summary>
    public static bool Accept(Account account, byte[] secret, string code, DateTimeOffset now)
    {
        if (secret.Length == 0)
        {
            return false;
        }

        if (Totp.Match(secret, code, now, account.LastTotpStep) is { } step)
        {
            account.UseTotpStep(step);
            return true;
        }

        return account.UseRecoveryCode(HashOf(code));
    }

    public static IReadOnlyList<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10))];

    public static string HashOf(string recoveryCode) =>
        Convert.ToHexString(Tokens.Hash(recoveryCode.Replace("-", "", StringComparison.Ordinal).Trim().ToLowerInvariant()));
}
