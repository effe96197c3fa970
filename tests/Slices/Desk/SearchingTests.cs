using Banzhang.Desk.Searching;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class SearchingOnSqlite(SqliteProduct product) : SearchingTests(product), IClassFixture<SqliteProduct>;

public sealed class SearchingOnPostgres(PostgresProduct product) : SearchingTests(product), IClassFixture<PostgresProduct>;

/// <summary>What is found by words, and by whom.</summary>
public abstract class SearchingTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_finds_tickets_of_no_team_and_those_they_hold()
    {
        var (nobodys, held) = (await SayingAsync("axolotl"), await SayingAsync("axolotl"));
        await product.Get<TransferTicketHandler>().HandleAsync(nobodys, new("after-sales"), null, product.Manager, Stop);
        await product.Get<AssignTicketHandler>().HandleAsync(held, new(product.Agent.Id), null, product.Manager, Stop);
        await product.DeliverAsync();

        var stranger = product.As(RoleCodes.Agent, product.Agent.Id, Guid.CreateVersion7(product.Clock.GetUtcNow()));

        Assert.Equal([held, nobodys], await ListedAsync("axolotl", stranger));
    }

    [Fact]
    public async Task A_subject_and_tags_that_were_changed_are_found_and_the_old_ones_are_not()
    {
        var number = await SayingAsync("nothing of note");
        await product.Get<ChangeTicketHandler>().HandleAsync(number, new(Subject: "Pangolin", Tags: ["capybara"]), null, product.Manager, Stop);
        await product.DeliverAsync();
        Assert.Equal([number], await ListedAsync("pangolin", product.Manager));
        Assert.Equal([number], await ListedAsync("capybara", product.Manager));

        await product.Get<ChangeTicketHandler>().HandleAsync(number, new(Subject: "Okapi"), null, product.Manager, Stop);
        await product.DeliverAsync();

        Assert.Equal([number], await ListedAsync("okapi", product.Manager));
        Assert.Empty(await ListedAsync("pangolin", product.Manager));
    }

    [Fact]
    public async Task A_message_that_finds_no_entry_makes_one_from_all_that_is_stored()
    {
        var number = await SayingAsync("numbat");
        await product.DeliverAsync();
        await product.TamperAsync("DELETE FROM search_entries");

        await product.Get<AddMessageHandler>().HandleAsync(number, new("quoll"), null, product.Manager, Stop);
        await product.DeliverAsync();

        Assert.Equal([number], await ListedAsync("numbat quoll", product.Manager));
    }

    [Fact]
    public async Task Texts_that_are_added_at_once_are_all_kept()
    {
        var subject = Guid.CreateVersion7(product.Clock.GetUtcNow());
        await AddAsync(new SearchText("ticket", subject, null, "/", "one", "one", product.Clock.GetUtcNow()));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            Assert.True(await product.Get<SearchIndex>().AppendAsync(act, subject, $"added{i}", stop));
            return Outcome.Done;
        }, Stop)));

        await using var db = product.Read();
        var text = await db.Set<SearchEntry>().Where(e => e.Subject == subject).Select(e => e.Text).SingleAsync(Stop);
        Assert.All(Enumerable.Range(0, 12), i => Assert.Contains($"added{i}", text.Split('\n')));
    }

    [Fact]
    public async Task A_long_word_is_not_cut_within_a_character()
    {
        var number = await SayingAsync(new string('x', 63) + "\U00010400 wombat");

        await product.DeliverAsync();

        await using var db = product.Read();
        Assert.Empty(await db.Set<OutboxMessage>().ToListAsync(Stop));
        Assert.Equal([number], await ListedAsync("wombat", product.Manager));
    }

    [Fact]
    public async Task What_lies_behind_thousands_of_others_is_found()
    {
        var (ticket, far) = (Guid.CreateVersion7(product.Clock.GetUtcNow()), Guid.CreateVersion7(product.Clock.GetUtcNow()));
        var now = product.Clock.GetUtcNow();
        await AddAsync([
            new("ticket", ticket, null, "/", "quetzal", "quetzal", now),
            new("customer", far, null, "/", "\u4E00\u4E8C\u4E09", "", now),
            .. Enumerable.Range(0, 2_001).Select(i => new SearchText("customer", Guid.CreateVersion7(now), null, "/", "quetzal", "\u4E00\u4E8C \u4E8C\u4E09", now)),
        ]);
        var index = product.Get<SearchIndex>();

        var ofKind = await index.FindAsync("quetzal", "ticket", null, 5, Stop);
        var first = await index.FindAsync("\u4E00\u4E8C\u4E09", "customer", null, 5, Stop);
        var second = await index.FindAsync("\u4E00\u4E8C\u4E09", "customer", first.Next, 5, Stop);
        var page = (await product.Get<SearchQuery>().RunAsync(new("\u4E00\u4E8C\u4E09", "customer"), product.Manager, Stop)).Value;

        Assert.Equal(ticket, Assert.Single(ofKind.Hits).Subject);
        Assert.Empty(first.Hits);
        Assert.Equal(far, Assert.Single(second.Hits).Subject);
        Assert.Null(second.Next);
        Assert.Equal(far, Assert.Single(page.Items).Id);
    }

    [Fact]
    public async Task A_list_of_a_common_word_is_whole_in_any_order()
    {
        const int many = 520;
        var made = await Task.WhenAll(Enumerable.Range(0, many).Select(i => product.OpenTicketAsync(phone: "13700700002", body: i % 100 == 7 ? "potoroo" : "bandicoot")));
        await product.DeliverAsync();
        var list = product.Get<TicketListQuery>();

        var listed = new List<string>();
        var filter = new TicketFilter(Words: "bandicoot", Sort: "oldest", Limit: 200);
        do
        {
            var page = (await list.RunAsync(filter, product.Manager, Stop)).Value;
            listed.AddRange(page.Items.Select(t => t.Number));
            filter = filter with { Cursor = page.NextCursor };
        }
        while (filter.Cursor is not null);

        Assert.Equal(made.Select(t => t.Number).Order().Except(await ListedAsync("potoroo", product.Manager)), listed);
        Assert.Equal(new Counted(listed.Count, true), await list.CountAsync(new(Words: "bandicoot"), product.Manager, 1000, Stop));
        Assert.Equal(new Counted(100, false), await list.CountAsync(new(Words: "bandicoot"), product.Manager, 100, Stop));
    }

    private async Task AddAsync(params SearchText[] texts) => await product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
    {
        foreach (var text in texts)
        {
            await product.Get<SearchIndex>().AddAsync(act, text, stop);
        }

        return Outcome.Done;
    }, Stop);

    private async Task<string> SayingAsync(string words)
    {
        var number = (await product.OpenTicketAsync(phone: "13700700001")).Number;
        await product.Get<AddMessageHandler>().HandleAsync(number, new(words), null, product.Manager, Stop);
        return number;
    }

    private async Task<IReadOnlyList<string>> ListedAsync(string words, Actor by) =>
        [.. (await product.Get<TicketListQuery>().RunAsync(new(Words: words), by, Stop)).Value.Items.Select(t => t.Number).OrderDescending()];
}
