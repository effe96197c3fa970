using Banzhang.Customers.Contracts;

namespace Banzhang.Customers.Merging;

/// <summary>What the kept record took from one that was merged into it, because it lacked it; null for what it did not take.</summary>
/// <param name="Email">The kept record had none.</param>
/// <param name="Phone">The kept record had none.</param>
/// <param name="ExternalId">The kept record had none; while merged it stands there only, for it is unique.</param>
/// <param name="City">The kept record had none.</param>
/// <param name="TierBefore">The kept record's own, lower tier.</param>
internal sealed record LentFields(string? Email, string? Phone, string? ExternalId, string? City, CustomerTier? TierBefore);
