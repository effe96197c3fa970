using Banzhang.Kernel;
using Banzhang.Platform.Data;

namespace Banzhang.Customers.Contracts;

public readonly record struct CustomerId(Guid Value)
{
    public static CustomerId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>Better service for better customers; what each tier gets is in the service-level policies.</summary>
public enum CustomerTier
{
    Standard = 0,
    Silver = 1,
    Gold = 2,
    Platinum = 3,
}

/// <summary>How a customer is named at an intake. At least one of the four must be given.</summary>
public sealed record CustomerIdentity(string? Name = null, string? Email = null, string? Phone = null, string? ExternalId = null);

/// <param name="Email">Unmasked: for rooms, not for screens.</param>
/// <param name="Phone">Unmasked.</param>
public sealed record CustomerCard(CustomerId Id, string Name, string Email, string Phone, CustomerTier Tier);

/// <summary>Recognises and reads customers for the other rooms.</summary>
public interface ICustomers
{
    /// <summary>The customer this identity belongs to (by external id, then phone, then e-mail), made new within the act when nobody fits.</summary>
    Task<Outcome<CustomerCard>> RecogniseAsync(Act act, string fieldPrefix, CustomerIdentity identity, CancellationToken stop);

    Task<IReadOnlyDictionary<CustomerId, CustomerCard>> ReadAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken stop);
}
