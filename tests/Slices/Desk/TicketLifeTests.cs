using Banzhang.Customers.Contracts;
using Banzhang.Customers.Recording;
using Banzhang.Desk;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.Closing;
using Banzhang.Desk.Tickets.Escalating;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Desk.Portal;
using Banzhang.Platform.Http;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Notices;
using Banzhang.Platform.Settings;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Voice.Ratings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class TicketLifeOnSqlite(SqliteProduct product) : TicketLifeTests(product), IClassFixture<SqliteProduct>;

public sealed class TicketLifeOnPostgres(PostgresProduct product) : TicketLifeTests(product), IClassFixture<PostgresProduct>;

public abstract class TicketLifeTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_becomes_a_ticket_with_customer_clocks_and_ledger()
    {
        var ticket = await product.OpenTicketAsync();

        await using var db = product.Read();
        Assert.Equal(TicketStatus.New, ticket.Status);
        Assert.Equal("online", ticket.Queue!.Code);
        Assert.Equal([ClockKind.FirstResponse, ClockKind.Resolution], ticket.Clocks.Select(c => c.Kind).Order());
        Assert.Equal(TimeSpan.FromHours(24), ticket.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - product.Clock.GetUtcNow());
        Assert.Single(await db.Set<LedgerEvent>().Where(e => e.Subject == ticket.Id.Value && e.Kind == nameof(TicketOpened)).ToListAsync(Stop));
    }

    [Fact]
    public async Task The_same_phone_number_is_the_same_customer_however_it_is_written()
    {
        var first = await product.OpenTicketAsync(phone: "139 0000 1111");
        var second = await product.OpenTicketAsync(phone: "+86 139-0000-1111");

        Assert.Equal(first.Customer.Id, second.Customer.Id);
    }

    [Fact]
    public async Task An_urgent_contact_is_promised_an_answer_within_an_hour()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.Urgent);

        Assert.Equal(TimeSpan.FromHours(1), ticket.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - product.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_public_answer_meets_the_first_response_and_a_note_does_not()
    {
        var ticket = await product.OpenTicketAsync();

        var noted = (await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Ask the warehouse", Visibility: Visibility.Internal), null, product.Agent, Stop)).Value;
        var answered = (await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("It arrives tomorrow"), null, product.Agent, Stop)).Value;

        Assert.Equal(ClockState.Running, noted.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).State);
        Assert.Equal(ClockState.Met, answered.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).State);
        Assert.Equal(product.Agent.Id, answered.Assignee!.Id);
        Assert.Equal(product.Agent.Id, answered.FirstContactOwner!.Id);
    }

    [Fact]
    public async Task A_deadline_that_passed_unseen_is_a_breach_whatever_is_done_next()
    {
        var ticket = await product.OpenTicketAsync();
        var due = ticket.Clocks.Single(c => c.Kind == ClockKind.Resolution).DueAt;
        product.Clock.Advance(due - product.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));

        var waiting = (await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Which colour?", Wait: true), null, product.Agent, Stop)).Value;

        Assert.Equal(ClockState.Breached, waiting.Clocks.Single(c => c.Kind == ClockKind.Resolution).State);
        await using var db = product.Read();
        Assert.Equal(due, (await db.Set<ServiceClock>().SingleAsync(c => c.TicketId == ticket.Id && c.Kind == ClockKind.Resolution, Stop)).BreachedAt);
        await product.DeliverAsync();
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Nobody_writes_as_the_system_and_a_customers_words_are_no_inner_note()
    {
        var ticket = await product.OpenTicketAsync();

        Assert.IsType<AuthorCannotWriteThat>((await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("x", AuthorKind.System), null, product.Agent, Stop)).Refusal);
        Assert.IsType<AuthorCannotWriteThat>((await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("x", AuthorKind.Customer, Visibility.Internal), null, product.Agent, Stop)).Refusal);
    }

    [Fact]
    public async Task A_customer_without_a_name_goes_by_a_masked_contact()
    {
        var ticket = (await product.Get<Banzhang.Desk.Tickets.Opening.OpenTicketHandler>().HandleAsync(new(Channel.Phone, "s", "b", new CustomerIdentity(Phone: "13800001234")), product.Agent, Stop)).Value;

        Assert.DoesNotContain("0000", ticket.Customer.Name, StringComparison.Ordinal);
        Assert.EndsWith("1234", ticket.Customer.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_the_customer_pauses_the_resolution_and_the_customers_word_resumes_it()
    {
        var ticket = await product.OpenTicketAsync();
        var due = ticket.Clocks.Single(c => c.Kind == ClockKind.Resolution).DueAt;

        var waiting = (await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Which colour?", Wait: true), null, product.Agent, Stop)).Value;
        product.Clock.Advance(TimeSpan.FromHours(5));
        var resumed = (await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(ticket.Id), "Blue"), product.As("", Guid.Empty, null), Stop)).Value;

        Assert.Equal(TicketStatus.Waiting, waiting.Status);
        Assert.Equal(ClockState.Paused, waiting.Clocks.Single(c => c.Kind == ClockKind.Resolution).State);
        Assert.Equal(TicketStatus.Open, resumed.Status);
        var now = resumed.Clocks.Single(c => c.Kind == ClockKind.Resolution).DueAt;
        Assert.InRange(now - due, TimeSpan.FromHours(5) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task A_breach_is_stamped_at_its_true_second_even_when_the_job_runs_later()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.Urgent);
        var due = ticket.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt;

        product.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(7));
        await product.LookAtClocksAsync();

        await using var db = product.Read();
        var clock = await db.Set<ServiceClock>().SingleAsync(c => c.TicketId == ticket.Id && c.Kind == ClockKind.FirstResponse, Stop);
        var told = await db.Set<LedgerEvent>().SingleAsync(e => e.Subject == ticket.Id.Value && e.Kind == nameof(ClockBreached), Stop);
        Assert.Equal(due, clock.BreachedAt);
        Assert.Equal(due, told.At);
    }

    [Fact]
    public async Task A_warning_comes_before_the_breach_and_the_breach_climbs_until_acknowledged()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.Urgent);
        product.Clock.Advance(TimeSpan.FromMinutes(46));
        await product.LookAtClocksAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(15));
        await product.LookAtClocksAsync();
        await product.DeliverAsync();
        await using var before = product.Read();
        var afterBreach = await before.Set<Notice>().Where(n => n.Address.EndsWith(ticket.Number)).ToListAsync(Stop);

        await product.Get<AcknowledgeBreachHandler>().HandleAsync(ticket.Number, new(), null, product.Supervisor, Stop);
        product.Clock.Advance(TimeSpan.FromHours(2));
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        await using var after = product.Read();
        Assert.Contains(afterBreach, n => n.Kind == nameof(ClockWarned) && n.Recipient == product.Supervisor.Id);
        Assert.Contains(afterBreach, n => n.Kind == nameof(ClockEscalated) && n.Recipient == product.Supervisor.Id);
        Assert.False(await after.Set<Notice>().AnyAsync(n => n.Address.EndsWith(ticket.Number) && n.Recipient == product.Manager.Id, Stop));
    }

    [Fact]
    public async Task An_unacknowledged_breach_reaches_the_manager_after_half_an_hour()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.Urgent);
        product.Clock.Advance(TimeSpan.FromMinutes(91));
        await product.LookAtClocksAsync();
        await product.DeliverAsync();

        await using var db = product.Read();
        Assert.True(await db.Set<Notice>().AnyAsync(n => n.Address.EndsWith(ticket.Number) && n.Recipient == product.Manager.Id, Stop));
    }

    [Fact]
    public async Task A_transfer_moves_the_ticket_and_keeps_the_first_contact_owner()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Agent.Id), null, product.Agent, Stop);

        var moved = (await product.Get<TransferTicketHandler>().HandleAsync(ticket.Number, new("after-sales", "needs a technician"), null, product.Agent, Stop)).Value;

        Assert.Equal("after-sales", moved.Queue!.Code);
        Assert.Null(moved.Assignee);
        Assert.Equal(product.Agent.Id, moved.FirstContactOwner!.Id);
    }

    [Fact]
    public async Task What_is_opened_moved_and_answered_before_one_delivery_is_found_once_with_all_its_text()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<TransferTicketHandler>().HandleAsync(ticket.Number, new("after-sales"), null, product.Agent, Stop);
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Zanzibar"), null, product.Manager, Stop);

        await product.DeliverAsync();

        await using var db = product.Read();
        var entry = await db.Set<Banzhang.Platform.Search.SearchEntry>().SingleAsync(e => e.Subject == ticket.Id.Value, Stop);
        Assert.Contains("Zanzibar", entry.Text, StringComparison.Ordinal);
        Assert.Empty(await db.Set<Banzhang.Platform.Outbox.OutboxMessage>().ToListAsync(Stop));
    }

    [Fact]
    public async Task An_escalation_tells_the_lead_of_the_team()
    {
        var ticket = await product.OpenTicketAsync();

        var escalated = (await product.Get<EscalateTicketHandler>().HandleAsync(ticket.Number, new("wants the supervisor"), null, product.Agent, Stop)).Value;
        await product.DeliverAsync();

        await using var db = product.Read();
        Assert.Equal(1, escalated.EscalationLevel);
        Assert.True(await db.Set<Notice>().AnyAsync(n => n.Kind == nameof(TicketEscalated) && n.Recipient == product.Supervisor.Id && n.Address.EndsWith(ticket.Number), Stop));
    }

    [Fact]
    public async Task A_snoozed_ticket_wakes_by_the_clock()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Agent.Id), null, product.Agent, Stop);
        var snoozed = (await product.Get<SnoozeTicketHandler>().HandleAsync(ticket.Number, new(product.Clock.GetUtcNow().AddHours(1)), null, product.Agent, Stop)).Value;

        product.Clock.Advance(TimeSpan.FromMinutes(61));
        await product.LookAtClocksAsync();

        await using var db = product.Read();
        Assert.Equal(TicketStatus.Snoozed, snoozed.Status);
        Assert.Equal(TicketStatus.Open, (await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, Stop)).Status);
    }

    [Fact]
    public async Task A_resolved_ticket_refuses_a_second_resolution_and_the_customers_word_reopens_it()
    {
        var ticket = await product.OpenTicketAsync();
        var resolved = (await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Solved"), null, product.Agent, Stop)).Value;

        var second = await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop);
        var reopened = (await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(ticket.Id), "Still broken"), product.As("", Guid.Empty, null), Stop)).Value;

        Assert.Equal(TicketStatus.Resolved, resolved.Status);
        Assert.IsType<TicketIsResolvedAlready>(second.Refusal);
        Assert.Equal(TicketStatus.Open, reopened.Status);
        Assert.Equal(2, reopened.Clocks.Count(c => c.Kind == ClockKind.Resolution));
    }

    [Fact]
    public async Task The_customer_confirms_and_rates_once()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Solved"), null, product.Agent, Stop);
        var link = product.Get<PortalLinks>().For(ticket.Id);
        var nobody = product.As("", Guid.Empty, null);

        var rated = await product.Get<RateTicketHandler>().HandleAsync(new(link, 5, "quick"), nobody, Stop);
        var again = await product.Get<RateTicketHandler>().HandleAsync(new(link, 1), nobody, Stop);
        var confirmed = (await product.Get<ConfirmSolvedHandler>().HandleAsync(new(link), nobody, Stop)).Value;

        Assert.True(rated.IsDone);
        Assert.IsType<TicketIsRatedAlready>(again.Refusal);
        Assert.Equal(TicketStatus.Closed, confirmed.Status);
    }

    [Fact]
    public async Task A_forged_link_opens_nothing()
    {
        var ticket = await product.OpenTicketAsync();
        var link = product.Get<PortalLinks>().For(ticket.Id);
        var forged = link[..^1] + (link[^1] == 'A' ? 'B' : 'A');

        var outcome = await product.Get<WriteAsCustomerHandler>().HandleAsync(new(forged, "Hello"), product.As("", Guid.Empty, null), Stop);

        Assert.IsType<LinkIsNotValid>(outcome.Refusal);
    }

    [Fact]
    public async Task A_stale_version_is_refused_with_the_current_state()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<ChangeTicketHandler>().HandleAsync(ticket.Number, new(Category: "refund"), ticket.Version, product.Agent, Stop);

        var second = await product.Get<ChangeTicketHandler>().HandleAsync(ticket.Number, new(Category: "other"), ticket.Version, product.Colleague, Stop);

        var stale = Assert.IsType<StaleVersion>(second.Refusal);
        Assert.Equal("refund", Assert.IsType<TicketView>(stale.Current).Category);
    }

    [Fact]
    public async Task Of_two_agents_who_reach_for_the_same_ticket_one_gets_it()
    {
        var ticket = await product.OpenTicketAsync();

        var both = await Task.WhenAll(
            product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Agent.Id, Unless: true), null, product.Agent, Stop),
            product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Colleague.Id, Unless: true), null, product.Colleague, Stop));

        Assert.Single(both, o => o.IsDone);
        await using var db = product.Read();
        Assert.NotNull((await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, Stop)).Assignee);
    }

    [Fact]
    public async Task A_policy_edited_later_changes_nothing_behind_a_tickets_back()
    {
        var settings = product.Get<SettingsBook>();
        var before = await product.OpenTicketAsync();
        var now = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        var faster = new ServiceLevelPolicies([.. now.Value.Policies.Select(p => p with { FirstResponse = TimeSpan.FromMinutes(10) })]);

        Assert.True((await settings.ChangeAsync(ServiceLevelSettings.Policies, faster, now.Version, product.Administrator, Stop)).IsDone);
        var after = await product.OpenTicketAsync();
        await using var db = product.Read();
        var kept = await db.Set<ServiceClock>().SingleAsync(c => c.TicketId == before.Id && c.Kind == ClockKind.FirstResponse, Stop);
        var restored = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        await settings.ChangeAsync(ServiceLevelSettings.Policies, now.Value, restored.Version, product.Administrator, Stop);

        Assert.Equal(before.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt, kept.DeadlineAt);
        Assert.Equal(TimeSpan.FromMinutes(10), after.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - after.CreatedAt);
        Assert.True((await settings.HistoryAsync(ServiceLevelSettings.Policies.Key, Stop)).Count >= 2);
    }

    [Fact]
    public async Task After_a_whole_life_the_books_agree_with_the_ledger()
    {
        var ticket = await product.OpenTicketAsync(priority: Priority.High);
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Which one?", Wait: true), null, product.Agent, Stop);
        product.Clock.Advance(TimeSpan.FromMinutes(31) + TimeSpan.FromMilliseconds(457));
        await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(ticket.Id), "This one"), product.As("", Guid.Empty, null), Stop);
        product.Clock.Advance(TimeSpan.FromHours(60));
        await product.LookAtClocksAsync();
        await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Done"), null, product.Agent, Stop);

        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task A_resolved_ticket_nobody_objects_to_is_closed_after_seven_days()
    {
        var silent = await product.OpenTicketAsync(phone: "13800007001");
        var objected = await product.OpenTicketAsync(phone: "13800007002");
        foreach (var ticket in (TicketView[])[silent, objected])
        {
            await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Solved"), null, product.Agent, Stop);
        }

        product.Clock.Advance(TimeSpan.FromDays(6));
        await product.Get<ClosingJob>().RunAsync(Stop);
        await product.Get<WriteAsCustomerHandler>().HandleAsync(new(product.Get<PortalLinks>().For(objected.Id), "It is not solved."), product.Agent, Stop);
        product.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await product.Get<ClosingJob>().RunAsync(Stop);

        await using var db = product.Read();
        Assert.Equal(TicketStatus.Closed, (await db.Set<Ticket>().SingleAsync(t => t.Id == silent.Id, Stop)).Status);
        Assert.True((await db.Set<Ticket>().SingleAsync(t => t.Id == objected.Id, Stop)).IsOpen);
        Assert.Single(await db.Set<LedgerEvent>().Where(e => e.Subject == silent.Id.Value && e.Kind == nameof(TicketClosed)).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_gold_customers_contact_is_promised_what_the_policy_for_gold_says()
    {
        var first = await product.OpenTicketAsync(phone: "13800008001");
        await product.Get<ChangeCustomerHandler>().HandleAsync(first.Customer.Id, new(Tier: CustomerTier.Gold), null, product.Manager, Stop);
        var settings = product.Get<SettingsBook>();
        var now = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        var gold = now.Value.Policies[^1] with { Name = "gold", LeastTier = CustomerTier.Gold, FirstResponse = TimeSpan.FromMinutes(30) };
        Assert.True((await settings.ChangeAsync(ServiceLevelSettings.Policies, new([gold, .. now.Value.Policies]), now.Version, product.Administrator, Stop)).IsDone);

        var promised = await product.OpenTicketAsync(phone: "13800008001");
        var ordinary = await product.OpenTicketAsync(phone: "13800008002");

        var changed = await settings.GetAsync(ServiceLevelSettings.Policies, Stop);
        await settings.ChangeAsync(ServiceLevelSettings.Policies, now.Value, changed.Version, product.Administrator, Stop);
        Assert.Equal(CustomerTier.Gold, promised.Customer.Tier);
        Assert.Equal(TimeSpan.FromMinutes(30), promised.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - product.Clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(24), ordinary.Clocks.Single(c => c.Kind == ClockKind.FirstResponse).DueAt - product.Clock.GetUtcNow());
    }
}
