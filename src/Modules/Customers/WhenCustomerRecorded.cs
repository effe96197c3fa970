using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <summary>Keeps customers findable.</summary>
internal sealed class WhenCustomerRecordedHandler(SearchIndex index) : IHear<CustomerRecorded>, IHear<CustomerChanged>, IHear<CustomerMerged>, IHear<CustomerParted>, IHear<CustomerErased>
{
    public async Task HearAsync(CustomerRecorded happened, Delivery delivery, CancellationToken stop)
    {
        await IndexAsync(happened.Customer, delivery, stop);
        if (await delivery.Act.Db.Set<Customer>().Where(c => c.Id == happened.Customer).Select(c => c.KeptId).SingleOrDefaultAsync(stop) is { } kept)
        {
            // Restored as one that leads to another: that one is found by its name too.
            await IndexAsync(kept, delivery, stop);
        }
    }

    public Task HearAsync(CustomerChanged happened, Delivery delivery, CancellationToken stop) => IndexAsync(happened.Customer, delivery, stop);

    public async Task HearAsync(CustomerMerged happened, Delivery delivery, CancellationToken stop)
    {
        await IndexAsync(happened.Customer, delivery, stop);
        await IndexAsync(happened.Into, delivery, stop);
    }

    public async Task HearAsync(CustomerParted happened, Delivery delivery, CancellationToken stop)
    {
        await IndexAsync(happened.Customer, delivery, stop);
        await IndexAsync(happened.From, delivery, stop);
    }

    public Task HearAsync(CustomerErased happened, Delivery delivery, CancellationToken stop)
    {
        foreach (var record in happened.Records)
        {
            delivery.Topics.Add($"customer:{record.Value}");
        }

        return Task.CompletedTask;
    }

    private async Task IndexAsync(CustomerId id, Delivery delivery, CancellationToken stop)
    {
        // Before it is read: of two nodes that hear of two changes, the later one writes what it read later.
        await index.HoldAsync(delivery.Act, id.Value, stop);
        if (await delivery.Act.Db.Set<Customer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { ErasedAt: null } customer)
        {
            await index.PutAsync(delivery.Act, customer.Searchable(await MergedRecordsQuery.OfAsync(delivery.Act.Db, customer, stop)), stop);
            delivery.Topics.Add($"customer:{id.Value}");
        }
    }
}
