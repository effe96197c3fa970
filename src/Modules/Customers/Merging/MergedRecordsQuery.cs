using Banzhang.Customers.Contracts;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.Merging;

/// <summary>Follows pointers, and finds what leads to a record.</summary>
internal static class MergedRecordsQuery
{
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
}
