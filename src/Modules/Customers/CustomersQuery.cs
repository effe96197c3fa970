using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <summary>The room's door for others.</summary>
internal sealed class CustomersQuery(IDbContextFactory<AppDb> databases) : ICustomers
{
    public async Task<Outcome<CustomerCard>> RecogniseAsync(Act act, string fieldPrefix, CustomerIdentity identity, CancellationToken stop)
    {
        if (Check(fieldPrefix, identity) is { } invalid)
        {
            return invalid;
        }

        var email = string.IsNullOrWhiteSpace(identity.Email) ? null : EmailAddress.Normal(identity.Email);
        var phone = string.IsNullOrWhiteSpace(identity.Phone) ? null : PhoneNumber.Normal(identity.Phone);
        var external = string.IsNullOrWhiteSpace(identity.ExternalId) ? null : identity.ExternalId.Trim();
        var known = (external is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.ExternalId), external, stop))
            ?? (phone is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.Phone), phone, stop))
            ?? (email is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.Email), email, stop));
        if (known is not null)
        {
            return known.Card();
        }

        var name = string.IsNullOrWhiteSpace(identity.Name) ? email ?? phone ?? external! : identity.Name.Trim();
        var customer = Customer.Create(CustomerId.New(act.Now), name, email, phone, external, act.Now);
        act.Add(customer);
        return customer.Card();
    }

    public async Task<IReadOnlyDictionary<CustomerId, CustomerCard>> ReadAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var wanted = ids.Distinct().ToArray();
        return (await db.Set<Customer>().Where(c => wanted.Contains(c.Id)).ToListAsync(stop)).ToDictionary(c => c.Id, c => c.Card());
    }

    private static Invalid? Check(string prefix, CustomerIdentity identity) =>
        string.IsNullOrWhiteSpace(identity.Name) && string.IsNullOrWhiteSpace(identity.Email) && string.IsNullOrWhiteSpace(identity.Phone) && string.IsNullOrWhiteSpace(identity.ExternalId)
            ? new CustomerIsUnnamed(prefix)
        : CleanText.Check($"{prefix}.name", identity.Name, 0, 200) is { } name ? name
        : CleanText.Check($"{prefix}.externalId", identity.ExternalId, 0, 100) is { } external ? external
        : !string.IsNullOrWhiteSpace(identity.Email) && !EmailAddress.IsPlausible(identity.Email) ? new CustomerEmailIsMalformed($"{prefix}.email")
        : !string.IsNullOrWhiteSpace(identity.Phone) && !PhoneNumber.IsPlausible(identity.Phone) ? new CustomerPhoneIsMalformed($"{prefix}.phone")
        : null;
}
