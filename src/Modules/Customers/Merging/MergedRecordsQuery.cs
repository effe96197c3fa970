using Banzhang.Customers.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Merging;

/// <summary>Follows pointers, finds what leads to a record, and whom a whole number or address names.</summary>
internal static class MergedRecordsQuery
{
    /// <summary>Families share a phone; a number that was given for many stands for nobody.</summary>
    private const int MostOfOneNumber = 200;

    /// <summary>The record of this id, or the one that goes on in its place; null when there is neither.</summary>
    public static async Task<Customer?> KeptAsync(AppDb db, CustomerId id, CancellationToken stop)
    {
        var found = await db.Set<Customer>().SingleOrDefaultAsync(c => c.Id == id, stop);
        return found?.KeptId is { } kept ? await db.Set<Customer>().SingleAsync(c => c.Id == kept, stop) : found;
    }

    /// <summary>The records that lead to this one, newest merge first.</summary>
    public static async Task<IReadOnlyList<Customer>> OfAsync(AppDb db, Customer kept, CancellationToken stop) => kept.TookIn == 0
        ? []
        : await db.Set<Customer>().AsNoTracking().Where(c => c.KeptId == kept.Id).OrderByDescending(c => c.MergedAt).ToListAsync(stop);

    /// <summary>Each record, or the one that goes on in its place, once, in the order of the first that leads to it.</summary>
    public static async Task<IReadOnlyList<Customer>> KeptOfAsync(AppDb db, IReadOnlyList<Customer> found, CancellationToken stop)
    {
        var wanted = found.Where(c => c.KeptId is not null).Select(c => c.KeptId!.Value).Distinct().ToArray();
        if (wanted.Length == 0)
        {
            return found;
        }

        var kept = await db.Set<Customer>().Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        return [.. found.Select(c => c.KeptId is { } id ? kept[id] : c).DistinctBy(c => c.Id)];
    }

    /// <summary>
    /// Whom a whole e-mail address, phone or number elsewhere names, newest first, each by its index; a record that was merged names the one that is kept.
    /// One question for each: joined by "or" they would read every record on one of the databases.
    /// </summary>
    public static async Task<IReadOnlyList<Customer>> NamedAsync(AppDb db, string words, int most, CancellationToken stop)
    {
        var (all, email, phone) = (db.Set<Customer>().AsNoTracking(), EmailAddress.Normal(words), PhoneNumber.Normal(words));
        var found = await all.Where(c => c.Email == email).Concat(all.Where(c => c.Phone == phone)).Concat(all.Where(c => c.ExternalId == words)).Take(MostOfOneNumber).ToListAsync(stop);
        return await KeptOfAsync(db, [.. found.DistinctBy(c => c.Id).OrderByDescending(c => c.CreatedAt).Take(most)], stop);
    }
}
