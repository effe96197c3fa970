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
public sealed record ContactDataRevealed(CustomerId Customer, string Reason) : IHoldsWords
{
    public Guid Subject => Customer.Value;

    public IDomainEvent WithoutWords() => this with { Reason = "" };
}

/// <summary>A record goes on in another one's place: whoever keeps the ids of customers moves them to the record that is kept.</summary>
/// <param name="Customer">The record that became a pointer.</param>
/// <param name="Into">The record that goes on.</param>
/// <param name="Records">The pointer and those that led to it: all lead to the kept record now.</param>
public sealed record CustomerMerged(CustomerId Customer, CustomerId Into, IReadOnlyList<CustomerId> Records) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}

/// <summary>A merge was taken back.</summary>
/// <param name="Customer">The record that lives on its own again.</param>
/// <param name="From">The record it had been merged into.</param>
/// <param name="Records">The record and those that led to it before the merge.</param>
public sealed record CustomerParted(CustomerId Customer, CustomerId From, IReadOnlyList<CustomerId> Records) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}
