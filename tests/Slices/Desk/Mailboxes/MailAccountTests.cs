using System.Text;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Fetching;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
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
        Assert.Contains("auth=Bearer token-1", Encoding.UTF8.GetString(Convert.FromBase64String(server.LastLogin.Split(' ')[^1])), StringComparison.Ordinal);
        Assert.Equal("new-refresh-1", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    [Fact]
    public async Task Fetching_and_sending_that_begin_at_once_share_the_token_and_use_up_no_refresh_token_twice()
    {
        await using var tokens = new TokenService { Thinks = TimeSpan.FromMilliseconds(200) };
        await using var imap = new FakeImap { Greeting = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready" };
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(tokens, imap, smtp);
        var servers = product.Get<MailServers>();

        async Task InAsync() => await (await servers.OpenMailboxAsync(account, null, Stop)).DisposeAsync();
        async Task OutAsync() => await (await servers.OpenSessionAsync(account, null, Stop)).DisposeAsync();
        await Task.WhenAll(InAsync(), OutAsync(), InAsync(), OutAsync());

        Assert.Single(tokens.Asked);
        Assert.Equal(tokens.Refresh, product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    [Fact]
    public async Task A_node_that_comes_too_late_with_a_used_up_refresh_token_takes_the_renewed_one()
    {
        await using var tokens = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(tokens, null, smtp);
        using var other = new MailTokens(product.Get<MailSecrets>(), product.Get<RenewTokenHandler>(), product.Clock);

        Assert.Equal("token-1", await other.GetAsync(account, null, Stop));
        Assert.Equal("token-2", await product.Get<MailTokens>().GetAsync(account, null, Stop));
    }

    [Fact]
    public async Task Another_node_that_uses_up_the_refresh_token_at_the_same_moment_makes_nothing_fail()
    {
        await using var tokens = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(tokens, null, smtp);
        tokens.Meanwhile = async () =>
        {
            tokens.Refresh = "renewed-elsewhere";
            var renewals = product.Get<RenewTokenHandler>();
            await renewals.KeepAsync(account.Id, await renewals.StoredAsync(account.Id, Stop), product.Get<MailSecrets>().Protect("renewed-elsewhere"), Stop);
        };

        Assert.Equal("token-2", await product.Get<MailTokens>().GetAsync(account, null, Stop));
        Assert.Equal(["old-refresh", "renewed-elsewhere"], tokens.Asked.Select(a => System.Web.HttpUtility.ParseQueryString(a)["refresh_token"]));
    }

    [Fact]
    public async Task Mail_is_handed_in_with_a_token_and_one_that_is_refused_is_asked_for_again_once()
    {
        await using var tokens = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(tokens, null, smtp);
        var servers = product.Get<MailServers>();
        await using (await servers.OpenSessionAsync(account, null, Stop))
        {
            Assert.Equal($"user={account.Facts.User}\u0001auth=Bearer token-1\u0001\u0001", Assert.Single(smtp.Logins));
        }

        smtp.RefusedTokens.Add("token-1");
        await using (await servers.OpenSessionAsync(account, null, Stop))
        {
            Assert.Contains("Bearer token-2", smtp.Logins[^1], StringComparison.Ordinal);
        }

        smtp.RefusedTokens.UnionWith(["token-2", "token-3"]);
        var fault = await Assert.ThrowsAsync<MailServerException>(() => servers.OpenSessionAsync(account, null, Stop));

        Assert.Equal((MailStep.Login, MailFaultKind.Refused, 3), (fault.Step, fault.Kind, tokens.Asked.Count));
    }

    [Fact]
    public async Task A_password_whose_key_is_lost_is_said_to_be_entered_again()
    {
        var account = await _desk.AccountAsync();
        await product.Get<IWrites>().ActAsync(product.Manager, async (act, stop) =>
        {
            await act.Db.Set<MailAccount>().Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Secret, "protected by a key that is gone"), stop);
            return Banzhang.Kernel.Outcome.Done;
        }, Stop);
        account = await _desk.CardAsync(account.Id);

        Assert.False(await product.Get<MailboxFetching>().OnceAsync(account, Stop));

        var link = (await product.Get<MailLinksHandler>().ReadAsync(account.Id, MailDirection.In, Stop))!;
        Assert.Equal((MailLinkState.Failing, MailStep.Secret), (link.State, link.FailedStep!.Value));
        Assert.Equal((MailStep.Secret, TestState.Failed), Assert.Single((await TestAsync(account))[0].Steps, s => s.State == TestState.Failed) is var failed ? (failed.Step, failed.State) : default);
        Assert.Contains("Enter it again", MailText.Failed(MailStep.Secret, link.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_token_that_cannot_be_written_down_is_used_from_memory_and_written_later()
    {
        await using var service = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(service, null, smtp);
        var disk = new FullDisk(product.Get<IWrites>()) { IsFull = true };
        using var tokens = new MailTokens(product.Get<MailSecrets>(), new RenewTokenHandler(product.Get<IDbContextFactory<AppDb>>(), disk, product.Get<MailAccountsQuery>()), product.Clock);

        Assert.Equal("token-1", await tokens.GetAsync(account, null, Stop));
        Assert.Equal("token-2", await tokens.GetAsync(account, "token-1", Stop));
        Assert.Equal("old-refresh", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
        disk.IsFull = false;
        Assert.Equal("token-2", await tokens.GetAsync(account, null, Stop));

        Assert.Equal("new-refresh-2", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    [Fact]
    public async Task A_token_that_an_administrator_enters_while_another_is_renewed_stays()
    {
        await using var service = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(service, null, smtp);
        service.Meanwhile = async () => Assert.True((await product.Get<SaveMailAccountHandler>().HandleAsync(new(account.Id, account.Version, account.Facts, RefreshToken: "entered"), product.Manager, Stop)).IsDone);

        await product.Get<MailTokens>().GetAsync(account, null, Stop);

        Assert.Equal("entered", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    [Fact]
    public async Task A_stop_while_a_token_is_renewed_does_not_lose_it()
    {
        await using var service = new TokenService();
        await using var smtp = new FakeSmtp();
        var account = await OAuthAsync(service, null, smtp);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        service.Meanwhile = stopping.CancelAsync;

        await product.Get<MailTokens>().GetAsync(account, null, stopping.Token);

        Assert.Equal("new-refresh-1", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh));
    }

    [Theory]
    [InlineData("host", true)]
    [InlineData("fingerprint", true)]
    [InlineData("encryption", true)]
    [InlineData("out", true)]
    [InlineData("name", false)]
    public async Task A_stored_password_does_not_follow_an_account_to_another_server(string what, bool isAsked)
    {
        var account = await _desk.SaveAsync(new("imap.shop.test", 993, Encryption.Tls, ""), new("smtp.shop.test", 465, Encryption.Tls, ""));
        var facts = what switch
        {
            "host" => account.Facts with { In = account.Facts.In with { Host = "imap.thief.test" } },
            "fingerprint" => account.Facts with { In = account.Facts.In with { Fingerprint = new('A', 64) } },
            "encryption" => account.Facts with { In = account.Facts.In with { Encryption = Encryption.StartTls } },
            "out" => account.Facts with { Out = account.Facts.Out with { Host = "smtp.thief.test" } },
            _ => account.Facts with { Name = "Another" },
        };

        var saved = await SaveAsync(account, facts);
        var entered = isAsked ? await SaveAsync(account, facts, password: "another") : saved;

        Assert.Equal(isAsked ? "password" : null, (saved.Refusal as MailSecretIsNeededAgain)?.Field);
        Assert.True(entered.IsDone);
        Assert.Equal(isAsked ? "another" : "secret", product.Get<MailSecrets>().Reveal((await _desk.CardAsync(account.Id)).Facts.Secret));
    }

    [Theory]
    [InlineData("endpoint")]
    [InlineData("host")]
    public async Task A_refresh_token_does_not_follow_an_account_to_another_server(string what)
    {
        var account = await _desk.SaveAsync(new("imap.shop.test", 993, Encryption.Tls, ""), None, facts => facts with { Login = MailLoginKind.OAuth, OAuth = new("https://login.shop.test/token", "client", "", "mail", "") }, refreshToken: "refresh");
        var facts = what == "host" ? account.Facts with { In = account.Facts.In with { Host = "imap.thief.test" } } : account.Facts with { OAuth = account.Facts.OAuth with { Endpoint = "https://thief.test/token" } };

        Assert.Equal("refreshToken", Assert.IsType<MailSecretIsNeededAgain>((await SaveAsync(account, facts)).Refusal).Field);
        // Nor by way of a password that was stored before tokens were used.
        var way = await SaveAsync(account, facts with { Login = MailLoginKind.Password }, password: "new");
        Assert.True(way.IsDone, way.Refusal?.Code);
        Assert.Equal("", (await _desk.CardAsync(account.Id)).Facts.OAuth.Refresh);
    }

    private Task<Banzhang.Kernel.Outcome<MailAccountId>> SaveAsync(MailAccountCard account, MailAccountFacts facts, string? password = null) =>
        product.Get<SaveMailAccountHandler>().HandleAsync(new(account.Id, account.Version, facts, Password: password), product.Manager, Stop);

    private Task<MailAccountCard> OAuthAsync(TokenService tokens, FakeImap? imap, FakeSmtp? smtp) => _desk.SaveAsync(
        imap is null ? None : new("127.0.0.1", imap.Port, Encryption.None, ""), smtp is null ? None : new("127.0.0.1", smtp.Port, Encryption.None, ""),
        facts => facts with { Login = MailLoginKind.OAuth, OAuth = new(tokens.Address, "client", "", "mail", "") }, refreshToken: tokens.Refresh);

    private async Task<IReadOnlyList<TestedLink>> TestAsync(MailAccountCard account) => (await product.Get<TestMailAccountHandler>().HandleAsync(new(account.Id), product.Manager, Stop)).Value;
}
