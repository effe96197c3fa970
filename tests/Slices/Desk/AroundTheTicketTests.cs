using Banzhang.Customers;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.Searching;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Insight.Cockpit;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Files;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class AroundTheTicketOnSqlite(SqliteProduct product) : AroundTheTicketTests(product), IClassFixture<SqliteProduct>;

public sealed class AroundTheTicketOnPostgres(PostgresProduct product) : AroundTheTicketTests(product), IClassFixture<PostgresProduct>;

/// <summary>What surrounds the work on a ticket: who the customer is, drafts, search, files, the supervisor's figures.</summary>
public abstract class AroundTheTicketTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_own_view_is_kept_for_its_person_only_and_leads_only_to_the_table()
    {
        var address = TablePlace.Of("https://elsewhere.example/?view=mine&status=Open&q=logistics&other=1").ViewAddress;
        Assert.Equal("/tickets?view=mine&status=Open&q=logistics", address);
        Assert.True((await product.Get<SaveOwnViewHandler>().HandleAsync(new("Parcels", address), product.Agent, Stop)).IsDone);
        Assert.True((await product.Get<SaveOwnViewHandler>().HandleAsync(new("Parcels", "/tickets?view=due"), product.Agent, Stop)).IsDone);

        var view = Assert.Single(await product.Get<OwnViewsQuery>().RunAsync(product.Agent, Stop));
        Assert.Equal(("Parcels", "/tickets?view=due"), (view.Name, view.Address));
        Assert.Empty(await product.Get<OwnViewsQuery>().RunAsync(product.Colleague, Stop));

        await product.Get<DropOwnViewHandler>().HandleAsync(new(view.Id), product.Colleague, Stop);
        Assert.Single(await product.Get<OwnViewsQuery>().RunAsync(product.Agent, Stop));
        await product.Get<DropOwnViewHandler>().HandleAsync(new(view.Id), product.Agent, Stop);
        Assert.Empty(await product.Get<OwnViewsQuery>().RunAsync(product.Agent, Stop));
    }

    [Fact]
    public async Task A_number_is_masked_for_an_agent_and_uncovering_it_is_logged_with_its_reason()
    {
        var ticket = await product.OpenTicketAsync(phone: "13855501234");
        var masked = (await product.Get<CustomerQuery>().RunAsync(ticket.Customer.Id, product.Agent, Stop)).Value;
        var unexplained = await product.Get<RevealContactDataHandler>().HandleAsync(new(ticket.Customer.Id, " "), product.Agent, Stop);
        var revealed = (await product.Get<RevealContactDataHandler>().HandleAsync(new(ticket.Customer.Id, "Call back as agreed"), product.Agent, Stop)).Value;

        Assert.True(masked.IsMasked);
        Assert.DoesNotContain("5550", masked.Phone, StringComparison.Ordinal);
        Assert.IsType<RevealNeedsReason>(unexplained.Refusal);
        Assert.Contains("13855501234", revealed.Phone, StringComparison.Ordinal);
        await using var db = product.Read();
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "ContactDataRevealed" && e.Subject == $"customer:{ticket.Customer.Id.Value}", Stop);
        Assert.Contains("Call back as agreed", entry.After, StringComparison.Ordinal);
        Assert.Equal(product.Agent.Id, entry.ActorId);
    }

    [Fact]
    public async Task A_draft_is_its_writers_own_and_gone_when_emptied()
    {
        var ticket = await product.OpenTicketAsync(phone: "13855502222");

        await product.Get<SaveDraftHandler>().HandleAsync(ticket.Number, new("Half a sen", Visibility.Public), product.Agent, Stop);
        await product.Get<SaveDraftHandler>().HandleAsync(ticket.Number, new("Half a sentence", Visibility.Public), product.Agent, Stop);
        await product.Get<SaveDraftHandler>().HandleAsync(ticket.Number, new("Mine", Visibility.Public), product.Colleague, Stop);
        await using (var db = product.Read())
        {
            Assert.Equal("Half a sentence", (await db.Set<Draft>().SingleAsync(d => d.TicketId == ticket.Id && d.AccountId == product.Agent.Id, Stop)).Body);
        }

        await product.Get<SaveDraftHandler>().HandleAsync(ticket.Number, new("", Visibility.Public), product.Agent, Stop);
        await using (var db = product.Read())
        {
            Assert.Equal(product.Colleague.Id, (await db.Set<Draft>().SingleAsync(d => d.TicketId == ticket.Id, Stop)).AccountId);
        }
    }

    [Fact]
    public async Task A_ticket_is_found_by_words_of_its_text_and_of_a_later_message_newest_first()
    {
        var first = await product.OpenTicketAsync(phone: "13855503333");
        var second = await product.OpenTicketAsync(phone: "13855503334");
        foreach (var ticket in (TicketView[])[first, second])
        {
            await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("The quokka is on its way", AuthorKind.Agent, Visibility.Public), null, product.Agent, Stop);
        }

        await product.DeliverAsync();
        var found = (await product.Get<SearchQuery>().RunAsync(new("quokka way", "ticket"), product.Manager, Stop)).Value;
        var none = (await product.Get<SearchQuery>().RunAsync(new("quokkas", "ticket"), product.Manager, Stop)).Value;
        var listed = (await product.Get<TicketListQuery>().RunAsync(new(Words: "quokka"), product.Manager, Stop)).Value;

        Assert.Equal([second.Number, first.Number], found.Items.Select(t => t.Title[..second.Number.Length]));
        Assert.Empty(none.Items);
        Assert.Equal([second.Number, first.Number], listed.Items.Select(t => t.Number));
    }

    [Fact]
    public async Task Todays_figures_are_those_of_todays_tickets()
    {
        await product.DeliverAsync();
        product.Clock.Advance(TimeSpan.FromSeconds(2));
        var before = (await product.Get<CockpitQuery>().RunAsync(product.Manager, Stop)).Value.Today;
        await product.OpenTicketAsync(phone: "13855504444");
        var answered = await product.OpenTicketAsync(phone: "13855504445");
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await product.Get<AddMessageHandler>().HandleAsync(answered.Number, new("On its way", AuthorKind.Agent, Visibility.Public), null, product.Agent, Stop);
        await product.DeliverAsync();
        product.Clock.Advance(TimeSpan.FromSeconds(2));

        var view = (await product.Get<CockpitQuery>().RunAsync(product.Manager, Stop)).Value;

        Assert.Equal(before.Opened + 2, view.Today.Opened);
        Assert.Equal(before.FirstResponses + 1, view.Today.FirstResponses);
        Assert.NotNull(view.Today.FirstResponseSeconds);
        Assert.Equal(view.Today.Opened, view.Hours.Sum(h => h.Opened ?? 0));
    }

    [Fact]
    public async Task Bytes_of_a_file_come_back_as_they_were_kept()
    {
        var bytes = new byte[300_000];
        new Random(5).NextBytes(bytes);
        using var content = new MemoryStream(bytes);

        var kept = (await product.Get<FileStore>().KeepAsync(content, Stop)).Value;
        await using var read = product.Get<FileStore>().Open(kept.Sha256)!;
        using var again = new MemoryStream();
        await read.CopyToAsync(again, Stop);

        Assert.Equal(bytes, again.ToArray());
    }
}
