using Banzhang.Customers.Contracts;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers;

/// <summary>Keeps customers findable.</summary>
internal sealed class WhenCustomerRecordedHandler(SearchIndex index) : IHear<CustomerRecorded>, IHear<CustomerChanged>
{
    public Task HearAsync(CustomerRecorded happened, Delivery delivery, CancellationToken stop) => IndexAsync(happened.Customer, delivery, stop);

    public Task HearAsync(CustomerChanged happened, Delivery delivery, CancellationToken stop) => IndexAsync(happened.Customer, delivery, stop);

    private async Task IndexAsync(CustomerId id, Delivery delivery, CancellationToken stop)
    {
        if (await delivery.Act.Db.Set<Customer>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } customer)
        {
            await index.PutAsync(delivery.Act, customer.Searchable(), stop);
            delivery.Topics.Add($"customer:{id.Value}");
        }
    }
}
