using Banzhang.Platform.Ledger;

namespace Banzhang.Customers.Contracts;

/// <summary>A customer's record was made by hand, by the API or by an import.</summary>
public sealed record CustomerRecorded(CustomerId Customer) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}

public sealed record CustomerChanged(CustomerId Customer, IReadOnlyList<string> Fields) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}

/// <summary>Somebody uncovered the contact data.</summary>
public sealed record ContactDataRevealed(CustomerId Customer, string Reason) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}
