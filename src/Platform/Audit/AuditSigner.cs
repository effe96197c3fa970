using System.Security.Cryptography;
using Banzhang.Platform.Secrets;

namespace Banzhang.Platform.Audit;

/// <summary>Signs entries with the product's key, so that a row changed or slipped in by hand shows.</summary>
public sealed class AuditSigner(SecretKeys keys)
{
    public void Sign(AuditEntry entry) => entry.Signature = HMACSHA256.HashData(keys.Audit, entry.Canonical());

    public bool IsGenuine(AuditEntry entry) =>
        CryptographicOperations.FixedTimeEquals(entry.Signature, HMACSHA256.HashData(keys.Audit, entry.Canonical()));
}
