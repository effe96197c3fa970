using Banzhang.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Banzhang.Platform.Identity;

/// <summary>PBKDF2 with HMAC-SHA512 and 210,000 rounds (OWASP's figure), from the framework.</summary>
public sealed class Passwords
{
    private const int ShortestPassword = 10;

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "0123456789", "password12", "password123", "password1234", "qwertyuiop", "1q2w3e4r5t", "administrator", "banzhang123", "1111111111", "0000000000", "abcdefghij",
    };

    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly string _nobodysHash;

    public Passwords() => _nobodysHash = _hasher.HashPassword(null!, Tokens.New());

    /// <summary>Checked before hashing: at least ten characters and not one of the usual ones.</summary>
    public static Refusal? Weakness(string password) =>
        password.Length < ShortestPassword ? new PasswordTooShort()
        : Common.Contains(password) || password.Distinct().Count() < 4 ? new PasswordIsCommon()
        : null;

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Takes the same time for an unknown account, so that timing tells nothing.</summary>
    public bool IsRight(Account? account, string password) =>
        _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _nobodysHash, password) != PasswordVerificationResult.Failed && account is not null;
}
