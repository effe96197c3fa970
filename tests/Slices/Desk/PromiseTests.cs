using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Settings;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class PromiseOnSqlite(SqliteProduct product) : PromiseTests(product), IClassFixture<SqliteProduct>;

public sealed class PromiseOnPostgres(PostgresProduct product) : PromiseTests(product), IClassFixture<PostgresProduct>;

/// <summary>What was promised stays promised, whatever else happens to the ticket; and the ledger tells the same.</summary>
public abstract class PromiseTests(Product product)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => product.Clock.GetUtcNow();

    public static TheoryData<string> WaysBackToUs => ["transferred", "put back into the queue", "snoozed and woken by the clock", "snoozed and woken by hand"];

    [Theory]
    [MemberData(nameof(WaysBackToUs))]
    public async Task Once_we_owe_the_next_step_again_the_resolution_runs_on(string way)
    {
        var ticket = await product.OpenTicketAsync();
        var due = Of(ticket, ClockKind.Resolution).DueAt;
        await AnswerAsync(ticket, wait: true);
        product.Clock.Advance(TimeSpan.FromHours(5));

        var ours = await GiveBackAsync(ticket, way);

        Assert.Contains(ours.Status, (TicketStatus[])[TicketStatus.New, TicketStatus.Open]);
        var waited = Now - ticket.CreatedAt;
        Assert.Equal(ClockState.Running, Of(ours, ClockKind.Resolution).State);
        Assert.InRange(Of(ours, ClockKind.Resolution).DueAt - due, waited - Second, waited);
        await using var db = product.Read();
        Assert.Equal(Of(ours, ClockKind.Resolution).DueAt, (await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, Stop)).NextDueAt);

        product.Clock.Advance(TimeSpan.FromHours(73));
        await product.LookAtClocksAsync();
        Assert.Equal(ClockState.Breached, Of(await ReadAsync(ticket), ClockKind.Resolution).State);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Put_aside_while_the_customer_is_awaited_the_resolution_still_stands_still()
    {
        var ticket = await product.OpenTicketAsync();
        await AnswerAsync(ticket, wait: true);

        var snoozed = (await product.Get<SnoozeTicketHandler>().HandleAsync(ticket.Number, new(Now.AddHours(1)), null, product.Agent, Stop)).Value;

        Assert.Equal(ClockState.Paused, Of(snoozed, ClockKind.Resolution).State);
    }

    [Fact]
    public async Task An_instant_to_wake_at_goes_with_the_status_it_belongs_to()
    {
        var waiting = await SnoozedAsync();
        var putBack = await SnoozedAsync();

        var awaited = await AnswerAsync(waiting, wait: true);
        var free = (await product.Get<AssignTicketHandler>().HandleAsync(putBack.Number, new(null), null, product.Agent, Stop)).Value;

        Assert.Equal((TicketStatus.Waiting, null), (awaited.Status, awaited.SnoozedUntil));
        Assert.Equal((TicketStatus.New, null), (free.Status, free.SnoozedUntil));
    }

    [Fact]
    public async Task However_many_tickets_hold_a_stale_instant_what_is_snoozed_wakes_earliest_first()
    {
        const int AtOnce = 200; // of the job
        var now = Now;
        for (var i = 0; i < AtOnce; i++)
        {
            await product.OpenTicketAsync(phone: "13800009001");
        }

        // As versions before left them: an instant to wake at on what is not snoozed.
        await product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            await act.Db.Set<Ticket>().Where(t => t.Status == TicketStatus.New && t.CreatedAt == now).ExecuteUpdateAsync(t => t.SetProperty(x => x.SnoozedUntil, now.AddMinutes(1)), stop);
            return Outcome.Done;
        }, Stop);

        var snoozed = await SnoozedAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(61));
        await product.LookAtClocksAsync();

        Assert.Equal(TicketStatus.Open, (await ReadAsync(snoozed)).Status);
    }

    [Fact]
    public async Task A_new_priority_counts_the_time_that_was_used_and_not_the_time_the_customer_was_awaited()
    {
        var ticket = await product.OpenTicketAsync();
        product.Clock.Advance(TimeSpan.FromHours(1));
        await AnswerAsync(ticket, wait: true);
        product.Clock.Advance(TimeSpan.FromDays(3));
        await WriteAsync(ticket);

        var high = await ChangeAsync(ticket, new(Priority.High));

        Assert.InRange(Of(high, ClockKind.Resolution).DueAt - Now, TimeSpan.FromHours(47) - Second, TimeSpan.FromHours(47));
        Assert.Equal((ClockState.Running, "high", ticket.CreatedAt), (Of(high, ClockKind.Resolution).State, Of(high, ClockKind.Resolution).Policy, Of(high, ClockKind.Resolution).StartedAt));
        Assert.Equal(Now.AddHours(8), Of(high, ClockKind.NextResponse).DueAt);
        await product.LookAtClocksAsync();
        Assert.All((await ReadAsync(ticket)).Clocks, c => Assert.Null(c.BreachedAt));

        product.Clock.Advance(TimeSpan.FromHours(2));
        var normal = await ChangeAsync(ticket, new(Priority.Normal));

        Assert.InRange(Of(normal, ClockKind.Resolution).DueAt - Now, TimeSpan.FromHours(69) - Second, TimeSpan.FromHours(69));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_new_priority_binds_what_stands_still_too()
    {
        var ticket = await product.OpenTicketAsync();
        product.Clock.Advance(TimeSpan.FromHours(2));
        await AnswerAsync(ticket, wait: true);
        product.Clock.Advance(TimeSpan.FromDays(2));

        var urgent = await ChangeAsync(ticket, new(Priority.Urgent));
        product.Clock.Advance(TimeSpan.FromDays(1));
        var resumed = await WriteAsync(ticket);

        Assert.Equal((ClockState.Paused, (long)TimeSpan.FromHours(22).TotalSeconds), (Of(urgent, ClockKind.Resolution).State, Of(urgent, ClockKind.Resolution).Remaining));
        Assert.Equal(Now.AddHours(22), Of(resumed, ClockKind.Resolution).DueAt);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_promise_is_not_broken_before_it_was_made()
    {
        var ticket = await product.OpenTicketAsync();
        product.Clock.Advance(TimeSpan.FromHours(5));
        var changed = Now;

        await ChangeAsync(ticket, new(Priority.Urgent));
        product.Clock.Advance(TimeSpan.FromMinutes(3));
        await product.LookAtClocksAsync();

        var first = Of(await ReadAsync(ticket), ClockKind.FirstResponse);
        Assert.Equal((ClockState.Breached, changed), (first.State, first.BreachedAt));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_change_that_leads_to_the_same_promises_leaves_them_alone()
    {
        var ticket = await product.OpenTicketAsync();

        var retyped = await ChangeAsync(ticket, new(Type: "return"));

        Assert.Equal(ticket.Clocks.Select(c => c.Id), retyped.Clocks.Select(c => c.Id));
    }

    [Fact]
    public async Task What_was_not_promised_before_a_change_is_promised_from_then_on_and_what_is_promised_no_more_ends()
    {
        var settings = product.Get<SettingsBook>();
        var before = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        var idea = before.Value.Policies[^1] with { Name = "idea", Type = "idea", FirstResponse = null, Resolution = null };
        Assert.True((await settings.ChangeAsync(ServiceLevelSettings.Policies, new([idea, .. before.Value.Policies]), before.Version, product.Administrator, Stop)).IsDone);
        var ticket = await product.OpenTicketAsync(type: "idea");
        product.Clock.Advance(TimeSpan.FromHours(30));

        var question = await ChangeAsync(ticket, new(Type: "question"));
        var ideaAgain = await ChangeAsync(ticket, new(Type: "idea"));

        var changed = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        await settings.ChangeAsync(ServiceLevelSettings.Policies, before.Value, changed.Version, product.Administrator, Stop);
        Assert.Empty(ticket.Clocks);
        Assert.Equal([(ClockKind.FirstResponse, Now.AddHours(24)), (ClockKind.Resolution, Now.AddHours(72))], question.Clocks.Select(c => (c.Kind, c.DueAt)).Order());
        Assert.All(ideaAgain.Clocks, c => Assert.Equal(ClockState.Cancelled, c.State));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_merged_tickets_older_promise_brings_its_pauses_along()
    {
        var older = await product.OpenTicketAsync(phone: "13800009002");
        await AnswerAsync(older, wait: true);
        product.Clock.Advance(TimeSpan.FromHours(40));
        var due = Of(await WriteAsync(older), ClockKind.Resolution).DueAt;
        var newer = await product.OpenTicketAsync(phone: "13800009002");
        product.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await product.Get<MergeTicketsHandler>().HandleAsync(older.Number, new(newer.Number), null, product.Agent, Stop)).IsDone);

        Assert.Equal(due, Of(await ReadAsync(newer), ClockKind.Resolution).DueAt);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Resolved_without_an_answer_what_was_late_stays_late_and_climbs_no_further()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.Urgent);
        var due = Of(ticket, ClockKind.FirstResponse).DueAt;
        product.Clock.Advance(TimeSpan.FromMinutes(61));
        await product.LookAtClocksAsync();

        var resolved = (await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;
        product.Clock.Advance(TimeSpan.FromHours(2));
        await product.LookAtClocksAsync();
        var reopened = await WriteAsync(ticket);
        await product.LookAtClocksAsync();

        Assert.Equal((ClockState.Breached, due, true), (Of(resolved, ClockKind.FirstResponse).State, Of(resolved, ClockKind.FirstResponse).BreachedAt, Of(resolved, ClockKind.FirstResponse).Acknowledged));
        Assert.Equal((ClockState.Breached, null), (Of(reopened, ClockKind.FirstResponse).State, Of(reopened, ClockKind.FirstResponse).MetAt));
        Assert.Equal((ClockState.Running, Now.AddHours(1)), (Of(reopened, ClockKind.NextResponse).State, Of(reopened, ClockKind.NextResponse).DueAt));
        await using var db = product.Read();
        Assert.Equal(2, await db.Set<LedgerEvent>().CountAsync(e => e.Subject == ticket.Id.Value && e.Kind == nameof(ClockEscalated), Stop)); // agent and supervisor, before it was resolved

        var answered = await AnswerAsync(ticket);
        Assert.Equal((ClockState.Breached, (DateTimeOffset?)Now), (Of(answered, ClockKind.FirstResponse).State, Of(answered, ClockKind.FirstResponse).MetAt));
        Assert.Equal(ClockState.Met, Of(answered, ClockKind.NextResponse).State);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Opened_again_without_ever_an_answer_a_first_one_is_promised_anew(bool byCustomer)
    {
        var ticket = await product.OpenTicketAsync();
        product.Clock.Advance(TimeSpan.FromHours(3));
        var resolved = (await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;
        product.Clock.Advance(TimeSpan.FromHours(30));

        var reopened = byCustomer ? await WriteAsync(ticket) : (await product.Get<ReopenTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;

        Assert.Equal(ClockState.Cancelled, Of(resolved, ClockKind.FirstResponse).State);
        var promised = reopened.Clocks.Single(c => c is { Kind: ClockKind.FirstResponse, State: ClockState.Running });
        Assert.Equal(Now.AddHours(24), promised.DueAt);
        Assert.DoesNotContain(reopened.Clocks, c => c.Kind == ClockKind.NextResponse);
        await using (var db = product.Read())
        {
            Assert.Equal(promised.DueAt, (await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, Stop)).NextDueAt);
        }

        var answered = await AnswerAsync(ticket);
        Assert.Equal(ClockState.Met, answered.Clocks.Single(c => c.Id == promised.Id).State);
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Opened_again_by_us_after_an_answer_nothing_more_than_the_solution_is_promised()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Solved"), null, product.Agent, Stop);

        var reopened = (await product.Get<ReopenTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;

        Assert.Equal([ClockKind.Resolution], reopened.Clocks.Where(c => c.State == ClockState.Running).Select(c => c.Kind));
    }

    /// <summary>The last that is not replaced.</summary>
    private static ClockView Of(TicketView ticket, ClockKind kind) => ticket.Clocks.Last(c => c.Kind == kind && c.State != ClockState.Cancelled || c.Kind == kind && !ticket.Clocks.Any(o => o.Kind == kind && o.State != ClockState.Cancelled));

    private async Task<TicketView> GiveBackAsync(TicketView ticket, string way)
    {
        switch (way)
        {
            case "transferred":
                return (await product.Get<TransferTicketHandler>().HandleAsync(ticket.Number, new("after-sales"), null, product.Agent, Stop)).Value;
            case "put back into the queue":
                return (await product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(null), null, product.Agent, Stop)).Value;
            case "snoozed and woken by hand":
                await product.Get<SnoozeTicketHandler>().HandleAsync(ticket.Number, new(Now.AddHours(1)), null, product.Agent, Stop);
                return (await product.Get<WakeTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;
            default:
                await product.Get<SnoozeTicketHandler>().HandleAsync(ticket.Number, new(Now.AddHours(1)), null, product.Agent, Stop);
                product.Clock.Advance(TimeSpan.FromMinutes(61));
                await product.LookAtClocksAsync();
                return await ReadAsync(ticket);
        }
    }

    private async Task<TicketView> SnoozedAsync()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Agent.Id), null, product.Agent, Stop);
        return (await product.Get<SnoozeTicketHandler>().HandleAsync(ticket.Number, new(Now.AddHours(1)), null, product.Agent, Stop)).Value;
    }

    private async Task<TicketView> AnswerAsync(TicketView ticket, bool wait = false) =>
        (await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Which colour?", Wait: wait), null, product.Agent, Stop)).Value;

    private async Task<TicketView> WriteAsync(TicketView ticket) =>
        (await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(ticket.Id), "Blue"), product.As("", Guid.Empty, null), Stop)).Value;

    private async Task<TicketView> ChangeAsync(TicketView ticket, ChangeTicket change) => (await product.Get<ChangeTicketHandler>().HandleAsync(ticket.Number, change, null, product.Agent, Stop)).Value;

    private async Task<TicketView> ReadAsync(TicketView ticket) => (await product.Get<TicketQuery>().RunAsync(ticket.Number, product.Manager, Stop)).Value;
}
