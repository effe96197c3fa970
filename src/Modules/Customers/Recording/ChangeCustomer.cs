using System.Text.Json.Serialization;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Recording;

/// <summary>Null leaves a field as it is; an empty one is emptied, contact data only by somebody who sees it.</summary>
public sealed record ChangeCustomer(string? Name = null, string? Email = null, string? Phone = null, string? ExternalId = null, CustomerTier? Tier = null, string? City = null, string? Remark = null)
{
    /// <summary>The editor had the contact data uncovered before them, and what is empty was emptied.</summary>
    [JsonIgnore]
    public bool IsUncovered { get; init; }
}

public sealed class ChangeCustomerHandler(IWrites writes, ErasedKeys erased)
{
    /// <param name="id">Whose record.</param>
    /// <param name="command">What changes.</param>
    /// <param name="expected">The version the caller saw; null for any.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="stop">Cancels before the write begins.</param>
    public async Task<Outcome<CustomerView>> HandleAsync(CustomerId id, ChangeCustomer command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditCustomers))
        {
            return by.RefusalOf(Permissions.EditCustomers);
        }

        if (CustomerFields.Check(command.Name, command.Email, command.Phone, command.ExternalId, command.City, command.Remark) is { } invalid)
        {
            return invalid;
        }

        if (!command.IsUncovered && !by.May(Permissions.SeeContactData) && (Empties(command.Phone) ? "phone" : Empties(command.Email) ? "email" : null) is { } unseen)
        {
            return new ContactDataIsMasked(unseen);
        }

        return await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            var customer = await MergedRecordsQuery.KeptAsync(act.Db, id, token);
            if (customer is null)
            {
                return new NoSuchCustomer();
            }

            if (customer.ErasedAt is not null)
            {
                return new CustomerIsErased();
            }

            if (expected is { } version && version != customer.Version)
            {
                return new StaleVersion(CustomerView.For(by, customer));
            }

            var external = command.ExternalId?.Trim();
            if (external is { Length: > 0 } && external != customer.ExternalId)
            {
                if (await act.Db.Set<Customer>().AnyAsync(c => c.ExternalId == external, token))
                {
                    return new ExternalIdIsTaken();
                }

                if (await erased.HasAsync(act, Customer.SearchKind, external, token))
                {
                    return new CustomerWasErased("externalId");
                }
            }

            customer.Change(
                command.Name?.Trim(),
                command.Email is null ? null : EmailAddress.Normal(command.Email),
                command.Phone is null ? null : PhoneNumber.Normal(command.Phone),
                external,
                command.Tier, command.City?.Trim(), command.Remark, act.Now);
            var fields = act.Db.Entry(customer).Properties.Where(p => p.IsModified && p.Metadata.Name is not ("UpdatedAt" or "Version")).Select(p => p.Metadata.Name).ToArray();
            act.Tell(new CustomerChanged(customer.Id, fields));
            act.Audit("CustomerChanged", $"customer:{customer.Id.Value}", after: new { Fields = fields });
            await act.Db.SaveChangesAsync(token);
            return CustomerView.For(by, customer, merged: await MergedRecordsQuery.OfAsync(act.Db, customer, token));
        }, stop);
    }

    private static bool Empties(string? field) => field is not null && string.IsNullOrWhiteSpace(field);
}
