using Banzhang.Kernel;

namespace Banzhang.Customers;

public sealed record CustomerIsUnnamed(string Field) : Invalid(Field);

public sealed record CustomerEmailIsMalformed(string Field) : Invalid(Field);

public sealed record CustomerPhoneIsMalformed(string Field) : Invalid(Field);

public sealed record NoSuchCustomer : NotFound;

public sealed record ExternalIdIsTaken() : Invalid("externalId");

public sealed record RevealNeedsReason() : Invalid("reason");
