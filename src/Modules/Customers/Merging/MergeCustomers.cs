using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging.Rules;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Merging;

/// <param name="From">The record that becomes a pointer. The id of one that was merged already stands for the one that is kept.</param>
/// <param name="Into">The record that goes on; likewise.</param>
public sealed record MergeCustomers(Guid From, Guid Into);

/// <summary>
/// Two records of one person become one. The kept one takes what it lacks; the other stays as a pointer with its own data, by which contacts are still
/// recognised, and can be parted again. Other rooms hear <see cref="CustomerMerged"/> and move what is theirs.
/// </summary>
public sealed class MergeCustomersHandler(IWrites writes)
{
    /// <param name="command">Which two.</param>
    /// <param name="expected">The version of the record that goes, as the caller saw it; null for any.</param>
    /// <param name="by">Who merges.</param>
    /// <param name="stop">Cancels before the write begins.</param>
    /// <returns>The kept record.</returns>
    public async Task<Outcome<CustomerView>> HandleAsync(MergeCustomers command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.MergeCustomers))
        {
            return by.RefusalOf(Permissions.MergeCustomers);
        }

        return await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            if (await MergedRecordsQuery.KeptAsync(act.Db, new(command.From), token) is not { } merged)
            {
                return new NoSuchCustomer();
            }

            if (await MergedRecordsQuery.KeptAsync(act.Db, new(command.Into), token) is not { } kept)
            {
                return new NoSuchOtherCustomer(command.Into.ToString());
            }

            if (merged.Id == kept.Id)
            {
                return new CustomersAreTheSame();
            }

            if (expected is { } version && version != merged.Version)
            {
                return new Platform.Http.StaleVersion(CustomerView.For(by, merged));
            }

            if (merged.MergeInto(kept, act.Now).Refusal is { } refusal)
            {
                return refusal;
            }

            CustomerId[] records = [merged.Id, .. await act.Db.Set<Customer>().Where(c => c.KeptId == merged.Id).Select(c => c.Id).ToListAsync(token)];
            await act.Db.SaveChangesAsync(token);
            await act.Db.Set<Customer>().Where(c => c.KeptId == merged.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.KeptId, kept.Id), token);
            act.Tell(new CustomerMerged(merged.Id, kept.Id, records));
            act.Audit("CustomerMerged", $"customer:{merged.Id.Value}", after: new { Into = kept.Id.Value });
            act.Audit("CustomerTookIn", $"customer:{kept.Id.Value}", after: new { From = merged.Id.Value });
            return CustomerView.For(by, kept, merged: await MergedRecordsQuery.OfAsync(act.Db, kept, token));
        }, stop);
    }
}

/// <summary>Takes a merge back.</summary>
public sealed class PartCustomerHandler(IWrites writes)
{
    /// <returns>The record that lives on its own again.</returns>
    public async Task<Outcome<CustomerView>> HandleAsync(CustomerId id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.MergeCustomers))
        {
            return by.RefusalOf(Permissions.MergeCustomers);
        }

        return await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            if (await act.Db.Set<Customer>().SingleOrDefaultAsync(c => c.Id == id, token) is not { } customer)
            {
                return new NoSuchCustomer();
            }

            if (customer.ErasedAt is not null)
            {
                return new CustomerIsErased();
            }

            if (customer.MergedInto is not { } into)
            {
                return new CustomerIsNotMerged();
            }

            var kept = await act.Db.Set<Customer>().SingleAsync(c => c.Id == into, token);
            if (kept.MergedInto is not null)
            {
                return new MergedOnSince(kept.Name);
            }

            var all = await act.Db.Set<Customer>().Where(c => c.KeptId == into).Select(c => new { c.Id, c.MergedInto }).ToListAsync(token);
            var records = Descent.Of(id, [.. all.Select(c => (c.Id, c.MergedInto!.Value))]);
            customer.PartFrom(kept, await IsFreeAsync(act, customer, token), act.Now);
            await act.Db.SaveChangesAsync(token);
            var led = records.Where(r => r != id).ToArray();
            await act.Db.Set<Customer>().Where(c => led.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.KeptId, id), token);
            act.Tell(new CustomerParted(id, into, records));
            act.Audit("CustomerParted", $"customer:{id.Value}", after: new { From = into.Value });
            act.Audit("CustomerLetGo", $"customer:{into.Value}", after: new { Customer = id.Value });
            return CustomerView.For(by, customer, merged: await MergedRecordsQuery.OfAsync(act.Db, customer, token));
        }, stop);
    }

    private static async Task<bool> IsFreeAsync(Act act, Customer customer, CancellationToken stop) =>
        customer.LentExternalId is not { } external || !await act.Db.Set<Customer>().AnyAsync(c => c.ExternalId == external, stop);
}
