using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Recording;

public sealed record CreateCustomer(string Name, string? Email = null, string? Phone = null, string? ExternalId = null, CustomerTier Tier = CustomerTier.Standard, string? City = null);

public sealed class CreateCustomerHandler(IWrites writes, ErasedKeys erased)
{
    public async Task<Outcome<CustomerView>> HandleAsync(CreateCustomer command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditCustomers))
        {
            return by.RefusalOf(Permissions.EditCustomers);
        }

        if (CustomerFields.Check(command.Name, command.Email, command.Phone, command.ExternalId, command.City, null) is { } invalid)
        {
            return invalid;
        }

        return await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            var external = string.IsNullOrWhiteSpace(command.ExternalId) ? null : command.ExternalId.Trim();
            if (external is not null && await act.Db.Set<Customer>().AnyAsync(c => c.ExternalId == external, token))
            {
                return new ExternalIdIsTaken();
            }

            if (external is not null && await erased.HasAsync(act, Customer.SearchKind, external, token))
            {
                return new CustomerWasErased("externalId");
            }

            var customer = Customer.Create(
                CustomerId.New(act.Now),
                command.Name.Trim(),
                string.IsNullOrWhiteSpace(command.Email) ? null : EmailAddress.Normal(command.Email),
                string.IsNullOrWhiteSpace(command.Phone) ? null : PhoneNumber.Normal(command.Phone),
                external,
                act.Now,
                command.Tier,
                command.City?.Trim() ?? "");
            act.Add(customer);
            act.Tell(new CustomerRecorded(customer.Id));
            act.Audit("CustomerCreated", $"customer:{customer.Id.Value}", after: new { customer.Tier });
            return CustomerView.For(by, customer);
        }, stop);
    }
}
