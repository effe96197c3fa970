using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.AspNetCore.Components;

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
public sealed record CustomerIdentity(string? Name = null, string? Email = null, string? Phone = null, string? ExternalId = null)
{
    /// <summary>The name that was given here, whoever the record says it is; where none was, the contact in its place, masked, since a name is read by everybody. Empty where nothing was given.</summary>
    public string GoesBy() =>
        !string.IsNullOrWhiteSpace(Name) ? Name.Trim()
        : !string.IsNullOrWhiteSpace(Email) ? PhoneNumber.MaskEmail(EmailAddress.Normal(Email))
        : !string.IsNullOrWhiteSpace(Phone) ? PhoneNumber.Mask(PhoneNumber.Normal(Phone))
        : ExternalId?.Trim() ?? "";
}

/// <param name="Email">Unmasked: for rooms, not for screens.</param>
/// <param name="Phone">Unmasked.</param>
public sealed record CustomerCard(CustomerId Id, string Name, string Email, string Phone, CustomerTier Tier)
{
    /// <summary>The e-mail addresses of the records that were merged into this one; unmasked.</summary>
    public IReadOnlyList<string> OtherEmails { get; init; } = [];

    /// <summary>The person's data were erased at their request: there is no name and no contact data.</summary>
    public bool IsErased { get; init; }

    /// <summary>The address, in its normal form, is one of this customer's.</summary>
    public bool Has(string email) => email.Length > 0 && (Email == email || OtherEmails.Contains(email));
}

/// <summary>A customer on another room's screen: contact data as the reader may see it.</summary>
/// <param name="Phone">Masked where <paramref name="IsMasked"/>; empty for none.</param>
/// <param name="Email">Masked where <paramref name="IsMasked"/>; empty for none.</param>
public sealed record CustomerGlance(CustomerId Id, string Name, string Phone, string Email, bool IsMasked, CustomerTier Tier, string City, string Remark, DateTimeOffset Since);

/// <summary>Recognises and reads customers for the other rooms.</summary>
public interface ICustomers
{
    /// <summary>The customer this identity belongs to (by external id, then phone, then e-mail), made new within the act when nobody fits.</summary>
    Task<Outcome<CustomerCard>> RecogniseAsync(Act act, string fieldPrefix, CustomerIdentity identity, CancellationToken stop);

    /// <summary>Puts a customer whom an intake made new into the search; one who is there already is left alone.</summary>
    Task MakeFindableAsync(Act act, CustomerId id, CancellationToken stop);

    /// <summary>Whether somebody went by this number elsewhere who was erased at their request, and nobody goes by it now.</summary>
    Task<bool> WasErasedAsync(Act act, string? externalId, CancellationToken stop);

    /// <summary>The record that goes on in the place of one that was merged; the same id for any other, also for one nobody has.</summary>
    Task<CustomerId> KeptAsync(Act act, CustomerId id, CancellationToken stop);

    /// <summary>The records that were merged at that instant or later and are merged still.</summary>
    Task<IReadOnlyList<CustomerId>> MergedSinceAsync(DateTimeOffset since, CancellationToken stop);

    /// <summary>By the ids that were asked for; where one was merged, the card is the kept record's.</summary>
    Task<IReadOnlyDictionary<CustomerId, CustomerCard>> ReadAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken stop);

    /// <summary>Those whose phone begins so (four digits at least), or whose e-mail or number elsewhere is just this. None for a reader without the permission.</summary>
    Task<IReadOnlyList<CustomerGlance>> MatchAsync(string beginning, int most, Actor by, CancellationToken stop);

    /// <summary>Those whose whole phone, e-mail or number elsewhere is this.</summary>
    Task<IReadOnlyList<CustomerGlance>> RecallAsync(string contact, Actor by, CancellationToken stop);

    bool MayBeReadBy(Actor reader);

    /// <summary>Whether phones and e-mail addresses stand unmasked before this reader.</summary>
    bool MaySeeContactData(Actor reader);
}

/// <summary>The customer's own room draws who the customer is, for the screens of others.</summary>
public interface ICustomerCards
{
    /// <summary>Name, tier and contact data as the reader may see them, with the way to uncover them; null when there is none, or not for this reader.</summary>
    Task<RenderFragment?> ContactAsync(CustomerId id, Actor by, CancellationToken stop);
}
