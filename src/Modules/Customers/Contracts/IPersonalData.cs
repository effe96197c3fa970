using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Ledger;

namespace Banzhang.Customers.Contracts;

/// <summary>Whose data are asked for.</summary>
/// <param name="Id">The kept record.</param>
/// <param name="Records">It, and those that were merged into it.</param>
/// <param name="Emails">Their addresses, earlier ones too, that no other record has, in their normal form: what came from one is theirs, but for what stands in tickets of others as those' own. None once they are erased.</param>
/// <param name="Names">Names, phones, addresses and numbers elsewhere; none once they are erased.</param>
public sealed record DataSubject(CustomerId Id, IReadOnlyList<CustomerId> Records, IReadOnlyList<string> Emails, IReadOnlyList<string> Names)
{
    /// <summary>They were erased a moment ago, and this is the second look: what has come in since is of a new matter.</summary>
    public bool IsErased { get; init; }
}

/// <summary>A room that keeps data of customers gives a copy of them, and erases them. Customers asks nobody; it is given.</summary>
public interface IPersonalData
{
    /// <summary>Why the person cannot be erased now; null when nothing speaks against it.</summary>
    Task<Refusal?> ObjectionAsync(Act act, DataSubject person, CancellationToken stop);

    /// <summary>From what addresses the person has written as themselves and nobody else has, in their normal form: also those that their record has no more.</summary>
    Task<IReadOnlyCollection<string>> AddressesAsync(AppDb db, IReadOnlyCollection<CustomerId> records, CancellationToken stop);

    /// <summary>Everything held, unmasked; whoever asks has shown that they may have it.</summary>
    IEnumerable<DataPart> Export(DataSubject person, CancellationToken stop);

    /// <summary>What will be erased, read before the act.</summary>
    Task<TracedThings> TracesAsync(DataSubject person, CancellationToken stop);

    /// <summary>Erases within the act; once more does no harm.</summary>
    /// <returns>What was erased.</returns>
    Task<Outcome<TracedThings>> EraseAsync(Act act, DataSubject person, CancellationToken stop);
}

/// <summary>A person's data were erased at their request: the record and those merged into it say nothing any more.</summary>
/// <param name="Records">The kept record and those that led to it.</param>
public sealed record CustomerErased(CustomerId Customer, IReadOnlyList<CustomerId> Records) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}

/// <summary>A person got a copy of everything held about them.</summary>
public sealed record PersonalDataExported(CustomerId Customer) : IDomainEvent
{
    public Guid Subject => Customer.Value;
}
