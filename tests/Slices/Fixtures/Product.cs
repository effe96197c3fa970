using System.Collections.Frozen;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Queues;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Banzhang.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The whole product on one fresh database, without web edges; a small department works in it.</summary>
public abstract class Product : IAsyncLifetime
{
    private ServiceProvider? _services;

    public FakeClock Clock { get; } = new(new DateTimeOffset(2026, 11, 12, 6, 32, 0, TimeSpan.Zero));

    public string Folder { get; } = Directory.CreateTempSubdirectory("banzhang-test-").FullName;

    public abstract DatabaseOptions Database { get; }

    public Actor Agent { get; private set; } = Actor.Nobody;

    public Actor Colleague { get; private set; } = Actor.Nobody;

    public Actor Supervisor { get; private set; } = Actor.Nobody;

    public Actor Manager { get; private set; } = Actor.Nobody;

    public Actor Administrator { get; private set; } = Actor.Nobody;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning));
        services.AddBanzhang(Database);
        services.AddSingleton<TimeProvider>(Clock);
        _services = services.BuildServiceProvider();
        await Server.PrepareAsync(_services, CancellationToken.None);
        await HireAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await DropAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    internal IEnumerable<IBookCheck> Books => _services!.GetServices<IBookCheck>();

    public AppDb Read() => Get<IDbContextFactory<AppDb>>().CreateDbContext();

    public async Task<TicketView> OpenTicketAsync(Channel channel = Channel.Chat, Priority? priority = null, string type = "question", string phone = "13800006721", string? externalId = null, string body = "Will it arrive at all?") =>
        (await Get<OpenTicketHandler>().HandleAsync(
            new(channel, "Parcel stands still", body, new("Chen Siying", null, phone), type, "logistics", priority, ExternalId: externalId), Manager, CancellationToken.None)).Value;

    public async Task DeliverAsync() => await Get<OutboxDelivery>().DrainAsync(CancellationToken.None);

    /// <summary>Runs the clock job until no clock is due any more: the job looks at some hundred at a time, and the tests of a class leave theirs to each other.</summary>
    public async Task LookAtClocksAsync()
    {
        const int Enough = 20;
        for (var look = 0; look < Enough; look++)
        {
            await Get<ServiceClockJob>().RunAsync(CancellationToken.None);
            await using var db = Read();
            var now = Clock.GetUtcNow();
            if (!await db.Set<ServiceClock>().AnyAsync(c => c.NextLookAt <= now))
            {
                return;
            }
        }
    }

    public async Task<IReadOnlyList<BookDifference>> DifferencesAsync()
    {
        await DeliverAsync();
        var found = new List<BookDifference>();
        foreach (var book in Books)
        {
            await foreach (var difference in book.CheckAsync(CancellationToken.None))
            {
                found.Add(difference);
            }
        }

        return found;
    }

    public async Task<AuditReport> WalkAuditAsync()
    {
        await Get<AuditSealing>().SealAllAsync(CancellationToken.None);
        return await Get<AuditVerification>().WalkAsync(CancellationToken.None);
    }

    /// <summary>By somebody with a tool on the database, past the product.</summary>
    public abstract Task TamperAsync(string sql);

    public Actor As(string role, Guid id, Guid? team) => new()
    {
        Kind = role.Length == 0 ? ActorKind.Nobody : ActorKind.Person,
        Id = id,
        Name = role,
        Role = role,
        TeamId = team,
        Language = "en",
        Grants = Get<PermissionCatalog>().All.ToFrozenDictionary(p => p.Code, p => p.DefaultFor(role)),
    };

    protected abstract Task PrepareAsync();

    protected abstract Task DropAsync();

    private async Task HireAsync()
    {
        await Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            var team = TeamId.New(act.Now);
            Actor Hire(string name, string role, Guid? of)
            {
                var account = Account.Create(AccountId.New(act.Now), $"{name}@example.com", name, role, of, "-", mustChange: false, act.Now, "en");
                act.Add(account);
                return As(role, account.Id.Value, of);
            }

            Agent = Hire("agent", RoleCodes.Agent, team.Value);
            Colleague = Hire("colleague", RoleCodes.Agent, team.Value);
            Supervisor = Hire("supervisor", RoleCodes.Supervisor, team.Value);
            Manager = Hire("manager", RoleCodes.Manager, null);
            Administrator = Hire("administrator", RoleCodes.Administrator, null);
            act.Add(Team.Of(team, "online", "online", "Online", new AgentId(Supervisor.Id)));
            foreach (var queue in await act.Db.Set<Queue>().Where(q => q.Code == "online" || q.Code == "hotline").ToListAsync(stop))
            {
                queue.GiveTo(team);
            }

            return Outcome.Done;
        }, CancellationToken.None);
        Get<QueuesQuery>().Forget();
    }
}

public sealed class SqliteProduct : Product
{
    public override DatabaseOptions Database => DatabaseOptions.For(null, Folder);

    public override Task TamperAsync(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database.SqliteFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    protected override Task PrepareAsync() => Task.CompletedTask;

    protected override Task DropAsync() => Task.CompletedTask;
}

public sealed class PostgresProduct : Product
{
    private readonly string _name = $"test_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

    public override DatabaseOptions Database => DatabaseOptions.For(PostgresServer.ConnectionString(_name), Folder);

    public override Task TamperAsync(string sql) => PostgresServer.RunAsync(_name, sql);

    protected override Task PrepareAsync() => PostgresServer.RunAsync("postgres", $"CREATE DATABASE {_name}");

    protected override Task DropAsync() => PostgresServer.RunAsync("postgres", $"DROP DATABASE {_name} WITH (FORCE)");
}

public static class PostgresServer
{
    /// <summary>Started by ./test; a run without it fails and says so.</summary>
    public static string ConnectionString(string database)
    {
        var server = Environment.GetEnvironmentVariable("BANZHANG_TEST_POSTGRES")
            ?? throw new InvalidOperationException("BANZHANG_TEST_POSTGRES is not set.\nMaybe run ./test, which starts a temporary server.");
        return new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = true, MaxPoolSize = 20 }.ToString();
    }

    public static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(database)) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
