using Banzhang.Kernel;

namespace Banzhang.Customers;

public sealed record CustomerIsUnnamed(string Field) : Invalid(Field);

public sealed record CustomerEmailIsMalformed(string Field) : Invalid(Field);

public sealed record CustomerPhoneIsMalformed(string Field) : Invalid(Field);

public sealed record NoSuchCustomer : NotFound;

public sealed record ExternalIdIsTaken : Conflict;

/// <summary>Nobody removes what they do not see.</summary>
public sealed record ContactDataIsMasked(string Field) : Invalid(Field);

public sealed record RevealNeedsReason() : Invalid("reason");

/// <param name="One">The number elsewhere of the record that should go.</param>
/// <param name="Other">That of the record that should be kept.</param>
public sealed record ExternalIdsDiffer(string One, string Other) : Conflict
{
    public override object[] Arguments => [One, Other];
}

/// <summary>Nothing can be done with a record that was erased at its person's request.</summary>
public sealed record CustomerIsErased : Conflict;

/// <summary>The record of this number elsewhere was erased at its person's request: it is not made again without a word.</summary>
public sealed record CustomerWasErased(string Field) : Invalid(Field);

public sealed record CustomersAreTheSame() : Invalid("into");

/// <param name="Named">As it was typed.</param>
public sealed record NoSuchOtherCustomer(string Named) : Invalid("into")
{
    public override object[] Arguments => [Named];
}

/// <param name="Named">As it was typed.</param>
public sealed record SeveralSuchCustomers(string Named) : Invalid("into")
{
    public override object[] Arguments => [Named];
}

public sealed record CustomerIsNotMerged : Conflict;

/// <param name="Name">The record it had been merged into.</param>
public sealed record MergedOnSince(string Name) : Conflict
{
    public override object[] Arguments => [Name];
}
