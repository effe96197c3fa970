using Banzhang.Desk;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Linking;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Splitting;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class JoiningOnSqlite(SqliteProduct product) : JoiningTests(product), IClassFixture<SqliteProduct>;

public sealed class JoiningOnPostgres(PostgresProduct product) : JoiningTests(product), IClassFixture<PostgresProduct>;

/// <summary>Tickets that are one matter, two matters, or belong together.</summary>
public abstract class JoiningTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merged_ticket_goes_on_in_the_other_with_both_threads()
    {
        var (older, newer) = await TwoAsync("13800100001");

        var merged = await MergeAsync(newer, older);
        var survivor = await ReadAsync(older);

        Assert.Equal(TicketStatus.Closed, merged.Value.Status);
        Assert.Equal(older.Number, (await ReadAsync(newer)).MergedInto);
        Assert.Equal([newer.Number], survivor.Merged!);
        Assert.Equal(2, survivor.Messages!.Count);
        Assert.All((await ReadAsync(newer)).Clocks, c => Assert.Equal(ClockState.Paused, c.State));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task What_the_customer_still_writes_to_the_merged_one_arrives_in_the_other()
    {
        var (older, newer) = await TwoAsync("13800100002");
        await MergeAsync(newer, older);

        var written = await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(newer.Id), "Still nothing"), product.As("", Guid.Empty, null), Stop);
        var page = await product.Get<PortalTicketQuery>().RunAsync(product.Get<PortalLinks>().For(newer.Id), "", Stop);

        Assert.Equal(older.Number, written.Value.Number);
        Assert.Equal(older.Number, page.Value.Ticket.Number);
        Assert.Contains(page.Value.Ticket.Messages!, m => m.Body == "Still nothing");
        Assert.Equal(product.Get<PortalLinks>().For(older.Id), page.Value.Link);
    }

    [Fact]
    public async Task The_older_promise_binds_the_one_that_goes_on()
    {
        var (older, newer) = await TwoAsync("13800100003");
        var promised = older.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt;

        await MergeAsync(older, newer);

        var survivor = await ReadAsync(newer);
        Assert.Equal(promised, survivor.Clocks.Single(c => c is { Kind: ClockKind.FirstResponse, State: ClockState.Running }).DueAt);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Where_one_was_answered_only_the_customers_later_words_still_wait()
    {
        var (older, newer) = await TwoAsync("13800100004");
        await product.Get<AddMessageHandler>().HandleAsync(older.Number, new("It is on its way"), null, product.Agent, Stop);
        product.Clock.Advance(TimeSpan.FromMinutes(5));

        await MergeAsync(older, newer);

        var survivor = await ReadAsync(newer);
        Assert.NotNull(survivor.FirstRespondedAt);
        Assert.Equal(ClockState.Cancelled, survivor.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).State);
        Assert.Equal(ClockState.Running, survivor.Clocks.Single(c => c.Kind == ClockKind.NextResponse).State);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_late_promise_of_the_merged_one_climbs_no_further()
    {
        var (older, newer) = await TwoAsync("13800100005", Priority.Urgent);
        product.Clock.Advance(TimeSpan.FromHours(3));

        await MergeAsync(newer, older);
        await product.LookAtClocksAsync();

        await using var db = product.Read();
        var clocks = await db.Set<ServiceClock>().Where(c => c.TicketId == newer.Id && c.State == ClockState.Breached).ToListAsync(Stop);
        Assert.NotEmpty(clocks);
        Assert.All(clocks, c => Assert.Equal(c.DeadlineAt, c.BreachedAt));
        Assert.All(clocks, c => Assert.NotNull(c.AcknowledgedAt));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Parted_again_each_is_what_it_was()
    {
        var (older, newer) = await TwoAsync("13800100006");
        var due = newer.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt;
        await MergeAsync(newer, older);

        var parted = await product.Get<PartTicketsHandler>().HandleAsync(newer.Number, new(), null, product.Agent, Stop);

        Assert.Equal(TicketStatus.New, parted.Value.Status);
        Assert.Null((await ReadAsync(newer)).MergedInto);
        Assert.InRange(parted.Value.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - due, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        Assert.Single((await ReadAsync(older)).Messages!);
        Assert.IsType<TicketIsNotMerged>((await product.Get<PartTicketsHandler>().HandleAsync(newer.Number, new(), null, product.Agent, Stop)).Refusal);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_resolved_ticket_merged_and_parted_is_resolved()
    {
        var (older, newer) = await TwoAsync("13800100007");
        await product.Get<ResolveTicketHandler>().HandleAsync(newer.Number, new("Solved"), null, product.Agent, Stop);
        await MergeAsync(newer, older);

        var parted = await product.Get<PartTicketsHandler>().HandleAsync(newer.Number, new(), null, product.Agent, Stop);

        Assert.Equal(TicketStatus.Resolved, parted.Value.Status);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_with_its_reason()
    {
        var (older, newer) = await TwoAsync("13800100008");
        var stranger = await product.OpenTicketAsync(phone: "13800100009");

        Assert.IsType<CustomersDiffer>((await MergeAsync(stranger, older)).Refusal);
        Assert.IsType<TicketIsTheSame>((await MergeAsync(older, older)).Refusal);
        Assert.IsType<NoSuchOtherTicket>((await product.Get<MergeTicketsHandler>().HandleAsync(older.Number, new("BZ-999999"), null, product.Agent, Stop)).Refusal);
        await MergeAsync(newer, older);
        Assert.Equal(older.Number, Assert.IsType<TicketIsMerged>((await product.Get<AddMessageHandler>().HandleAsync(newer.Number, new("Hello"), null, product.Agent, Stop)).Refusal).Into);
        Assert.IsType<TicketIsMerged>((await MergeAsync(older, newer)).Refusal);
    }

    [Fact]
    public async Task A_chain_of_merges_leads_to_its_end()
    {
        var (first, second) = await TwoAsync("13800100010");
        var third = await product.OpenTicketAsync(phone: "13800100010");
        await MergeAsync(third, second);
        await MergeAsync(second, first);

        var written = await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(third.Id), "Anybody?"), product.As("", Guid.Empty, null), Stop);
        var end = await ReadAsync(first);

        Assert.Equal(first.Number, written.Value.Number);
        Assert.Equal([second.Number, third.Number], end.Merged!);
        Assert.Equal(4, end.Messages!.Count);
    }

    [Fact]
    public async Task A_second_matter_is_split_off_with_its_files_and_its_own_promises()
    {
        var ticket = await product.OpenTicketAsync(phone: "13800100011");
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(ticket.Id), "And the invoice is wrong."), product.As("", Guid.Empty, null), Stop);
        var second = (await ReadAsync(ticket)).Messages!.Single(m => m.Body.StartsWith("And", StringComparison.Ordinal));
        await KeepFileAsync(second.Id);

        var split = await product.Get<SplitTicketHandler>().HandleAsync(ticket.Number, new([second.Id.Value], "Invoice"), null, product.Agent, Stop);

        var made = await ReadAsync(split.Value);
        Assert.Equal(("Invoice", ticket.Customer.Id, TicketStatus.New), (made.Subject, made.Customer.Id, made.Status));
        Assert.Equal("And the invoice is wrong.", made.Messages!.Single().Body);
        Assert.Equal("invoice.txt", made.Messages!.Single().Attachments.Single().Name);
        Assert.Equal(product.Clock.GetUtcNow() + TimeSpan.FromHours(24), made.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt);
        Assert.Equal((ticket.Number, LinkKind.Parent), (made.Links!.Single().Number, made.Links!.Single().Kind));
        Assert.Equal(2, (await ReadAsync(ticket)).Messages!.Count);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Only_the_customers_own_words_are_split_off()
    {
        var ticket = await product.OpenTicketAsync(phone: "13800100012");
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("It arrives tomorrow"), null, product.Agent, Stop);
        var answer = (await ReadAsync(ticket)).Messages!.Single(m => m.Author == AuthorKind.Agent);

        Assert.IsType<MessageCannotBeSplit>((await product.Get<SplitTicketHandler>().HandleAsync(ticket.Number, new([answer.Id.Value]), null, product.Agent, Stop)).Refusal);
        Assert.IsType<NothingToSplit>((await product.Get<SplitTicketHandler>().HandleAsync(ticket.Number, new([]), null, product.Agent, Stop)).Refusal);
        Assert.IsType<NoSuchQueue>((await product.Get<SplitTicketHandler>().HandleAsync(ticket.Number, new([answer.Id.Value], Queue: "nowhere"), null, product.Agent, Stop)).Refusal);
    }

    [Fact]
    public async Task A_link_is_seen_from_both_ends_and_can_be_removed()
    {
        var (whole, part) = await TwoAsync("13800100013");
        var links = product.Get<LinkTicketsHandler>();

        await links.HandleAsync(whole.Number, new(part.Number, LinkKind.Child), null, product.Agent, Stop);
        await links.HandleAsync(whole.Number, new(part.Number, LinkKind.Child), null, product.Agent, Stop);
        Assert.Equal(LinkKind.Child, (await ReadAsync(whole)).Links!.Single().Kind);
        Assert.Equal(LinkKind.Parent, (await ReadAsync(part)).Links!.Single().Kind);

        await links.HandleAsync(part.Number, new(whole.Number), null, product.Agent, Stop);
        Assert.Equal(LinkKind.Related, (await ReadAsync(whole)).Links!.Single().Kind);

        Assert.True((await product.Get<UnlinkTicketsHandler>().HandleAsync(part.Number, new(whole.Number), null, product.Agent, Stop)).IsDone);
        Assert.Empty((await ReadAsync(whole)).Links!);
        Assert.IsType<NoSuchOtherTicket>((await product.Get<UnlinkTicketsHandler>().HandleAsync(part.Number, new(whole.Number), null, product.Agent, Stop)).Refusal);
        Assert.IsType<TicketIsTheSame>((await links.HandleAsync(part.Number, new(part.Number), null, product.Agent, Stop)).Refusal);
    }

    private async Task<(TicketView Older, TicketView Newer)> TwoAsync(string phone, Priority? priority = null)
    {
        var older = await product.OpenTicketAsync(phone: phone, priority: priority);
        product.Clock.Advance(TimeSpan.FromMinutes(20));
        return (older, await product.OpenTicketAsync(phone: phone, priority: priority));
    }

    private Task<Outcome<TicketView>> MergeAsync(TicketView merged, TicketView into) =>
        product.Get<MergeTicketsHandler>().HandleAsync(merged.Number, new(into.Number), null, product.Agent, Stop);

    private async Task<TicketView> ReadAsync(TicketView ticket) => (await product.Get<TicketQuery>().RunAsync(ticket.Number, product.Agent, Stop)).Value;

    private async Task KeepFileAsync(MessageId message)
    {
        var content = (await product.Get<FileStore>().KeepAsync(new MemoryStream("An invoice."u8.ToArray()), Stop)).Value;
        await product.Get<IWrites>().ActAsync(product.Agent, Task<Outcome> (act, _) =>
        {
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Value, "invoice.txt", content, act.Now));
            return Task.FromResult(Outcome.Done);
        }, Stop);
    }
}
