using System.Text.RegularExpressions;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Insight.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Web.Demo;
using Banzhang.Web.Hosting;
using Banzhang.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Banzhang.Tests.Browser.Fixtures;

/// <summary>The demo company on a real server, and one Chromium to visit it with.</summary>
public sealed partial class Shop : IAsyncLifetime
{
    /// <summary>The team that gets what customers write online.</summary>
    private static readonly string Online = "online";

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-browser-").FullName;
    private readonly Dictionary<string, DemoSignIn> _doors = [];
    private readonly Dictionary<string, string> _states = [];
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(15_000);
        var builder = Server.Builder(DatabaseOptions.For(null, _folder), ["--Banzhang:Gallery=true"], "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new MovedClock());
        _app = Server.Compose(builder.Build());
        await Server.PrepareAsync(_app.Services, CancellationToken.None);
        await FoundAsync(Pictures.Folder is null ? 2 : 30);
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = new[] { "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/local/bin/chromium" }.FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException("There is no Chromium. Install it (Debian: sudo apt-get install chromium) and run ./test again."),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A fresh browser of somebody nobody knows.</summary>
    public async Task<IBrowserContext> VisitAsync(int width = 1440, int height = 900, string? theme = null, string? state = null)
    {
        var context = await _chromium!.NewContextAsync(new()
        {
            BaseURL = Address,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            BypassCSP = true,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = state,
            ViewportSize = new() { Width = width, Height = height },
        });
        context.SetDefaultTimeout(15_000);
        if (theme is not null)
        {
            await context.AddInitScriptAsync($"try {{ localStorage.setItem('theme', '{theme}') }} catch {{}}");
        }

        return context;
    }

    /// <summary>A browser that runs no script.</summary>
    public Task<IBrowserContext> VisitPlainAsync() => _chromium!.NewContextAsync(new() { BaseURL = Address, Locale = "zh-CN", JavaScriptEnabled = false, ViewportSize = new() { Width = 1440, Height = 900 } });

    /// <summary>The same, signed in; the sign-in page is used once a role.</summary>
    public async Task<IBrowserContext> VisitAsAsync(string role, int width = 1440, int height = 900, string? theme = null)
    {
        if (!_states.TryGetValue(role, out var state))
        {
            await using var first = await VisitAsync();
            var page = await first.NewPageAsync();
            await page.GotoAsync("/sign-in");
            await SignInAsync(page, role);
            await Assertions.Expect(page.Locator(".rail")).ToBeVisibleAsync();
            state = _states[role] = await first.StorageStateAsync();
        }

        return await VisitAsync(width, height, theme, state);
    }

    /// <summary>Fills the form that is shown, in either language.</summary>
    public async Task SignInAsync(IPage page, string role, string? password = null)
    {
        await page.GetByLabel(EmailLabel()).FillAsync(_doors[role].Email);
        await page.GetByLabel(PasswordLabel()).FillAsync(password ?? _doors[role].Password);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SignInLabel() }).ClickAsync();
    }

    /// <summary>Goes there and waits until the page hears of changes.</summary>
    public static Task LiveAtAsync(IPage page, string address) =>
        page.RunAndWaitForResponseAsync(() => page.GotoAsync(address), r => r.Url.Contains("/live/events", StringComparison.Ordinal));

    /// <summary>What the portal does for a customer; the ticket and the customer's link to it.</summary>
    public async Task<(TicketView Ticket, string Link)> WriteInAsync(string subject)
    {
        var outcome = await Get<OpenTicketHandler>().HandleAsync(new(Channel.Portal, subject, "\u8BA2\u5355 559812\uFF0C\u5305\u88F9\u4E09\u5929\u6CA1\u6709\u66F4\u65B0\u3002", new CustomerIdentity("\u9648\u601D\u9896", Phone: "13800006721")), Customer, CancellationToken.None);
        return (outcome.Value, Get<PortalLinks>().For(outcome.Value.Id));
    }

    public async Task WriteAgainAsync(string link, string text) => Assert.True((await Get<WriteAsCustomerHandler>().HandleAsync(new(link, text), Customer, CancellationToken.None)).IsDone);

    /// <summary>A mail handed to the intake; the id of its line in the log.</summary>
    public async Task<Guid> MailInAsync(string subject)
    {
        var mail = $"From: Customer <mail@customer.test>\r\nTo: support@shop.test\r\nSubject: {subject}\r\nMessage-ID: <{subject.Length}.phone@customer.test>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nText\r\n";
        Assert.True((await Get<DeliverMailHandler>().HandleAsync(new(System.Text.Encoding.UTF8.GetBytes(mail), null), CommandActor.Administrator, CancellationToken.None)).IsDone);
        await using var db = await Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(CancellationToken.None);
        return (await db.Set<ReceivedMail>().OrderByDescending(m => m.Number).FirstAsync(CancellationToken.None)).Id.Value;
    }

    /// <summary>The ticket as its customer sees it.</summary>
    public async Task<TicketView> ReadAsync(TicketView ticket) => (await Get<TicketQuery>().ForCustomerAsync(ticket.Id, "zh-CN", CancellationToken.None))!;

    /// <summary>A customer's record as the manager makes it; its id.</summary>
    public async Task<Guid> RecordAsync(string name, string phone) => (await Get<CreateCustomerHandler>().HandleAsync(new(name, Phone: phone), CommandActor.Administrator, CancellationToken.None)).Value.Id.Value;

    /// <summary>An alarm of a category that comes in all at once, as the product tells it.</summary>
    /// <summary>Several rise at one look.</summary>
    public async Task RaiseAlarmAsync(params string[] categories) =>
        await Get<IWrites>().ActAsync(Actor.System, Task<Banzhang.Kernel.Outcome> (act, _) =>
        {
            foreach (var category in categories)
            {
                act.Tell(new AlarmRose(AlarmKind.CategorySpike, null, category, 40, null, true));
            }

            return Task.FromResult(Banzhang.Kernel.Outcome.Done);
        }, CancellationToken.None);

    private static Actor Customer => new() { Kind = ActorKind.Customer, Language = "zh-CN" };

    private T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    private async Task FoundAsync(int days)
    {
        var world = DemoWorld.Read();
        var company = new DemoCompany(Get<IWrites>(), Get<Passwords>(), world);
        var agents = await company.FoundAsync(CancellationToken.None);
        Get<QueuesQuery>().Forget();
        var queues = await Get<IQueues>().ReadAsync(CancellationToken.None);
        await new DemoHistory(Get<IWrites>(), Get<SearchIndex>(), world, agents, queues).WriteAsync(days, Get<TimeProvider>().GetUtcNow(), CancellationToken.None);
        foreach (var door in await company.OpenDoorsAsync(Get<IDbContextFactory<AppDb>>(), CancellationToken.None))
        {
            _doors[door.Role] = door;
        }

        var seat = agents.First(a => a.Team == Online);
        var password = Tokens.NewPassword();
        await Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(seat.Id.Value), stop);
            account.ChangePassword(Get<Passwords>().Hash(password), mustChange: false);
            _doors[RoleCodes.Agent] = new(RoleCodes.Agent, account.Name, account.Email, password);
            return Banzhang.Kernel.Outcome.Done;
        }, CancellationToken.None);
    }

    [GeneratedRegex("\u90AE\u7BB1|E-mail")]
    private static partial Regex EmailLabel();

    [GeneratedRegex("\u5BC6\u7801|Password")]
    private static partial Regex PasswordLabel();

    [GeneratedRegex("^(\u767B\u5F55|Sign in)$")]
    private static partial Regex SignInLabel();
}

/// <summary>All tests share one company and one browser, one after the other.</summary>
[CollectionDefinition(nameof(InTheShop))]
public sealed class InTheShop : ICollectionFixture<Shop>;
