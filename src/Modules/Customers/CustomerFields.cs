using Banzhang.Kernel;
using Banzhang.Platform.Text;

namespace Banzhang.Customers;

internal static class CustomerFields
{
    /// <summary>Null means the field is not given; an empty name is refused.</summary>
    public static Refusal? Check(string? name, string? email, string? phone, string? externalId, string? city, string? remark) =>
        (name is null ? null : CleanText.Check("name", name, 1, 200))
        ?? CleanText.Check("externalId", externalId, 0, 100)
        ?? CleanText.Check("city", city, 0, 100)
        ?? CleanText.Check("remark", remark, 0, 4000)
        ?? (!string.IsNullOrWhiteSpace(email) && !EmailAddress.IsPlausible(email) ? new CustomerEmailIsMalformed("email") : null)
        ?? (Refusal?)(!string.IsNullOrWhiteSpace(phone) && !PhoneNumber.IsPlausible(phone) ? new CustomerPhoneIsMalformed("phone") : null);
}
