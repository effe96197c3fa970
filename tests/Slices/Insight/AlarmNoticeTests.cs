using Banzhang.Insight.Cockpit.Telling;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Notices;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Insight;

public sealed class AlarmNoticesOnSqlite(SqliteProduct product) : AlarmNoticeTests(product), IClassFixture<SqliteProduct>;

public sealed class AlarmNoticesOnPostgres(PostgresProduct product) : AlarmNoticeTests(product), IClassFixture<PostgresProduct>;

/// <summary>What stands red on the cockpit and nobody looks at.</summary>
public abstract class AlarmNoticeTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_reaches_the_bell_of_those_who_lead_once_and_again_when_it_is_grave()
    {
        await product.OpenTicketAsync(phone: "13700300001");
        product.Clock.Advance(TimeSpan.FromMinutes(31));

        await LookAsync();
        await LookAsync();
        Assert.Single(await AlarmsOfAsync(product.Supervisor));
        Assert.Single(await AlarmsOfAsync(product.Manager));
        Assert.Empty(await AlarmsOfAsync(product.Agent));

        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await LookAsync();
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await LookAsync();
        Assert.Single(await AlarmsOfAsync(product.Supervisor));
        product.Clock.Advance(TimeSpan.FromMinutes(10));
        await LookAsync();
        Assert.Equal(2, (await AlarmsOfAsync(product.Supervisor)).Count);

        // Nobody looked for a quarter of an hour: it is told as a new one.
        product.Clock.Advance(TimeSpan.FromMinutes(16));
        await LookAsync();
        Assert.Equal(3, (await AlarmsOfAsync(product.Supervisor)).Count);
        Assert.All(await AlarmsOfAsync(product.Supervisor), a => Assert.Equal("/cockpit", a.Address));
        Assert.Empty(await product.DifferencesAsync());
    }

    [Fact]
    public async Task Signals_are_off_until_the_person_wants_them_and_have_both_muted_hours_or_none()
    {
        var handler = product.Get<SignalAlarmsHandler>();

        Assert.Equal(AlarmSignals.None, await SignalsAsync());
        Assert.Equal(new MutedHoursAreUnreadable("mutedTo"), (await handler.HandleAsync(new(true, true, "22:00", ""), product.Supervisor, Stop)).Refusal);
        Assert.Equal(new MutedHoursAreUnreadable("mutedFrom"), (await handler.HandleAsync(new(true, true, "late", "07:00"), product.Supervisor, Stop)).Refusal);
        Assert.True((await handler.HandleAsync(new(true, false, "22:00", "07:30"), product.Supervisor, Stop)).IsDone);
        Assert.Equal(new AlarmSignals(true, false, new(22, 0), new(7, 30)), await SignalsAsync());
        Assert.True((await handler.HandleAsync(new(false, false, "", ""), product.Supervisor, Stop)).IsDone);
        Assert.Equal(AlarmSignals.None, await SignalsAsync());
    }

    private async Task LookAsync()
    {
        await product.Get<TellAlarmsJob>().RunAsync(Stop);
        await product.DeliverAsync();
    }

    private async Task<IReadOnlyList<NoticeRow>> AlarmsOfAsync(Actor reader) =>
        [.. (await product.Get<NoticesQuery>().RunAsync(reader, Stop)).Value.Newest.Where(n => n.Kind == Notice.Alarm && n.Text.Contains("Online", StringComparison.Ordinal))];

    private async Task<AlarmSignals> SignalsAsync()
    {
        await using var db = product.Read();
        return (await db.FindAsync<Account>([new AccountId(product.Supervisor.Id)], Stop))!.ReadSignals();
    }
}
