using Banzhang.Customers.Contracts;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Customers;

/// <summary>A customer as a reader may see it: contact data masked unless the reader may see it.</summary>
/// <param name="IsMasked">Email and phone are masked.</param>
public sealed record CustomerView(
    CustomerId Id, string Name, string? Email, string? Phone, string? ExternalId, CustomerTier Tier, string City, string Remark, bool IsMasked, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version)
{
    internal static CustomerView For(Actor by, Customer c, bool revealed = false)
    {
        var clear = revealed || by.May(Permissions.SeeContactData);
        return new(
            c.Id, c.Name,
            c.Email is null ? null : clear ? c.Email : PhoneNumber.MaskEmail(c.Email),
            c.Phone is null ? null : clear ? c.Phone : PhoneNumber.Mask(c.Phone),
            c.ExternalId, c.Tier, c.City, c.Remark, !clear, c.CreatedAt, c.UpdatedAt, c.Version);
    }
}
