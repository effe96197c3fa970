using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <param name="Words">Any part of a name, or a whole phone number, e-mail address or number elsewhere.</param>
public sealed record CustomerFilter(string? Words = null, string? Cursor = null, int Limit = 50);

/// <summary>The list, newest first. By the part of a name it is found in the search index, so a record is there a moment after it was written.</summary>
public sealed class CustomerListQuery(IDbContextFactory<AppDb> databases, SearchIndex index)
{
    private const int MostRounds = 10;

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

        await using var db = await databases.CreateDbContextAsync(stop);
        return string.IsNullOrWhiteSpace(filter.Words) ? await AllAsync(db, filter, by, stop) : await FindAsync(db, filter.Words.Trim(), filter, by, stop);
    }

    private static async Task<Outcome<Page<CustomerView>>> AllAsync(AppDb db, CustomerFilter filter, Actor by, CancellationToken stop)
    {
        var place = Cursor.Read<InstantPlace>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        var rows = db.Set<Customer>().Where(c => c.KeptId == null && c.ErasedAt == null);
        if (place.Value is { } after)
        {
            rows = rows.Where(c => c.CreatedAt <= after.At);
        }

        var found = await rows.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Skip(place.Value?.Shown ?? 0).Take(filter.Limit + 1).ToListAsync(stop);
        var page = found.Take(filter.Limit).ToList();
        return new Page<CustomerView>(
            [.. page.Select(c => CustomerView.For(by, c))],
            found.Count > filter.Limit ? Cursor.Of(InstantPlace.After(page, c => c.CreatedAt, place.Value)) : null);
    }

    private async Task<Outcome<Page<CustomerView>>> FindAsync(AppDb db, string words, CustomerFilter filter, Actor by, CancellationToken stop)
    {
        var place = Cursor.Read<FoundPlace>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        if (place.Value?.Before is null && await MergedRecordsQuery.NamedAsync(db, words, int.MaxValue, stop) is { Count: > 0 } named)
        {
            var from = place.Value?.Named ?? 0;
            return new Page<CustomerView>([.. named.Skip(from).Take(filter.Limit).Select(c => CustomerView.For(by, c))], named.Count > from + filter.Limit ? Cursor.Of(new FoundPlace(null, from + filter.Limit)) : null);
        }

        var (found, before, shown) = (new List<CustomerView>(), place.Value?.Before, place.Value?.Before);
        for (var round = 0; round < MostRounds; round++)
        {
            var candidates = await index.NamedAsync(words, Customer.SearchKind, before, stop);
            var holders = await HoldersAsync(db, [.. candidates.Select(c => new CustomerId(c.Subject))], words, stop);
            foreach (var (seq, subject) in candidates)
            {
                before = seq;
                if (holders.TryGetValue(new(subject), out var customer))
                {
                    if (found.Count == filter.Limit)
                    {
                        return new Page<CustomerView>(found, Cursor.Of(new FoundPlace(shown)));
                    }

                    found.Add(CustomerView.For(by, customer));
                    shown = seq;
                }
            }

            if (candidates.Count < SearchIndex.CandidatesAtOnce)
            {
                return new Page<CustomerView>(found, null);
            }
        }

        return new Page<CustomerView>(found, Cursor.Of(new FoundPlace(before)));
    }

    /// <summary>Those of the records that live on their own and hold the words in their own name or in that of a record that leads to them.</summary>
    private async Task<IReadOnlyDictionary<CustomerId, Customer>> HoldersAsync(AppDb db, CustomerId[] ids, string words, CancellationToken stop)
    {
        var there = await db.Set<Customer>().Where(c => ids.Contains(c.Id) && c.KeptId == null).ToListAsync(stop);
        var composite = there.Where(c => c.TookIn > 0).Select(c => (CustomerId?)c.Id).ToArray();
        var merged = composite.Length == 0 ? [] : await db.Set<Customer>().Where(c => composite.Contains(c.KeptId)).Select(c => new { Kept = c.KeptId!.Value, c.Name }).ToListAsync(stop);
        var others = merged.ToLookup(m => m.Kept, m => m.Name);
        return there.Where(c => others[c.Id].Prepend(c.Name).Any(name => index.Holds(name, words))).ToDictionary(c => c.Id);
    }

    /// <param name="Before">Place in the search index of the last that was shown, or looked at.</param>
    /// <param name="Named">How many were shown of those whom a whole number or address names.</param>
    private sealed record FoundPlace(long? Before, int Named = 0);
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
