using System.Security.Cryptography;
using Banzhang.Platform.Secrets;

namespace Banzhang.Platform.Audit;

/// <summary>Signs entries with the product's key, so that a row changed or slipped in by hand shows.</summary>
public sealed class AuditSigner(SecretKeys keys)
{
    public void Sign(AuditEntry entry) => entry.Signature = HMACSHA256.HashData(keys.Audit, entry.Canonical());

    /// <summary>It was written by the product, and its details are its own, or were emptied: whether they might be, only an erasure says.</summary>
    public bool IsGenuine(AuditEntry entry) =>
        entry.HasOwnDetails() && CryptographicOperations.FixedTimeEquals(entry.Signature, HMACSHA256.HashData(keys.Audit, entry.Canonical()));
}
