using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Restoring;

/// <summary>A customer's record whole, as an export of everything holds it.</summary>
/// <param name="MergedInto">The record it was merged into; null for one that lives on its own. The next four belong to it.</param>
/// <param name="KeptId">The record at the end of all merges.</param>
/// <param name="TookIn">How many records lead to this one.</param>
/// <param name="ErasedAt">When the person's data were erased; then it has no name and no contact data.</param>
/// <param name="Lent">What the kept record took, as the record itself keeps it.</param>
public sealed record CustomerRecord(
    Guid Id, string Name, CustomerTier Tier, string City, string Remark, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Email = null, string? Phone = null, string? ExternalId = null,
    Guid? MergedInto = null, Guid? KeptId = null, DateTimeOffset? MergedAt = null, int TookIn = 0, string? Lent = null, DateTimeOffset? ErasedAt = null);

public sealed record CustomerIsKnown : Conflict;

/// <summary>Every record, oldest first, with its contact data: for exports.</summary>
public sealed class CustomerRecordsQuery(IDbContextFactory<AppDb> databases)
{
    public Task<Outcome<IAsyncEnumerable<CustomerRecord>>> RunAsync(Actor by, CancellationToken stop) =>
        Task.FromResult(!by.May(Permissions.ReadCustomers) ? by.RefusalOf(Permissions.ReadCustomers)
            : !by.May(Permissions.SeeContactData) ? by.RefusalOf(Permissions.SeeContactData)
            : Outcome.Of(AllAsync(stop)));

    private async IAsyncEnumerable<CustomerRecord> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var c in db.Set<Customer>().AsNoTracking().OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).AsAsyncEnumerable().WithCancellation(stop))
        {
            yield return new(c.Id.Value, c.Name, c.Tier, c.City, c.Remark, c.CreatedAt, c.UpdatedAt, c.Email, c.Phone, c.ExternalId, c.MergedInto?.Value, c.KeptId?.Value, c.MergedAt, c.TookIn, c.Lent, c.ErasedAt);
        }
    }
}

/// <summary>Puts a record back with its id, as it was when it was exported.</summary>
public sealed class RestoreCustomerHandler(IWrites writes, ErasedKeys erased)
{
    public async Task<Outcome> HandleAsync(CustomerRecord record, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditCustomers))
        {
            return by.RefusalOf(Permissions.EditCustomers);
        }

        if (!by.May(Permissions.MergeCustomers))
        {
            return by.RefusalOf(Permissions.MergeCustomers);
        }

        if (record.Id == Guid.Empty)
        {
            return new TextIsMissing("id");
        }

        if (record.MergedInto is null != record.KeptId is null)
        {
            return new TextIsMissing(record.KeptId is null ? "keptId" : "mergedInto");
        }

        if (CustomerFields.Check(record.ErasedAt is null ? record.Name : null, record.Email, record.Phone, record.ExternalId, record.City, record.Remark) is { } invalid)
        {
            return invalid;
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (await act.LookUpAsync<Customer>(nameof(Customer.Id), new CustomerId(record.Id), token) is not null)
            {
                return new CustomerIsKnown();
            }

            if (record.ExternalId is { Length: > 0 } external && await act.LookUpAsync<Customer>(nameof(Customer.ExternalId), external, token) is not null)
            {
                return new ExternalIdIsTaken();
            }

            // Who came by the same number after the erasure is another record.
            if (record.ExternalId is { Length: > 0 } known && await erased.ErasedAtAsync(act, Customer.SearchKind, known, token) is { } at && record.CreatedAt <= at)
            {
                return new CustomerWasErased("externalId");
            }

            foreach (var pointer in (Guid?[])[record.MergedInto, record.KeptId])
            {
                if (pointer is { } kept && (kept == record.Id || await act.LookUpAsync<Customer>(nameof(Customer.Id), new CustomerId(kept), token) is null))
                {
                    return new NoSuchOtherCustomer(kept.ToString());
                }
            }

            act.Add(Customer.Restore(record));
            act.Tell(new CustomerRecorded(new(record.Id)), record.CreatedAt);
            act.Audit("CustomerRestored", $"customer:{record.Id}");
            return Outcome.Done;
        }, stop);
    }
}
