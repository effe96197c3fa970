using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <summary>Keeps customers findable.</summary>
internal sealed class WhenCustomerRecordedHandler(SearchIndex index) : IHear<CustomerRecorded>, IHear<CustomerChanged>, IHear<CustomerMerged>, IHear<CustomerParted>
{
    public Task HearAsync(CustomerRecorded happened, Delivery delivery, CancellationToken stop) => IndexAsync(happened.Customer, delivery, stop);

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

    private async Task IndexAsync(CustomerId id, Delivery delivery, CancellationToken stop)
    {
        if (await delivery.Act.Db.Set<Customer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } customer)
        {
            await index.PutAsync(delivery.Act, customer.Searchable(await MergedRecordsQuery.OfAsync(delivery.Act.Db, customer, stop)), stop);
            delivery.Topics.Add($"customer:{id.Value}");
        }
    }
}
