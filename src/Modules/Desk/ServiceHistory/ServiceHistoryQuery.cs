using Banzhang.Customers.Contracts;
using Banzhang.Desk.Tickets.List;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Desk.ServiceHistory;

/// <summary>A customer's tickets on the customer's page, newest first, as far as the reader may see them.</summary>
internal sealed class ServiceHistoryQuery(TicketListQuery tickets, TimeProvider clock) : ICustomerSection
{
    private const int Most = 20;

    public async Task<RenderFragment?> RenderAsync(CustomerId customer, Actor by, CancellationToken stop)
    {
        var found = await tickets.RunAsync(new(View: TicketViewNames.All, Sort: "newest", Limit: Most, Customer: customer.Value), by, stop);
        return found.IsDone ? builder =>
        {
            builder.OpenComponent<ServiceHistoryPanel>(0);
            builder.AddComponentParameter(1, nameof(ServiceHistoryPanel.Rows), found.Value.Items);
            builder.AddComponentParameter(2, nameof(ServiceHistoryPanel.Now), clock.GetUtcNow());
            builder.AddComponentParameter(3, nameof(ServiceHistoryPanel.MoreHref), found.Value.NextCursor is null ? null : $"/tickets?view=all&customer={customer.Value}");
            builder.CloseComponent();
        }
        : null;
    }
}
