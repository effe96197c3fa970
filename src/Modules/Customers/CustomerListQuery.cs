using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <param name="Words">Name, or a whole phone number or e-mail address.</param>
public sealed record CustomerFilter(string? Words = null, string? Cursor = null, int Limit = 50);

/// <summary>The list, newest first.</summary>
public sealed class CustomerListQuery(IDbContextFactory<AppDb> databases)
{
    public static readonly int MostAtOnce = 200;

    public async Task<Outcome<Page<CustomerView>>> RunAsync(CustomerFilter filter, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCustomers))
        {
            return by.RefusalOf(Permissions.ReadCustomers);
        }

        if (filter.Limit < 1 || filter.Limit > MostAtOnce)
        {
            return new LimitOutOfRange(MostAtOnce);
        }

        var place = Cursor.Read<Place>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var all = db.Set<Customer>().AsQueryable();
        var rows = all.Where(c => c.KeptId == null);
        if (!string.IsNullOrWhiteSpace(filter.Words))
        {
            var words = filter.Words.Trim();
            if (place.Value is null && await NamedAsync(db, words, stop) is { Count: > 0 } named)
            {
                return new Page<CustomerView>([.. named.Take(filter.Limit).Select(c => CustomerView.For(by, c))], null);
            }

            rows = rows.Where(c => c.Name.Contains(words) || (c.TookIn > 0 && all.Any(m => m.KeptId == c.Id && m.Name.Contains(words))));
        }

        if (place.Value is { } after)
        {
            rows = rows.Where(c => c.CreatedAt <= after.At);
        }

        var found = await rows.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Skip(place.Value?.Shown ?? 0).Take(filter.Limit + 1).ToListAsync(stop);
        var page = found.Take(filter.Limit).ToList();
        return new Page<CustomerView>(
            [.. page.Select(c => CustomerView.For(by, c))],
            found.Count > filter.Limit ? Cursor.Of(Place.After(page, place.Value)) : null);
    }

    /// <summary>Whom a whole e-mail address, phone or outside number names, each by its index; a record that was merged names the one that is kept. Joined to the name by "or" they would read every record.</summary>
    private static async Task<List<Customer>> NamedAsync(AppDb db, string words, CancellationToken stop)
    {
        var (all, email, phone) = (db.Set<Customer>(), EmailAddress.Normal(words), PhoneNumber.Normal(words));
        var named = await all.Where(c => c.Email == email).Concat(all.Where(c => c.Phone == phone)).Concat(all.Where(c => c.ExternalId == words)).Take(MostAtOnce).ToListAsync(stop);
        return [.. (await MergedRecordsQuery.KeptOfAsync(db, named, stop)).DistinctBy(c => c.Id).OrderByDescending(c => c.CreatedAt)];
    }

    /// <summary>Ids do not compare in both databases, so a place is an instant and how many rows of that instant were shown.</summary>
    private sealed record Place(DateTimeOffset At, int Shown)
    {
        public static Place After(List<Customer> page, Place? before)
        {
            var at = page[^1].CreatedAt;
            return new(at, page.Count(c => c.CreatedAt == at) + (before?.At == at ? before.Shown : 0));
        }
    }
}

/// <summary>One customer; the id of a record that was merged leads to the one that is kept.</summary>
public sealed class CustomerQuery(IDbContextFactory<AppDb> databases)
{
    public async Task<Outcome<CustomerView>> RunAsync(CustomerId id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCustomers))
        {
            return by.RefusalOf(Permissions.ReadCustomers);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return await MergedRecordsQuery.KeptAsync(db, id, stop) is { } customer
            ? CustomerView.For(by, customer, merged: await MergedRecordsQuery.OfAsync(db, customer, stop))
            : new NoSuchCustomer();
    }
}
