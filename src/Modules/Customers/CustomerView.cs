using Banzhang.Customers.Contracts;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Customers;

/// <summary>A customer as a reader may see it: contact data masked unless the reader may see it.</summary>
/// <param name="IsMasked">Email and phone are masked.</param>
public sealed record CustomerView(
    CustomerId Id, string Name, string? Email, string? Phone, string? ExternalId, CustomerTier Tier, string City, string Remark, bool IsMasked, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version) : IVersionedView
{
    /// <summary>The records that lead to this one, newest merge first; null where there are none, and in lists.</summary>
    public IReadOnlyList<MergedRecord>? Merged { get; init; }

    /// <summary>When the person's data were erased at their request; null for everybody else. What stands in the place of the name is said in the reader's language.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    internal static CustomerView For(Actor by, Customer c, bool revealed = false, IReadOnlyList<Customer>? merged = null)
    {
        var clear = revealed || by.May(Permissions.SeeContactData);
        return new(c.Id, c.ErasedAt is null ? c.Name : Words.ErasedCustomer, EmailOf(c, clear), PhoneOf(c, clear), c.ExternalId, c.Tier, c.City, c.Remark, !clear, c.CreatedAt, c.UpdatedAt, c.Version)
        {
            ErasedAt = c.ErasedAt,
            Merged = merged is { Count: > 0 } && c.ErasedAt is null ? [.. merged.Select(m => new MergedRecord(m.Id, m.Name, EmailOf(m, clear), PhoneOf(m, clear), m.City, m.Remark, m.MergedAt!.Value, m.MergedInto == c.Id))] : null,
        };
    }

    private static string? EmailOf(Customer c, bool clear) => c.Email is null ? null : clear ? c.Email : PhoneNumber.MaskEmail(c.Email);

    private static string? PhoneOf(Customer c, bool clear) => c.Phone is null ? null : clear ? c.Phone : PhoneNumber.Mask(c.Phone);
}

/// <summary>A record that goes on in another one's place: its own data stay and are found by.</summary>
/// <param name="MergedAt">When.</param>
/// <param name="CanPart">It was merged into the kept record itself, not into another that was merged later.</param>
public sealed record MergedRecord(CustomerId Id, string Name, string? Email, string? Phone, string City, string Remark, DateTimeOffset MergedAt, bool CanPart);
