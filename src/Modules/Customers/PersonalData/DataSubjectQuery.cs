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

    /// <param name="records">The kept one first.</param>
    public static async Task<DataSubject> OfAsync(AppDb db, IReadOnlyList<Customer> records, CancellationToken stop)
    {
        CustomerId[] ids = [.. records.Select(c => c.Id)];
        string[] emails = [.. records.Select(c => c.Email).OfType<string>().Distinct()];

        // Families share an address: what came from it may be the other's.
        var shared = emails.Length == 0 ? [] : await db.Set<Customer>().Where(c => c.Email != null && emails.Contains(c.Email) && !ids.Contains(c.Id)).Select(c => c.Email!).Distinct().ToListAsync(stop);
        return new(
            records[0].Id, ids, [.. emails.Except(shared)],
            [.. records.SelectMany(c => new[] { c.Name, c.Phone, c.Email, c.ExternalId, c.LentExternalId }).OfType<string>().Where(n => n.Length > 0).Distinct()]);
    }
}
