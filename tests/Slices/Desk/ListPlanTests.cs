using Banzhang.Customers;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.List;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Desk;

/// <summary>What a person opens many times a day is answered from an index, however many tickets there are.</summary>
public sealed class ListPlanTests(SqliteProduct product) : IClassFixture<SqliteProduct>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Views => [.. TicketViewNames.Names];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Each_view_is_read_and_counted_by_an_index(string view)
    {
        using var plans = new QueryPlans(product.Database.SqliteFile, "desk_tickets");

        var page = await product.Get<TicketListQuery>().RunAsync(new(view), product.Manager, Stop);
        if (TicketViewNames.IsDueOrdered(view))
        {
            // What is done is counted up to a bound only, from the newest on.
            await product.Get<TicketListQuery>().CountAsync(new(view), product.Manager, 100, Stop);
        }

        Assert.True(page.IsDone);
        Assert.NotEqual(0, plans.Seen);
        Assert.Empty(plans.Slow);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("open")]
    [InlineData("waiting")]
    [InlineData("snoozed")]
    [InlineData("resolved")]
    [InlineData("closed")]
    public async Task Each_status_is_read_by_an_index(string status)
    {
        using var plans = new QueryPlans(product.Database.SqliteFile, "desk_tickets");

        var page = await product.Get<TicketListQuery>().RunAsync(new(Status: status), product.Manager, Stop);

        Assert.True(page.IsDone);
        Assert.Equal(1, plans.Seen);
        Assert.Empty(plans.Slow);
    }

    [Fact]
    public async Task The_board_of_the_desk_is_counted_by_an_index()
    {
        using var plans = new QueryPlans(product.Database.SqliteFile, "desk_tickets");

        await product.Get<IDeskBoard>().ReadAsync(product.Manager, Stop);

        Assert.NotEqual(0, plans.Seen);
        Assert.Empty(plans.Slow);
    }

    [Fact]
    public async Task A_customer_named_by_a_whole_number_is_found_by_an_index()
    {
        var ticket = await product.OpenTicketAsync(phone: "13900770077");
        using var plans = new QueryPlans(product.Database.SqliteFile, "customers_customers");

        var page = await product.Get<CustomerListQuery>().RunAsync(new("139 0077 0077"), product.Manager, Stop);

        Assert.Equal([ticket.Customer.Id], page.Value.Items.Select(c => c.Id));
        Assert.NotEqual(0, plans.Seen);
        Assert.Empty(plans.Slow);
    }
}
