using Banzhang.Desk.Contracts;
using Banzhang.Insight.Cockpit.Telling;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Insight;

public sealed class StandingAlarmsOnSqlite(SqliteProduct product) : StandingAlarmTests(product), IClassFixture<SqliteProduct>;

public sealed class StandingAlarmsOnPostgres(PostgresProduct product) : StandingAlarmTests(product), IClassFixture<PostgresProduct>;

/// <summary>What is remembered of an alarm that stands.</summary>
public abstract class StandingAlarmTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stands_is_written_again_only_after_some_minutes()
    {
        await product.OpenTicketAsync(channel: Channel.Email, phone: "13700300002");
        product.Clock.Advance(TimeSpan.FromHours(30));
        await product.Get<TellAlarmsJob>().RunAsync(Stop);
        var told = await SeenAsync();
        Assert.NotEmpty(told);

        product.Clock.Advance(TellAlarmsJob.Interval);
        await product.Get<TellAlarmsJob>().RunAsync(Stop);
        Assert.Equal(told, await SeenAsync());

        product.Clock.Advance(TimeSpan.FromMinutes(6));
        await product.Get<TellAlarmsJob>().RunAsync(Stop);
        Assert.Equal(told.Keys.ToDictionary(key => key, _ => product.Clock.GetUtcNow()), await SeenAsync());
    }

    /// <summary>When each alarm was last written down as seen.</summary>
    private async Task<Dictionary<string, DateTimeOffset>> SeenAsync()
    {
        await using var db = product.Read();
        return await db.Set<StandingAlarm>().ToDictionaryAsync(a => a.Key, a => a.SeenAt, Stop);
    }
}
