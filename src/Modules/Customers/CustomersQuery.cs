using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <summary>The room's door for others.</summary>
internal sealed class CustomersQuery(IDbContextFactory<AppDb> databases, SearchIndex index, ErasedKeys erased) : ICustomers
{
    private const int ShortestBeginning = 4;
    private const int MostRecalled = 5;

    public async Task<Outcome<CustomerCard>> RecogniseAsync(Act act, string fieldPrefix, CustomerIdentity identity, CancellationToken stop)
    {
        if (Check(fieldPrefix, identity) is { } invalid)
        {
            return invalid;
        }

        var email = string.IsNullOrWhiteSpace(identity.Email) ? null : EmailAddress.Normal(identity.Email);
        var phone = string.IsNullOrWhiteSpace(identity.Phone) ? null : PhoneNumber.Normal(identity.Phone);
        var external = string.IsNullOrWhiteSpace(identity.ExternalId) ? null : identity.ExternalId.Trim();
        await act.HoldAsync([.. new[] { email, phone, external }.OfType<string>()], stop);
        var known = (external is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.ExternalId), external, stop))
            ?? (phone is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.Phone), phone, stop))
            ?? (email is null ? null : await act.LookUpAsync<Customer>(nameof(Customer.Email), email, stop));
        if (known is not null)
        {
            return (known.KeptId is { } kept ? await act.LookUpAsync<Customer>(nameof(Customer.Id), kept, stop) ?? known : known).Card();
        }

        var customer = Customer.Create(CustomerId.New(act.Now), identity.GoesBy(), email, phone, external, act.Now);
        act.Add(customer);
        return customer.Card();
    }

    public async Task MakeFindableAsync(Act act, CustomerId id, CancellationToken stop)
    {
        if (!await SearchIndex.HasAsync(act, id.Value, stop) && await act.LookUpAsync<Customer>(nameof(Customer.Id), id, stop) is { ErasedAt: null } customer)
        {
            await index.AddAsync(act, customer.Searchable(), stop);
        }
    }

    public async Task<IReadOnlyDictionary<CustomerId, CustomerCard>> ReadAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var wanted = ids.Distinct().ToArray();
        var found = await db.Set<Customer>().Where(c => wanted.Contains(c.Id)).ToListAsync(stop);
        var kept = (await MergedRecordsQuery.KeptOfAsync(db, found, stop)).ToDictionary(c => c.Id);
        var composite = kept.Values.Where(c => c.TookIn > 0).Select(c => (CustomerId?)c.Id).ToArray();
        var merged = composite.Length == 0 ? [] : await db.Set<Customer>().Where(c => composite.Contains(c.KeptId) && c.Email != null).ToListAsync(stop);
        var emails = merged.ToLookup(c => c.KeptId!.Value, c => c.Email!);
        return found.ToDictionary(c => c.Id, c => kept[c.KeptId ?? c.Id].Card(emails[c.KeptId ?? c.Id]));
    }

    public async Task<IReadOnlyList<CustomerId>> MergedSinceAsync(DateTimeOffset since, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Customer>().Where(c => c.KeptId != null && c.MergedAt >= since).Select(c => c.Id).ToListAsync(stop);
    }

    public async Task<bool> WasErasedAsync(Act act, string? externalId, CancellationToken stop) =>
        externalId?.Trim() is { Length: > 0 } external && await erased.HasAsync(act, Customer.SearchKind, external, stop)
        && !await act.HasAsync<Customer>(nameof(Customer.ExternalId), external, stop);

    public async Task<CustomerId> KeptAsync(Act act, CustomerId id, CancellationToken stop) =>
        (await act.LookUpAsync<Customer>(nameof(Customer.Id), id, stop))?.KeptId ?? id;

    public async Task<IReadOnlyList<CustomerGlance>> MatchAsync(string beginning, int most, Actor by, CancellationToken stop)
    {
        var phone = PhoneNumber.Normal(beginning);
        if (phone.Length < ShortestBeginning || !phone.All(char.IsAsciiDigit))
        {
            return await RecallAsync(beginning, by, stop);
        }

        if (!by.May(Permissions.ReadCustomers))
        {
            return [];
        }

        // A range, which the index serves in both databases, and the pattern: how signs and letters sort among digits is the database's own affair.
        await using var db = await databases.CreateDbContextAsync(stop);
        var begin = db.Set<Customer>().Where(c => c.Phone != null && c.Phone.CompareTo(phone) >= 0 && c.Phone.StartsWith(phone));
        var within = PhoneNumber.Beyond(phone) is { } beyond ? begin.Where(c => c.Phone!.CompareTo(beyond) < 0) : begin;
        var found = await within.OrderBy(c => c.Phone).Take(most).ToListAsync(stop);
        return [.. (await MergedRecordsQuery.KeptOfAsync(db, found, stop)).Select(c => GlanceOf(by, c))];
    }

    public async Task<IReadOnlyList<CustomerGlance>> RecallAsync(string contact, Actor by, CancellationToken stop)
    {
        var words = contact.Trim();
        if (words.Length == 0 || !by.May(Permissions.ReadCustomers))
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return [.. (await MergedRecordsQuery.NamedAsync(db, words, MostRecalled, stop)).Select(c => GlanceOf(by, c))];
    }

    public bool MayBeReadBy(Actor reader) => reader.May(Permissions.ReadCustomers);

    public bool MaySeeContactData(Actor reader) => reader.May(Permissions.SeeContactData);

    private static CustomerGlance GlanceOf(Actor by, Customer customer)
    {
        var view = CustomerView.For(by, customer);
        return new(view.Id, view.Name, view.Phone ?? "", view.Email ?? "", view.IsMasked, view.Tier, view.City, view.Remark, view.CreatedAt);
    }

    private static Invalid? Check(string prefix, CustomerIdentity identity) =>
        string.IsNullOrWhiteSpace(identity.Name) && string.IsNullOrWhiteSpace(identity.Email) && string.IsNullOrWhiteSpace(identity.Phone) && string.IsNullOrWhiteSpace(identity.ExternalId)
            ? new CustomerIsUnnamed(prefix)
        : CleanText.Check($"{prefix}.name", identity.Name, 0, 200) is { } name ? name
        : CleanText.Check($"{prefix}.externalId", identity.ExternalId, 0, 100) is { } external ? external
        : !string.IsNullOrWhiteSpace(identity.Email) && !EmailAddress.IsPlausible(identity.Email) ? new CustomerEmailIsMalformed($"{prefix}.email")
        : !string.IsNullOrWhiteSpace(identity.Phone) && !PhoneNumber.IsPlausible(identity.Phone) ? new CustomerPhoneIsMalformed($"{prefix}.phone")
        : null;
}
