using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.ApiKeys;
using Banzhang.Platform.Identity.SigningIn;
using Banzhang.Platform.Outbox;
using Banzhang.Web.Hosting;
using Banzhang.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The real server on a free port, with one API key a role.</summary>
public abstract class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;
    private readonly Dictionary<string, string> _keys = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("banzhang-server-").FullName;

    public Uri Address { get; private set; } = null!;

    protected abstract DatabaseOptions Database { get; }

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        var builder = Server.Builder(Database, [], "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = Server.Compose(builder.Build());
        await Server.PrepareAsync(_app.Services, CancellationToken.None);
        foreach (var role in RoleCodes.All)
        {
            _keys[role] = (await _app.Services.GetRequiredService<IssueApiKeyHandler>().HandleAsync(new(role, role), CommandActor.Administrator, CancellationToken.None)).Value.Token;
        }

        await _app.StartAsync();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await DropAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    /// <summary>A program with the key of a role; null for nobody.</summary>
    public HttpClient As(string? role, string language = "en")
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _keys[role]);
        }

        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>A person of the role with a session, as a browser is; nobody for null. Once a role, since it makes the account.</summary>
    public async Task<HttpClient> BrowserOfAsync(string? role)
    {
        var (client, stop) = (As(null), TestContext.Current.CancellationToken);
        if (role is not null)
        {
            var email = $"browser-{role}@example.com";
            var created = (await Get<CreateAccountHandler>().HandleAsync(new(email, role, role), CommandActor.Administrator, stop)).Value;
            var session = (await Get<SignInHandler>().HandleAsync(new(email, created.Password, "browser"), Actor.Nobody, stop)).Value.Token;
            var person = (await Get<ActorRecognition>().BySessionAsync(session, "", stop))!;
            Assert.True((await Get<ChangePasswordHandler>().HandleAsync(new(created.Password, "a long look through 9 pages"), person, stop)).IsDone);
            client.DefaultRequestHeaders.Add("Cookie", $"{RequestRecognition.SessionCookie}={session}");
        }

        return client;
    }

    /// <summary>Until everything told so far is delivered: the server's own loop may hold messages that a drain passes over.</summary>
    public async Task DeliverAsync(CancellationToken stop)
    {
        await Get<OutboxDelivery>().DrainAsync(stop);
        for (var i = 0; i < 600; i++)
        {
            await using var db = await Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
            if (!await db.Set<OutboxMessage>().AnyAsync(stop))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
        }

        Assert.Fail("The outbox was not empty within half a minute.");
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static object Ticket(string subject = "Parcel stands still", string? externalId = null) =>
        new { channel = "chat", subject, body = "Will it arrive at all?", customer = new { name = "Chen Siying", phone = "13800006721" }, externalId };

    public static async Task<JsonElement> OpenAsync(HttpClient client, string subject = "Parcel stands still")
    {
        var response = await client.PostAsJsonAsync("/api/v1/tickets", Ticket(subject));
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    protected abstract Task PrepareAsync();

    protected abstract Task DropAsync();
}

public sealed class SqliteServer : RunningServer
{
    protected override DatabaseOptions Database => DatabaseOptions.For(null, Folder);

    protected override Task PrepareAsync() => Task.CompletedTask;

    protected override Task DropAsync() => Task.CompletedTask;
}

public sealed class PostgresDatabaseServer : RunningServer
{
    private readonly string _name = $"server_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";

    protected override DatabaseOptions Database => DatabaseOptions.For(PostgresServer.ConnectionString(_name), Folder);

    protected override Task PrepareAsync() => PostgresServer.RunAsync("postgres", $"CREATE DATABASE {_name}");

    protected override Task DropAsync() => PostgresServer.RunAsync("postgres", $"DROP DATABASE {_name} WITH (FORCE)");
}
