namespace Banzhang.Platform.Ledger;

/// <summary>Something that happened, told in the past tense. Its type name is its kind; it never changes its meaning later.</summary>
public interface IDomainEvent
{
    /// <summary>The thing it happened to, e.g. the ticket's id.</summary>
    Guid Subject { get; }
}

/// <summary>An event that carries what a person typed. No number is counted by it, so it can go when a customer's data are erased.</summary>
public interface IHoldsWords : IDomainEvent
{
    IDomainEvent WithoutWords();
}

/// <summary>An event with its instant and its doer, on the way to the ledger.</summary>
/// <param name="Happened">What happened.</param>
/// <param name="At">When it happened, which may be earlier than when it was noticed.</param>
/// <param name="By">Who did it.</param>
public sealed record ToldEvent(IDomainEvent Happened, DateTimeOffset At, Identity.Actor By);
