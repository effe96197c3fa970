using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Merging;

/// <summary>Why two records may be one person.</summary>
public enum TwinReason
{
    SamePhone = 1,
    SameEmail = 2,
    SameNameAndCity = 3,
}

/// <param name="Customer">The other record; lives on its own.</param>
/// <param name="Reasons">At least one.</param>
public sealed record CustomerTwin(CustomerView Customer, IReadOnlyList<TwinReason> Reasons);

/// <summary>Records that may be the same person as one, the surest first.</summary>
public sealed class TwinsQuery(IDbContextFactory<AppDb> databases)
{
    private const int Most = 8;

    public async Task<Outcome<IReadOnlyList<CustomerTwin>>> RunAsync(CustomerId id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.MergeCustomers))
        {
            return by.RefusalOf(Permissions.MergeCustomers);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        if (await MergedRecordsQuery.KeptAsync(db, id, stop) is not { } customer)
        {
            return new NoSuchCustomer();
        }

        Customer[] own = [customer, .. await MergedRecordsQuery.OfAsync(db, customer, stop)];
        var phones = own.Select(c => c.Phone).OfType<string>().Distinct().ToArray();
        var emails = own.Select(c => c.Email).OfType<string>().Distinct().ToArray();
        var alike = await db.Set<Customer>()
            .Where(c => c.Id != customer.Id && (c.KeptId == null || c.KeptId != customer.Id)
                && ((c.Phone != null && phones.Contains(c.Phone)) || (c.Email != null && emails.Contains(c.Email)) || (c.Name == customer.Name && c.City == customer.City && c.City != "")))
            .OrderByDescending(c => c.CreatedAt).Take(Most).ToListAsync(stop);
        var twins = new Dictionary<CustomerId, (Customer Kept, HashSet<TwinReason> Reasons)>();
        foreach (var other in alike)
        {
            var kept = other.KeptId is null ? other : (await MergedRecordsQuery.KeptAsync(db, other.Id, stop))!;
            var reasons = twins.TryGetValue(kept.Id, out var known) ? known.Reasons : [];
            reasons.UnionWith(Reasons(customer, phones, emails, other));
            twins[kept.Id] = (kept, reasons);
        }

        return twins.Values.OrderByDescending(t => t.Reasons.Count).ThenBy(t => t.Reasons.Min())
            .Select(t => new CustomerTwin(CustomerView.For(by, t.Kept), [.. t.Reasons.Order()])).ToArray();
    }

    /// <summary>The one record that a person means by a phone, an e-mail, a number elsewhere, an id or the address of its page.</summary>
    internal async Task<Outcome<CustomerId>> NamedAsync(string words, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.MergeCustomers))
        {
            return by.RefusalOf(Permissions.MergeCustomers);
        }

        var typed = words.Trim();
        await using var db = await databases.CreateDbContextAsync(stop);
        if (Guid.TryParse(typed[(typed.LastIndexOf('/') + 1)..], out var id))
        {
            return await MergedRecordsQuery.KeptAsync(db, new(id), stop) is { } there ? there.Id : new NoSuchOtherCustomer(typed);
        }

        var kept = await MergedRecordsQuery.NamedAsync(db, typed, Most, stop);
        return kept.Count switch
        {
            0 => new NoSuchOtherCustomer(typed),
            1 => kept[0].Id,
            _ => new SeveralSuchCustomers(typed),
        };
    }

    private static IEnumerable<TwinReason> Reasons(Customer customer, string[] phones, string[] emails, Customer other)
    {
        if (other.Phone is { } phone && phones.Contains(phone))
        {
            yield return TwinReason.SamePhone;
        }

        if (other.Email is { } email && emails.Contains(email))
        {
            yield return TwinReason.SameEmail;
        }

        if (other.Name == customer.Name && other.City == customer.City && other.City.Length > 0)
        {
            yield return TwinReason.SameNameAndCity;
        }
    }
}
