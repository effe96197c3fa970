using System.Net;
using System.Text;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Fetching;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Audit;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailAccountOnSqlite(SqliteProduct product) : MailAccountTests(product), IClassFixture<SqliteProduct>;

public sealed class MailAccountOnPostgres(PostgresProduct product) : MailAccountTests(product), IClassFixture<PostgresProduct>;

/// <summary>Accounts as people set them up: what the test says, what is kept secret, how large providers are signed in to.</summary>
public abstract class MailAccountTests(Product product)
{
    private static readonly MailDoor None = new("", 0, Encryption.Tls, "");
    private readonly MailDesk _desk = new(product);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_test_walks_every_step_of_both_servers()
    {
        var account = await _desk.AccountAsync(sends: true, encryption: Encryption.Tls);

        var tested = await TestAsync(account);

        Assert.True(tested.All(t => t.Works), string.Join(' ', tested.SelectMany(t => t.Steps).Select(s => s.Said)));
        Assert.Equal([MailStep.Resolve, MailStep.Connect, MailStep.Certificate, MailStep.Greeting, MailStep.Login, MailStep.Select], tested[0].Steps.Select(s => s.Step));
        Assert.Equal([MailStep.Resolve, MailStep.Connect, MailStep.Certificate, MailStep.Greeting, MailStep.Login], tested[1].Steps.Select(s => s.Step));
    }

    public static TheoryData<string, MailStep> Failures => new()
    {
        { "name", MailStep.Resolve }, { "port", MailStep.Connect }, { "tls", MailStep.Encrypt }, { "certificate", MailStep.Certificate }, { "login", MailStep.Login }, { "folder", MailStep.Select },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_test_names_the_step_that_failed_and_tries_nothing_after_it(string what, MailStep step)
    {
        var good = new MailDoor("127.0.0.1", MailWorld.ImapsPort, Encryption.Tls, MailWorld.Fingerprint);
        var account = await _desk.SaveAsync(
            what switch
            {
                "name" => good with { Host = "no-such-host.invalid" },
                "port" => good with { Port = 1 },
                "tls" => good with { Port = MailWorld.ImapPort },
                "certificate" => good with { Fingerprint = "" },
                _ => good,
            },
            None,
            facts => what == "folder" ? facts with { Folder = "No such folder" } : facts,
            password: what == "login" ? "wrong" : MailWorld.Password);

        var link = Assert.Single(await TestAsync(account));

        var failed = Assert.Single(link.Steps, s => s.State == TestState.Failed);
        Assert.Equal(step, failed.Step);
        Assert.NotEmpty(failed.Said);
        Assert.DoesNotContain(link.Steps.SkipWhile(s => s != failed).Skip(1), s => s.State == TestState.Passed);
        Assert.Equal(what == "certificate" ? MailWorld.Fingerprint.Replace(":", "", StringComparison.Ordinal) : null, failed.Fingerprint);
    }

    [Fact]
    public async Task A_password_is_unreadable_in_the_database_and_absent_from_the_trail()
    {
        var account = await _desk.AccountAsync();

        await using var db = product.Read();
        var stored = await db.Set<MailAccount>().SingleAsync(a => a.Id == account.Id, Stop);
        var subject = $"mail-account:{account.Id.Value}";
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Subject == subject, Stop);
        Assert.DoesNotContain(MailWorld.Password, stored.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(MailWorld.Password, entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.Secret, entry.After, StringComparison.Ordinal);
        Assert.Equal(MailWorld.Password, product.Get<MailSecrets>().Reveal(stored.Secret));
    }

    [Fact]
    public async Task A_large_provider_is_signed_in_to_with_a_token_that_is_asked_for_once_and_a_renewed_one_is_kept()
    {
        await using var tokens = new TokenService();
        await using var server = new FakeImap { Greeting = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready" };
        var account = await _desk.SaveAsync(
            new("127.0.0.1", server.Port, Encryption.None, ""), None,
            facts => facts with { Login = MailLoginKind.OAuth, OAuth = new(tokens.Address, "client", "", "mail", "") }, refreshToken: "old-refresh");

        Assert.True(await product.Get<MailboxFetching>().OnceAsync(account, Stop));
        Assert.True(await product.Get<MailboxFetching>().OnceAsync(await _desk.CardAsync(account.Id), Stop));

        var asked = Assert.Single(tokens.Asked);
        Assert.Contains("grant_type=refresh_token", asked, StringComparison.Ordinal);
        Assert.Contains("refresh_token=old-refresh", asked, StringComparison.Ordinal);
        Assert.Contains("auth=Bearer the-token", Encoding.UTF8.GetString(Convert.FromBase64String(server.LastLogin.Split(' ')[^1])), StringComparison.Ordinal);
        Assert.Equal("new-refresh", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    private async Task<IReadOnlyList<TestedLink>> TestAsync(MailAccountCard account) => (await product.Get<TestMailAccountHandler>().HandleAsync(new(account.Id), product.Manager, Stop)).Value;

    /// <summary>Gives out one token, and a new refresh token with it.</summary>
    private sealed class TokenService : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;

        public TokenService()
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/token/";
            free.Stop();
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address { get; }

        public List<string> Asked { get; } = [];

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    Asked.Add(await reader.ReadToEndAsync());
                    context.Response.ContentType = "application/json";
                    await context.Response.OutputStream.WriteAsync("""{"access_token":"the-token","expires_in":3600,"refresh_token":"new-refresh"}"""u8.ToArray());
                    context.Response.Close();
                }
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                // The test is done.
            }
        }
    }
}
