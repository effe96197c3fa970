using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.ApiKeys;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Live;
using Banzhang.Platform.Outbox;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Hosting;
using Banzhang.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Banzhang.Tests.Slices.Platform;

/// <summary>Two whole servers on one PostgreSQL share the work, and lose and double nothing.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private const int Each = 60;
    private readonly string _name = $"nodes_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-nodes-").FullName;
    private readonly List<WebApplication> _nodes = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {_name}");
        for (var i = 0; i < 2; i++)
        {
            var builder = Server.Builder(DatabaseOptions.For(PostgresServer.ConnectionString(_name), _folder), [], "http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var node = Server.Compose(builder.Build());
            await Server.PrepareAsync(node.Services, Stop);
            await node.StartAsync(Stop);
            _nodes.Add(node);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.StopAsync(CancellationToken.None);
            await node.DisposeAsync();
        }

        await PostgresServer.RunAsync("postgres", $"DROP DATABASE {_name} WITH (FORCE)");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Two_nodes_on_one_database_count_every_ticket_once_and_tell_each_other_what_is_stale()
    {
        var key = (await _nodes[0].Services.GetRequiredService<IssueApiKeyHandler>().HandleAsync(new("nodes", RoleCodes.Manager), CommandActor.Administrator, Stop)).Value.Token;
        using var watcher = _nodes[1].Services.GetRequiredService<LiveBoard>().Watch(["desk"]);

        var numbers = await Task.WhenAll(_nodes.Select((node, n) => OpenManyAsync(node, key, n)));
        await UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(Stop));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));

        Assert.True(await watcher.Stale.WaitToReadAsync(patience.Token));
        Assert.Equal(2 * Each, numbers.SelectMany(n => n).Distinct().Count());
        await using var db = Read();
        Assert.Equal(2 * Each, await db.Set<LedgerEvent>().CountAsync(e => e.Kind == nameof(TicketOpened), Stop));
        Assert.Equal(2 * Each, await db.Set<Rollup>().Where(r => r.Metric == Metric.Opened).SumAsync(r => r.Count, Stop));
        await _nodes[0].Services.GetRequiredService<AuditSealing>().SealAllAsync(Stop);
        Assert.Empty((await _nodes[1].Services.GetRequiredService<AuditVerification>().WalkAsync(Stop)).Differences);
    }

    [Fact]
    public async Task When_one_node_stops_the_other_goes_on_alone()
    {
        var key = (await _nodes[0].Services.GetRequiredService<IssueApiKeyHandler>().HandleAsync(new("nodes", RoleCodes.Manager), CommandActor.Administrator, Stop)).Value.Token;
        await OpenManyAsync(_nodes[0], key, 0);
        await _nodes[0].StopAsync(Stop);

        await OpenManyAsync(_nodes[1], key, 1);
        await UntilAsync(async db => !await db.Set<OutboxMessage>().AnyAsync(Stop));

        await using var db = Read();
        Assert.Equal(2 * Each, await db.Set<Rollup>().Where(r => r.Metric == Metric.Opened).SumAsync(r => r.Count, Stop));
    }

    private static async Task<List<string>> OpenManyAsync(WebApplication node, string key, int n)
    {
        using var client = new HttpClient { BaseAddress = new(node.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var numbers = new List<string>();
        for (var i = 0; i < Each; i++)
        {
            var response = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket($"ticket {n}-{i}"), Stop);
            numbers.Add((await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetString()!);
        }

        return numbers;
    }

    private AppDb Read() => _nodes[1].Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();

    /// <summary>Both nodes work at their own pace; the test waits for what must come, at most a minute.</summary>
    private async Task UntilAsync(Func<AppDb, Task<bool>> came)
    {
        for (var i = 0; i < 600; i++)
        {
            await using var db = Read();
            if (await came(db))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        }

        Assert.Fail("It did not come within a minute.");
    }
}
