using Banzhang.Desk;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal.Branding;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets.Closing;
using Banzhang.Insight;
using Banzhang.Insight.Cockpit;
using Banzhang.Insight.Contracts;
using Banzhang.People;
using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Data;
using Banzhang.Platform.Settings;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Platform;

/// <summary>What an administrator sets for the whole department.</summary>
public sealed class DepartmentTests(SqliteProduct product) : IClassFixture<SqliteProduct>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_team_and_its_queue_are_there_for_the_next_reader()
    {
        Assert.True((await SaveTeamAsync(null, "night", "Night shift", product.Supervisor.Id)).IsDone);
        var team = (await product.Get<IPeople>().ReadAsync(Stop)).Teams.Single(t => t.Code == "night");
        Assert.Equal(product.Supervisor.Id, team.Lead?.Value);

        Assert.True((await product.Get<SaveQueueHandler>().HandleAsync(new(null, "night-mail", "Night mail", "", team.Id.Value), product.Administrator, Stop)).IsDone);
        var queue = (await product.Get<IQueues>().ReadAsync(Stop)).Single(q => q.Code == "night-mail");
        Assert.Equal(team.Id, queue.Team);

        Assert.True((await product.Get<SaveQueueHandler>().HandleAsync(new(queue.Id.Value, "night-mail", "Post at night", "", null), product.Administrator, Stop)).IsDone);
        Assert.Equal(("Post at night", null), (await product.Get<IQueues>().ReadAsync(Stop)).Where(q => q.Id == queue.Id).Select(q => (q.Name, q.Team)).Single());
    }

    [Fact]
    public async Task A_code_that_is_taken_or_malformed_is_refused_at_its_field()
    {
        Assert.IsType<TeamCodeIsTaken>((await SaveTeamAsync(null, "online", "Second", null)).Refusal);
        Assert.IsType<TeamCodeIsMalformed>((await SaveTeamAsync(null, "two words", "Second", null)).Refusal);
        Assert.IsType<NoSuchLead>((await SaveTeamAsync(null, "third", "Third", Guid.Empty)).Refusal);
        Assert.IsType<QueueCodeIsTaken>((await product.Get<SaveQueueHandler>().HandleAsync(new(null, "hotline", "Second", "", null), product.Administrator, Stop)).Refusal);
        Assert.IsType<NoSuchTeamForQueue>((await product.Get<SaveQueueHandler>().HandleAsync(new(null, "other", "Other", "", Guid.Empty), product.Administrator, Stop)).Refusal);
    }

    [Fact]
    public async Task Targets_are_whole_percents_and_the_cockpit_follows_them()
    {
        Assert.IsType<TargetsAreOutOfRange>((await product.Get<SaveTargetsHandler>().HandleAsync(new(80, 90, 0), product.Administrator, Stop)).Refusal);
        Assert.IsType<TargetsAreOutOfRange>((await product.Get<SaveTargetsHandler>().HandleAsync(new(101, 90, 0), product.Administrator, Stop)).Refusal);

        Assert.Equal(1, (await product.Get<SaveTargetsHandler>().HandleAsync(new(95, 88, 0), product.Administrator, Stop)).Value);
        Assert.Equal(new SatisfactionTargets(95, 88), (await product.Get<CockpitQuery>().RunAsync(product.Supervisor, Stop)).Value.Targets);
        Assert.IsType<ChangedMeanwhile>((await product.Get<SaveTargetsHandler>().HandleAsync(new(90, 80, 0), product.Administrator, Stop)).Refusal);
    }

    [Fact]
    public async Task A_zone_nobody_knows_is_refused_and_one_that_is_known_counts_the_days()
    {
        Assert.IsType<NoSuchTimeZone>((await product.Get<SaveZoneHandler>().HandleAsync(new("Moon/Base", 0), product.Administrator, Stop)).Refusal);

        // The same offset under another name: other tests of this process count days too.
        Assert.Equal(1, (await product.Get<SaveZoneHandler>().HandleAsync(new("Asia/Taipei", 0), product.Administrator, Stop)).Value);
        Assert.Equal("Asia/Taipei", DepartmentZone.Current.Id);
        Assert.Equal(new DateTimeOffset(2026, 11, 11, 16, 0, 0, TimeSpan.Zero), DepartmentZone.MidnightBefore(new(2026, 11, 12, 6, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task Alarm_limits_have_bounds_and_the_cockpit_obeys_them()
    {
        Assert.IsType<AlarmLimitsAreOutOfRange>((await product.Get<SaveAlarmLimitsHandler>().HandleAsync(new(new(0, 20, 10, 5), 0), product.Administrator, Stop)).Refusal);
        await product.OpenTicketAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain((await product.Get<CockpitQuery>().RunAsync("online", product.Supervisor, Stop)).Value.Alarms, a => a.Kind == AlarmKind.LongWait);

        Assert.Equal(1, (await product.Get<SaveAlarmLimitsHandler>().HandleAsync(new(new(15, 20, 10, 5), 0), product.Administrator, Stop)).Value);

        var view = (await product.Get<CockpitQuery>().RunAsync("online", product.Supervisor, Stop)).Value;
        Assert.Contains(view.Alarms, a => a.Kind == AlarmKind.LongWait && a.Queue!.Code == "online");
        Assert.Equal("online", view.Scope?.Code);
        Assert.Single(view.Board.Queues);
        Assert.IsType<NoSuchCockpitQueue>((await product.Get<CockpitQuery>().RunAsync("nowhere", product.Supervisor, Stop)).Refusal);
    }

    [Fact]
    public async Task The_colour_of_the_portal_is_taken_where_white_text_can_be_read_and_the_nearest_is_named_where_not()
    {
        var handler = product.Get<SaveBrandHandler>();

        var pale = (BrandIsTooPale)(await handler.HandleAsync(new("#FFC107", "", 0), product.Administrator, Stop)).Refusal!;
        Assert.IsType<BrandIsUnreadable>((await handler.HandleAsync(new("amber", "", 0), product.Administrator, Stop)).Refusal);
        Assert.InRange(pale.Contrast, 1.6, 1.7);
        Assert.Equal(1, (await handler.HandleAsync(new(pale.Nearest, " Yunzhou ", 0), product.Administrator, Stop)).Value);
        Assert.Equal(pale.Nearest, (await product.Get<SettingsBook>().GetAsync(PortalBrand.Setting, Stop)).Value.Colour);
        Assert.Equal("Yunzhou", (await product.Get<SettingsBook>().GetAsync(PortalBrand.Setting, Stop)).Value.Name);
        Assert.IsType<BrandNameIsTooLong>((await handler.HandleAsync(new("", new string('n', 41), 1), product.Administrator, Stop)).Refusal);
        Assert.Equal(2, (await handler.HandleAsync(new(" ", "", 1), product.Administrator, Stop)).Value);
    }

    [Fact]
    public async Task Closing_takes_0_to_365_days()
    {
        Assert.IsType<ClosingDaysAreOutOfRange>((await product.Get<SaveClosingRuleHandler>().HandleAsync(new(-1, 0), product.Administrator, Stop)).Refusal);
        Assert.IsType<ClosingDaysAreOutOfRange>((await product.Get<SaveClosingRuleHandler>().HandleAsync(new(366, 0), product.Administrator, Stop)).Refusal);
        Assert.Equal(1, (await product.Get<SaveClosingRuleHandler>().HandleAsync(new(0, 0), product.Administrator, Stop)).Value);
    }

    private async Task<Kernel.Outcome> SaveTeamAsync(Guid? id, string code, string name, Guid? lead) =>
        await product.Get<SaveTeamHandler>().HandleAsync(new(id, code, name, "", lead), product.Administrator, Stop);
}
