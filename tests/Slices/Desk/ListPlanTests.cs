using Banzhang.Customers;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Workspace;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class ListPlansOnSqlite(SqliteProduct product) : ListPlanTests(product), IClassFixture<SqliteProduct>;

public sealed class ListPlansOnPostgres(PostgresProduct product) : ListPlanTests(product), IClassFixture<PostgresProduct>;

/// <summary>What a person opens many times a day is answered from an index, however many tickets there are.</summary>
public abstract class ListPlanTests(Product product) : IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Filling.FillAsync(product);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Views => [.. TicketViewNames.Names];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Each_view_is_read_and_counted_by_an_index(string view)
    {
        using var plans = new QueryPlans(product.Database, "desk_tickets");

        var page = await product.Get<TicketListQuery>().RunAsync(new(view), product.Manager, Stop);
        if (TicketViewNames.IsDueOrdered(view))
        {
            // What is done is counted up to a bound only, from the newest on.
            await product.Get<TicketListQuery>().CountAsync(new(view), product.Manager, 100, Stop);
        }

        Assert.True(page.IsDone);
        Assert.NotEqual(0, plans.Seen);
        plans.AssertQuick();
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
        using var plans = new QueryPlans(product.Database, "desk_tickets");

        var page = await product.Get<TicketListQuery>().RunAsync(new(Status: status), product.Manager, Stop);

        Assert.True(page.IsDone);
        Assert.Equal(1, plans.Seen);
        plans.AssertQuick();
    }

    [Fact]
    public async Task The_board_of_the_desk_is_counted_by_an_index()
    {
        using var plans = new QueryPlans(product.Database, "desk_tickets");

        await product.Get<IDeskBoard>().ReadAsync(product.Manager, Stop);

        Assert.NotEqual(0, plans.Seen);
        plans.AssertQuick();
    }

    [Fact]
    public async Task A_customer_named_by_a_whole_number_is_found_by_an_index()
    {
        var ticket = await product.OpenTicketAsync(phone: "13900770077");
        using var plans = new QueryPlans(product.Database, "customers_customers");

        var page = await product.Get<CustomerListQuery>().RunAsync(new("139 0077 0077"), product.Manager, Stop);

        Assert.Equal([ticket.Customer.Id], page.Value.Items.Select(c => c.Id));
        Assert.NotEqual(0, plans.Seen);
        plans.AssertQuick();
    }

    [Theory]
    [InlineData("\u8D75\u5D16\u7075")] // whole
    [InlineData("\u5D16\u7075")] // two characters of it
    [InlineData("\u8D75")] // the first
    [InlineData("ylin")] // within a Latin word, in another case
    public async Task A_customer_named_by_a_part_of_the_name_is_found_by_an_index(string part)
    {
        var customer = (await product.Get<CreateCustomerHandler>().HandleAsync(new("\u8D75\u5D16\u7075 Zhao Maylin", null, null, null), product.Manager, Stop)).Value;
        await product.DeliverAsync();
        using var plans = new QueryPlans(product.Database, "customers_customers", "search_entries", "search_tokens");

        var page = await product.Get<CustomerListQuery>().RunAsync(new(part), product.Manager, Stop);

        Assert.Contains(customer.Id, page.Value.Items.Select(c => c.Id));
        Assert.True(plans.Seen >= 3, "numbers, names, records");
        plans.AssertQuick();
    }

    [Fact]
    public async Task A_question_that_reads_every_record_is_seen()
    {
        using var plans = new QueryPlans(product.Database, "customers_customers");
        await using var db = product.Read();

        await db.Set<Customer>().Where(c => c.Name.Contains("nobody")).ToListAsync(Stop);

        Assert.Single(plans.Slow);
    }

    [Fact]
    public async Task The_list_of_customers_is_read_by_an_index()
    {
        using var plans = new QueryPlans(product.Database, "customers_customers");

        var first = (await product.Get<CustomerListQuery>().RunAsync(new(Limit: 20), product.Manager, Stop)).Value;
        if (first.NextCursor is { } next)
        {
            await product.Get<CustomerListQuery>().RunAsync(new(Cursor: next, Limit: 20), product.Manager, Stop);
        }

        Assert.NotEqual(0, plans.Seen);
        plans.AssertQuick();
    }

    [Fact]
    public async Task The_page_of_a_ticket_is_read_by_indexes()
    {
        var ticket = await product.OpenTicketAsync(phone: "13900770078");
        using var plans = new QueryPlans(product.Database, "desk_tickets", "desk_messages", "desk_service_clocks", "customers_customers");

        var page = await product.Get<WorkspaceQuery>().RunAsync(DeskPlace.Of(null, null, ticket.Number, null, null), product.Manager, Stop);

        Assert.Equal(ticket.Number, page.Value.Conversation!.Ticket.Number);
        Assert.True(plans.Seen > 4, "list, views, ticket, thread, clocks");
        plans.AssertQuick();
    }
}
