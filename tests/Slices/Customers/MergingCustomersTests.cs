using Banzhang.Customers;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Following;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Customers;

public sealed class MergingCustomersOnSqlite(SqliteProduct product) : MergingCustomersTests(product), IClassFixture<SqliteProduct>;

public sealed class MergingCustomersOnPostgres(PostgresProduct product) : MergingCustomersTests(product), IClassFixture<PostgresProduct>;

/// <summary>Two records of one person.</summary>
public abstract class MergingCustomersTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_by_either_address_finds_the_kept_record_with_all_tickets()
    {
        var kept = await CreateAsync("Lin Yi", phone: "13700200001");
        var other = await CreateAsync("Lin", email: "lin1@example.com");
        var first = await OpenAsync(new(Phone: "13700200001"));
        var second = await OpenAsync(new(Email: "lin1@example.com"));

        var merged = await MergeAsync(other, kept);
        await product.DeliverAsync();
        var third = await OpenAsync(new(Email: "lin1@example.com"));
        var fourth = await OpenAsync(new(Phone: "13700200001"));

        Assert.Equal(kept.Id, merged.Value.Id);
        Assert.Equal("lin1@example.com", merged.Value.Email);
        Assert.Equal([kept.Id, kept.Id], [third.Customer.Id, fourth.Customer.Id]);
        Assert.Equal([fourth.Number, third.Number, second.Number, first.Number], await TicketsOfAsync(kept.Id));
        Assert.Equal(kept.Id, (await ReadAsync(second)).Customer.Id);
        Assert.Empty(await product.DifferencesAsync());
        Assert.Empty((await product.WalkAuditAsync()).Differences);
    }

    [Fact]
    public async Task The_pointer_leads_to_the_kept_record_wherever_it_is_named()
    {
        var kept = await CreateAsync("Wu Kept", phone: "13700200002");
        var other = await CreateAsync("Wu Pointer", phone: "13700200003", email: "wu2@example.com", external: "wu-2");
        await MergeAsync(other, kept);
        await product.DeliverAsync();

        var read = await product.Get<CustomerQuery>().RunAsync(other.Id, product.Manager, Stop);
        var changed = await product.Get<ChangeCustomerHandler>().HandleAsync(other.Id, new(Remark: "calls late"), read.Value.Version, product.Manager, Stop);
        var revealed = await product.Get<RevealContactDataHandler>().HandleAsync(new(other.Id, "to call back"), product.Agent, Stop);

        Assert.Equal(kept.Id, read.Value.Id);
        Assert.Equal(("13700200003", "Wu Pointer"), (read.Value.Merged!.Single().Phone, read.Value.Merged!.Single().Name));
        Assert.Equal("wu-2", read.Value.ExternalId);
        Assert.Equal((kept.Id, "calls late"), (changed.Value.Id, changed.Value.Remark));
        Assert.Equal((kept.Id, "13700200003"), (revealed.Value.Id, revealed.Value.Merged!.Single().Phone));
        Assert.Equal([kept.Id], await FoundAsync("13700200003"));
        Assert.Equal([kept.Id], await FoundAsync("Wu Pointer"));
        Assert.Equal(kept.Id, (await product.Get<ICustomers>().RecallAsync("wu2@example.com", product.Manager, Stop)).Single().Id);
        Assert.Equal(kept.Id.Value, (await product.Get<SearchIndex>().FindAsync("Pointer", "customer", null, 5, Stop)).Hits.Single().Subject);
        Assert.Equal(kept.Id, (await product.Get<ICustomers>().ReadAsync([other.Id], Stop))[other.Id].Id);
        Assert.True((await product.Get<ICustomers>().ReadAsync([kept.Id], Stop))[kept.Id].Has("wu2@example.com"));
    }

    [Fact]
    public async Task Parting_gives_back_what_was_lent_and_the_tickets_that_came_by_it()
    {
        var kept = await CreateAsync("Xu Kept", phone: "13700200004");
        var other = await CreateAsync("Xu Other", email: "xu4@example.com", external: "xu-4", tier: CustomerTier.Gold, city: "Wuhan");
        var before = await OpenAsync(new(Email: "xu4@example.com"));
        var merged = await MergeAsync(other, kept);
        await product.DeliverAsync();
        var since = await OpenAsync(new(Email: "xu4@example.com"));

        var parted = await product.Get<PartCustomerHandler>().HandleAsync(other.Id, product.Manager, Stop);
        await product.DeliverAsync();
        var again = (await product.Get<CustomerQuery>().RunAsync(kept.Id, product.Manager, Stop)).Value;

        Assert.Equal(("xu4@example.com", "xu-4", CustomerTier.Gold, "Wuhan"), (merged.Value.Email, merged.Value.ExternalId, merged.Value.Tier, merged.Value.City));
        Assert.Equal(("xu4@example.com", "xu-4", CustomerTier.Gold, "Wuhan"), (parted.Value.Email, parted.Value.ExternalId, parted.Value.Tier, parted.Value.City));
        Assert.Equal((null, null, CustomerTier.Standard, "", "13700200004"), (again.Email, again.ExternalId, again.Tier, again.City, again.Phone));
        Assert.Equal([before.Number], await TicketsOfAsync(other.Id));
        Assert.Equal([since.Number], await TicketsOfAsync(kept.Id));
        Assert.Equal(other.Id, (await OpenAsync(new(Email: "xu4@example.com"))).Customer.Id);
        Assert.Empty(await product.DifferencesAsync());
        Assert.IsType<CustomerIsNotMerged>((await product.Get<PartCustomerHandler>().HandleAsync(other.Id, product.Manager, Stop)).Refusal);
    }

    [Fact]
    public async Task A_ticket_stored_in_the_moment_of_the_merge_follows_too()
    {
        var kept = await CreateAsync("Deng Kept", phone: "13700200020");
        var other = await CreateAsync("Deng Other", phone: "13700200021");
        await MergeAsync(other, kept);
        await product.DeliverAsync();
        var late = await OpenAsync(new(Phone: "13700200021"));
        await product.Get<IWrites>().ActAsync(product.Manager, async (act, stop) =>
        {
            await act.Db.Set<Ticket>().Where(t => t.Id == late.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.CustomerId, other.Id), stop);
            return Outcome.Done;
        }, Stop);

        await product.Get<FollowingJob>().RunAsync(Stop);

        Assert.Equal(kept.Id, (await ReadAsync(late)).Customer.Id);
    }

    [Fact]
    public async Task What_was_changed_since_stays_as_it_is_when_parted()
    {
        var kept = await CreateAsync("Qi Kept", phone: "13700200005");
        var other = await CreateAsync("Qi Other", email: "qi5@example.com");
        await MergeAsync(other, kept);
        await product.Get<ChangeCustomerHandler>().HandleAsync(kept.Id, new(Email: "qi-new@example.com"), null, product.Manager, Stop);

        await product.Get<PartCustomerHandler>().HandleAsync(other.Id, product.Manager, Stop);

        Assert.Equal("qi-new@example.com", (await product.Get<CustomerQuery>().RunAsync(kept.Id, product.Manager, Stop)).Value.Email);
        Assert.Equal("qi5@example.com", (await product.Get<CustomerQuery>().RunAsync(other.Id, product.Manager, Stop)).Value.Email);
    }

    [Fact]
    public async Task A_chain_of_merges_leads_to_its_end_and_parts_from_there()
    {
        var one = await CreateAsync("Ma One", phone: "13700200006");
        var two = await CreateAsync("Ma Two", phone: "13700200007");
        var three = await CreateAsync("Ma Three", phone: "13700200008");
        var ticket = await OpenAsync(new(Phone: "13700200006"));
        await MergeAsync(one, two);
        await MergeAsync(two, three);
        await product.DeliverAsync();

        Assert.Equal(three.Id, (await OpenAsync(new(Phone: "13700200006"))).Customer.Id);
        Assert.Equal(three.Id, (await ReadAsync(ticket)).Customer.Id);
        Assert.Equal(2, (await product.Get<CustomerQuery>().RunAsync(three.Id, product.Manager, Stop)).Value.Merged!.Count);
        Assert.IsType<MergedOnSince>((await product.Get<PartCustomerHandler>().HandleAsync(one.Id, product.Manager, Stop)).Refusal);

        await product.Get<PartCustomerHandler>().HandleAsync(two.Id, product.Manager, Stop);
        await product.DeliverAsync();

        Assert.Equal(two.Id, (await ReadAsync(ticket)).Customer.Id);
        Assert.Equal(two.Id, (await product.Get<CustomerQuery>().RunAsync(one.Id, product.Manager, Stop)).Value.Id);
    }

    [Fact]
    public async Task What_cannot_be_one_person_is_refused_and_nothing_changes()
    {
        var one = await CreateAsync("Hu One", external: "hu-1");
        var two = await CreateAsync("Hu Two", external: "hu-2");

        Assert.Equal(new ExternalIdsDiffer("hu-1", "hu-2"), (await MergeAsync(one, two)).Refusal);
        Assert.IsType<CustomersAreTheSame>((await MergeAsync(one, one)).Refusal);
        Assert.IsType<NoSuchCustomer>((await product.Get<MergeCustomersHandler>().HandleAsync(new(Guid.Empty, one.Id.Value), null, product.Manager, Stop)).Refusal);
        Assert.IsType<NoSuchOtherCustomer>((await product.Get<MergeCustomersHandler>().HandleAsync(new(one.Id.Value, Guid.Empty), null, product.Manager, Stop)).Refusal);
        Assert.IsType<MayNot>((await product.Get<MergeCustomersHandler>().HandleAsync(new(one.Id.Value, two.Id.Value), null, product.Agent, Stop)).Refusal);
        Assert.IsType<StaleVersion>((await product.Get<MergeCustomersHandler>().HandleAsync(new(one.Id.Value, two.Id.Value), 7, product.Manager, Stop)).Refusal);
        Assert.Equal("hu-1", (await product.Get<CustomerQuery>().RunAsync(one.Id, product.Manager, Stop)).Value.ExternalId);
    }

    [Fact]
    public async Task Records_alike_are_offered_with_the_reason()
    {
        var here = await CreateAsync("Cao Hui", phone: "13700200010", email: "cao@example.com", city: "Xi'an");
        var phone = await CreateAsync("Hui", phone: "13700200010");
        var name = await CreateAsync("Cao Hui", city: "Xi'an");
        await CreateAsync("Cao Hui", city: "Lanzhou");

        var twins = (await product.Get<TwinsQuery>().RunAsync(here.Id, product.Supervisor, Stop)).Value;

        Assert.Equal([(phone.Id, TwinReason.SamePhone), (name.Id, TwinReason.SameNameAndCity)], twins.Select(t => (t.Customer.Id, t.Reasons.Single())));
        Assert.True(twins[0].Customer.IsMasked);
    }

    private async Task<CustomerView> CreateAsync(string name, string? email = null, string? phone = null, string? external = null, CustomerTier tier = CustomerTier.Standard, string? city = null) =>
        (await product.Get<CreateCustomerHandler>().HandleAsync(new(name, email, phone, external, tier, city), product.Manager, Stop)).Value;

    private Task<Outcome<CustomerView>> MergeAsync(CustomerView from, CustomerView into) =>
        product.Get<MergeCustomersHandler>().HandleAsync(new(from.Id.Value, into.Id.Value), null, product.Manager, Stop);

    private async Task<TicketView> OpenAsync(CustomerIdentity customer) =>
        (await product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Chat, "Where is it?", "It should be here.", customer), product.Manager, Stop)).Value;

    private async Task<TicketView> ReadAsync(TicketView ticket) => (await product.Get<TicketQuery>().RunAsync(ticket.Number, product.Manager, Stop)).Value;

    private async Task<IEnumerable<string>> TicketsOfAsync(CustomerId customer) =>
        (await product.Get<TicketListQuery>().RunAsync(new(TicketViewNames.All, Sort: "newest", Customer: customer.Value), product.Manager, Stop)).Value.Items.Select(t => t.Number);

    private async Task<IEnumerable<CustomerId>> FoundAsync(string words) =>
        (await product.Get<CustomerListQuery>().RunAsync(new(words), product.Manager, Stop)).Value.Items.Select(c => c.Id);
}
