using System.Text.Json;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Platform.Notices;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class RestoringOnSqlite(SqliteProduct product) : RestoringTests(product), IClassFixture<SqliteProduct>;

public sealed class RestoringOnPostgres(PostgresProduct product) : RestoringTests(product), IClassFixture<PostgresProduct>;

/// <summary>A ticket of another product, or of this one in the past, is put back here.</summary>
public abstract class RestoringTests(Product product)
{
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(20), LongAgo = TimeSpan.FromDays(90);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => product.Clock.GetUtcNow();

    [Fact]
    public async Task A_promise_is_owed_for_the_instant_it_was_owed_for()
    {
        var due = Now.AddHours(5);
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.FirstResponse, ClockState.Running, Now.AddDays(-6), due));

        var restored = await RestoreAsync(record);
        await product.LookAtClocksAsync();

        var clock = Assert.Single((await ReadAsync(restored)).Clocks);
        Assert.Equal((record.Clocks[0].Id, ClockState.Running, due), (clock.Id.Value, clock.State, clock.DueAt));
    }

    [Fact]
    public async Task What_stood_still_keeps_the_time_that_was_left()
    {
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Paused, Now.AddDays(-6), Now.AddDays(-3), Remaining: 7_260));

        var clock = Assert.Single((await ReadAsync(await RestoreAsync(record))).Clocks);

        Assert.Equal((ClockState.Paused, 7_260L), (clock.State, clock.Remaining));
    }

    [Fact]
    public async Task What_was_broken_long_ago_is_broken_then_and_is_no_notice_today()
    {
        var due = Now - LongAgo;
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Breached, due.AddHours(-72), due, BreachedAt: due));

        var restored = await RestoreAsync(record);
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        Assert.Equal(due, Assert.Single((await ReadAsync(restored)).Clocks).BreachedAt);
        Assert.Empty(await NoticesOfAsync(restored));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task What_fell_due_long_ago_after_the_file_was_written_is_no_notice_today()
    {
        var due = Now - LongAgo;
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Running, due.AddHours(-72), due));

        var restored = await RestoreAsync(record);
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        Assert.Equal((ClockState.Breached, due), (await ReadAsync(restored)).Clocks.Select(c => (c.State, c.BreachedAt!.Value)).Single());
        Assert.Empty(await NoticesOfAsync(restored));
    }

    [Fact]
    public async Task What_was_broken_a_moment_ago_is_told_and_climbs()
    {
        var due = Now - Recently;
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Running, due.AddHours(-72), due));

        var restored = await RestoreAsync(record);
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        Assert.Equal(2, (await NoticesOfAsync(restored)).Count(n => n.Kind == nameof(ClockEscalated)));
    }

    [Fact]
    public async Task A_warning_that_was_due_long_ago_is_not_given()
    {
        var record = await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Running, Now.AddDays(-60), Now.AddHours(2)));

        var restored = await RestoreAsync(record);
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        Assert.Empty(await NoticesOfAsync(restored));
    }

    [Fact]
    public async Task A_person_who_does_not_work_here_holds_nothing_here()
    {
        var stranger = new PersonNamed(Guid.CreateVersion7(Now));
        var record = (await RecordAsync()) with { Status = TicketStatus.Open, Assignee = stranger, FirstContactOwner = stranger };

        var read = await ReadAsync(await RestoreAsync(record));

        Assert.Equal((TicketStatus.New, null, null), (read.Status, read.Assignee, read.FirstContactOwner));
    }

    [Fact]
    public async Task A_number_out_of_all_reach_is_not_counted_up_to()
    {
        var record = (await RecordAsync()) with { Number = "BZ-99999999" };

        var read = await ReadAsync(await RestoreAsync(record));

        Assert.True(TicketNumbers.Parse(read.Number) < 1_000_000);
    }

    [Fact]
    public async Task A_merged_ticket_follows_its_survivor_by_id_where_a_stranger_has_the_number()
    {
        var stranger = await product.OpenTicketAsync(phone: "13700600009");
        var (merged, survivor) = (await RecordAsync(), await RecordAsync());
        merged = merged with { Status = TicketStatus.Closed, MergedInto = stranger.Number, MergedIntoId = survivor.Id };
        survivor = survivor with { Number = stranger.Number };

        await RestoreAsync(merged);
        await RestoreAsync(survivor);
        await RestoreAsync(merged);

        var read = await ReadAsync(merged.Id);
        Assert.NotEqual(stranger.Number, read.MergedInto);
        Assert.Equal(survivor.Id, (await product.Get<TicketQuery>().RunAsync(read.MergedInto!, product.Manager, Stop)).Value.Id.Value);
    }

    [Fact]
    public async Task A_merged_ticket_that_names_its_survivor_by_number_only_is_refused()
    {
        var record = (await RecordAsync()) with { Status = TicketStatus.Closed, MergedInto = "BZ-000001" };

        var refusal = (await product.Get<RestoreTicketHandler>().HandleAsync(record, product.Administrator, Stop)).Refusal;

        Assert.Equal(new Banzhang.Platform.Text.TextIsMissing("mergedIntoId"), refusal);
    }

    [Fact]
    public async Task What_a_merged_ticket_owed_runs_on_when_it_is_parted()
    {
        var survivor = await RecordAsync();
        await RestoreAsync(survivor);
        var merged = (await RecordAsync(new ClockRecord(Guid.CreateVersion7(Now), ClockKind.Resolution, ClockState.Paused, Now.AddDays(-1), Now.AddDays(2), Remaining: 3_600))) with
        {
            Status = TicketStatus.Closed,
            MergedInto = survivor.Number,
            MergedIntoId = survivor.Id,
        };
        var number = (await ReadAsync(await RestoreAsync(merged))).Number;

        var parted = await product.Get<PartTicketsHandler>().HandleAsync(number, new(), null, product.Manager, Stop);

        Assert.Equal((ClockState.Running, Now.AddSeconds(3_600)), parted.Value.Clocks.Select(c => (c.State, c.DueAt)).Single());
    }

    private async Task<Guid> RestoreAsync(TicketRecord record)
    {
        Assert.Null((await product.Get<RestoreTicketHandler>().HandleAsync(record, product.Administrator, Stop)).Refusal);
        return record.Id;
    }

    /// <summary>Of a customer who is there, held by the agent; everything was said seven days ago.</summary>
    private async Task<TicketRecord> RecordAsync(params ClockRecord[] clocks)
    {
        var (customer, at) = ((await product.OpenTicketAsync(phone: "13700600001")).Customer, Now.AddDays(-7));
        return new(
            Guid.CreateVersion7(Now), "BZ-000001", Channel.Chat, "Parcel", TicketStatus.Open, Priority.Normal, "question", "logistics", [], JsonSerializer.SerializeToElement(new { }), new("online"),
            new(customer.Id.Value, customer.Name, customer.Tier), clocks, [new(Guid.CreateVersion7(Now), AuthorKind.Customer, "Chen", Visibility.Public, Channel.Chat, "Where is it?", at)], 0, "", 0, 0, at, at,
            Assignee: new(product.Agent.Id));
    }

    private async Task<TicketView> ReadAsync(Guid id)
    {
        await using var db = product.Read();
        var number = await db.Set<Ticket>().Where(t => t.Id == new TicketId(id)).Select(t => t.Number).SingleAsync(Stop);
        return (await product.Get<TicketQuery>().RunAsync(TicketNumbers.Format(number), product.Manager, Stop)).Value;
    }

    private async Task<List<Notice>> NoticesOfAsync(Guid ticket)
    {
        var number = (await ReadAsync(ticket)).Number;
        await using var db = product.Read();
        return await db.Set<Notice>().Where(n => n.Address == $"/desk/{number}").ToListAsync(Stop);
    }
}
