using Banzhang.Customers.Contracts;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.PersonalData;

/// <summary>A person with all their records.</summary>
internal static class DataSubjectQuery
{
    /// <summary>The kept record and those that lead to it; tracked where the context tracks. Null for an id nobody has.</summary>
    public static async Task<IReadOnlyList<Customer>?> RecordsAsync(AppDb db, CustomerId id, CancellationToken stop)
    {
        var kept = await Merging.MergedRecordsQuery.KeptAsync(db, id, stop);
        return kept is null ? null : kept.TookIn == 0 ? [kept] : [kept, .. await db.Set<Customer>().Where(c => c.KeptId == kept.Id).OrderBy(c => c.MergedAt).ToListAsync(stop)];
    }

    /// <param name="db">Of the act, or to read.</param>
    /// <param name="records">The kept one first.</param>
    /// <param name="rooms">Asked from what other addresses the person has written; none for somebody who is erased.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<DataSubject> OfAsync(AppDb db, IReadOnlyList<Customer> records, IEnumerable<IPersonalData> rooms, CancellationToken stop)
    {
        CustomerId[] ids = [.. records.Select(c => c.Id)];
        List<string> earlier = [];
        foreach (var room in rooms)
        {
            earlier.AddRange(await room.AddressesAsync(db, ids, stop));
        }

        string[] emails = [.. records.Select(c => c.Email).OfType<string>().Concat(earlier).Distinct()];

        // Families share an address: what came from it may be the other's.
        var shared = emails.Length == 0 ? [] : await db.Set<Customer>().Where(c => c.Email != null && emails.Contains(c.Email) && !ids.Contains(c.Id)).Select(c => c.Email!).Distinct().ToListAsync(stop);
        return new(
            records[0].Id, ids, [.. emails.Except(shared)],
            [.. records.SelectMany(c => new[] { c.Name, c.Phone, c.Email, c.ExternalId, c.LentExternalId }).Concat(earlier).OfType<string>().Where(n => n.Length > 0).Distinct()]);
    }
}
