using System.Globalization;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Fetching;
using Banzhang.Desk.Mailboxes.Log;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailOnBadDaysOnSqlite(SqliteProduct product) : MailOnBadDaysTests(product), IClassFixture<SqliteProduct>;

public sealed class MailOnBadDaysOnPostgres(PostgresProduct product) : MailOnBadDaysTests(product), IClassFixture<PostgresProduct>;

/// <summary>Mail servers that stall, talk nonsense, refuse, and forget.</summary>
public abstract class MailOnBadDaysTests(Product product) : IAsyncDisposable
{
    private readonly MailDesk _desk = new(product);
    private readonly FakeImap _server = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_server_that_stalls_in_the_middle_of_a_mail_is_left_and_the_mail_comes_whole_the_next_time()
    {
        var account = await AccountAsync(3);
        product.Get<MailServers>().Patience = TimeSpan.FromSeconds(1);
        _server.StallsAt = 2;
        await FetchAsync(account);
        var stalled = await LinkAsync(account);
        _server.StallsAt = 0;
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await FetchAsync(account));

        Assert.Equal((MailLinkState.Failing, MailStep.Read), (stalled.State, stalled.FailedStep!.Value));
        Assert.Equal(1, stalled.LastUid);
        Assert.Equal(["Mail 1", "Mail 2", "Mail 3"], (await _desk.LogOfAsync(account.Id)).Select(r => r.Subject));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_mail_leaves_no_half_of_it()
    {
        var account = await AccountAsync(2);
        _server.HangsUpAt = 2;
        await FetchAsync(account);
        _server.HangsUpAt = 0;
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await FetchAsync(account);

        Assert.Equal(["Mail 1", "Mail 2"], (await _desk.LogOfAsync(account.Id)).Select(r => r.Subject));
    }

    [Fact]
    public async Task A_mail_that_never_comes_whole_is_passed_after_some_tries_and_keeps_back_nothing()
    {
        var account = await AccountAsync(3);
        _server.HangsUpAt = 2;
        for (var i = 0; i < 8; i++)
        {
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var log = await _desk.LogOfAsync(account.Id);
        Assert.Equal([MailFate.Opened, MailFate.Quarantined, MailFate.Opened], log.Select(r => r.Fate));
        Assert.Equal((MailReason.Faulty, (string?)null), (log[1].Reason, log[1].RawSha256));
    }

    [Fact]
    public async Task After_an_outage_a_mail_is_not_blamed_for_what_the_server_failed_before()
    {
        var account = await AccountAsync(2);
        _server.RefusesLogins = true;
        for (var i = 0; i < 4; i++)
        {
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromHours(5));
        }

        (_server.RefusesLogins, _server.HangsUpAt) = (false, 1);
        for (var i = 0; i < 3; i++)
        {
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        _server.HangsUpAt = 0;
        await FetchAsync(account);

        Assert.Equal([MailFate.Opened, MailFate.Opened], (await _desk.LogOfAsync(account.Id)).Select(r => r.Fate));
    }

    [Fact]
    public async Task A_mail_larger_than_the_server_says_is_not_read_to_its_end()
    {
        var account = await AccountAsync(0);
        _server.Put(1, Numbered(1, account) + new string('x', 70 * 1024 * 1024));
        _server.Put(2, Numbered(2, account));
        _server.StatedSize = 1000;
        await FetchAsync(account);
        product.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(await FetchAsync(account));

        Assert.Equal([(MailFate.Quarantined, MailReason.TooLarge), (MailFate.Opened, MailReason.NewMatter)], (await _desk.LogOfAsync(account.Id)).Select(r => (r.Fate, r.Reason)));
    }

    [Theory]
    [InlineData("220 This is no IMAP", null, MailStep.Greeting)]
    [InlineData("* OK ready", "* SEARCH one (two {3}", MailStep.Search)]
    public async Task A_server_that_talks_nonsense_is_named_with_the_step(string greeting, string? answer, MailStep step)
    {
        var account = await AccountAsync(1);
        product.Get<MailServers>().Patience = TimeSpan.FromSeconds(2);
        _server.Greeting = greeting;
        _server.Nonsense = answer;

        Assert.False(await FetchAsync(account));

        var link = await LinkAsync(account);
        Assert.Equal((MailLinkState.Failing, step), (link.State, link.FailedStep!.Value));
        Assert.Empty(await _desk.LogOfAsync(account.Id));
    }

    [Fact]
    public async Task A_login_that_fails_is_tried_ever_more_rarely_and_then_not_at_all()
    {
        var account = await AccountAsync(1);
        _server.RefusesLogins = true;
        for (var minute = 0; minute < 24 * 60; minute += 1)
        {
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var link = await LinkAsync(account);
        Assert.Equal(5, _server.Logins);
        Assert.Equal((MailLinkState.Stopped, MailStep.Login), (link.State, link.FailedStep!.Value));
        Assert.Contains("wrong password", link.Said, StringComparison.Ordinal);
        await product.DeliverAsync();
        await using var db = product.Read();
        var told = Assert.Single(await db.Set<Banzhang.Platform.Notices.Notice>().Where(n => n.Recipient == product.Manager.Id && n.Kind == "MailAccountFails").ToListAsync(Stop));
        Assert.Contains(account.Facts.Address, told.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_whose_uids_change_their_meaning_is_read_again_without_adding_anything_twice()
    {
        var account = await AccountAsync(3);
        await FetchAsync(account);
        _server.Validity++;
        _server.Mails.Clear();
        for (var i = 0; i < 4; i++)
        {
            _server.Put((uint)(i + 1), Numbered(4 - i, account));
        }

        await FetchAsync(account);

        Assert.Equal(["Mail 1", "Mail 2", "Mail 3", "Mail 4"], (await _desk.LogOfAsync(account.Id)).Select(r => r.Subject));
        Assert.Equal((_server.Validity, 4L), ((await LinkAsync(account)).Validity, (await LinkAsync(account)).LastUid));
    }

    [Fact]
    public async Task Only_one_node_reads_a_mailbox_and_a_late_one_adds_nothing()
    {
        var account = await AccountAsync(1);
        var links = product.Get<MailLinksHandler>();
        var slow = new MailLinksHandler(product.Get<IDbContextFactory<AppDb>>(), product.Get<IWrites>(), product.Clock);

        Assert.True(await slow.ClaimAsync(account.Id, MailDirection.In, Stop));
        Assert.False(await links.ClaimAsync(account.Id, MailDirection.In, Stop));
        product.Clock.Advance(MailLinksHandler.Lease + TimeSpan.FromSeconds(1));
        Assert.True(await FetchAsync(account));

        Assert.False(await slow.KeepAsync(account.Id, MailDirection.In, Stop));
        var late = await product.Get<Banzhang.Desk.Mailboxes.Receiving.DeliverMailHandler>().TakeInAsync(
            System.Text.Encoding.UTF8.GetBytes(Numbered(2, account)), new(account.Id, null, new(slow.Holder, _server.Validity, 2)), Banzhang.Platform.Identity.Actor.System, Stop);
        Assert.IsType<MailboxIsHeldElsewhere>(late.Refusal);
        Assert.Single(await _desk.LogOfAsync(account.Id));
        var passed = await product.Get<Banzhang.Desk.Mailboxes.Receiving.DeliverMailHandler>().TakeInAsync(
            System.Text.Encoding.UTF8.GetBytes(Numbered(3, account)), new(account.Id, null, new(links.Holder, _server.Validity, 1)), Banzhang.Platform.Identity.Actor.System, Stop);
        Assert.IsType<MailboxIsHeldElsewhere>(passed.Refusal);
        Assert.Single(await _desk.LogOfAsync(account.Id));
    }

    [Fact]
    public async Task A_mail_that_takes_longer_than_the_lease_keeps_its_turn()
    {
        var account = await AccountAsync(1);
        product.Get<MailServers>().Patience = TimeSpan.FromMinutes(5);
        (_server.StallsAt, _server.Silence) = (1, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var links = product.Get<MailLinksHandler>();
        links.Renewal = TimeSpan.FromMilliseconds(20);
        var other = new MailLinksHandler(product.Get<IDbContextFactory<AppDb>>(), product.Get<IWrites>(), product.Clock);

        var fetching = FetchAsync(account);
        await UntilAsync(account, link => link.Holder == links.Holder);
        for (var i = 0; i < 4; i++)
        {
            product.Clock.Advance(MailLinksHandler.Lease * 0.7);
            var now = product.Clock.GetUtcNow();
            await UntilAsync(account, link => link.HeldUntil == now + MailLinksHandler.Lease);
            Assert.False(await other.ClaimAsync(account.Id, MailDirection.In, Stop));
        }

        _server.Silence.SetResult();
        Assert.True(await fetching);
        links.Renewal = MailLinksHandler.Lease / 3;
        Assert.Single(await _desk.LogOfAsync(account.Id));
    }

    [Fact]
    public async Task Whoever_lost_the_turn_stops_in_the_middle_of_a_mail_and_adds_nothing()
    {
        var account = await AccountAsync(1);
        product.Get<MailServers>().Patience = TimeSpan.FromMinutes(5);
        (_server.StallsAt, _server.Silence) = (1, null);
        var links = product.Get<MailLinksHandler>();
        links.Renewal = TimeSpan.FromMilliseconds(20);

        var fetching = FetchAsync(account);
        await _server.FellSilent.Task;
        await product.Get<IWrites>().ActAsync(product.Manager, async (act, stop) =>
        {
            await act.Db.Set<MailLink>().Where(l => l.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, "another node"), stop);
            return Banzhang.Kernel.Outcome.Done;
        }, Stop);

        Assert.Same(fetching, await Task.WhenAny(fetching, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, Stop)));
        Assert.False(await fetching);
        links.Renewal = MailLinksHandler.Lease / 3;
        Assert.Empty(await _desk.LogOfAsync(account.Id));
        Assert.Equal(("another node", MailLinkState.New), ((await LinkAsync(account)).Holder, (await LinkAsync(account)).State));
    }

    [Fact]
    public async Task A_fault_of_our_own_that_cannot_be_written_down_lets_the_server_rest_all_the_same()
    {
        var account = await AccountAsync(0);
        var disk = new FullDisk(product.Get<IWrites>());
        var links = new MailLinksHandler(product.Get<IDbContextFactory<AppDb>>(), disk, product.Clock);
        var pauses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await links.ClaimAsync(account.Id, MailDirection.In, Stop));
            disk.IsFull = true;
            await links.FailedAsync(account.Id, MailDirection.In, new MailServerException(MailStep.Search, MailFaultKind.Unreachable, "The disk is full."), Stop);
            disk.IsFull = false;
            var seconds = 0;
            for (; !await links.ClaimAsync(account.Id, MailDirection.In, Stop); seconds++)
            {
                product.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            pauses.Add(seconds);
        }

        Assert.Equal([10, 20, 40], pauses);
    }

    [Fact]
    public async Task One_hiccup_of_the_database_does_not_cost_the_turn_and_a_lease_that_runs_out_does()
    {
        var account = await AccountAsync(0);
        var writes = new UnluckyWrites(product.Get<IWrites>(), 0);
        var links = new MailLinksHandler(product.Get<IDbContextFactory<AppDb>>(), writes, product.Clock) { Renewal = TimeSpan.FromMilliseconds(20) };
        Assert.True(await links.ClaimAsync(account.Id, MailDirection.In, Stop));

        await links.WhileHeldAsync(account.Id, MailDirection.In, async held =>
        {
            writes.Left = 3;
            while (writes.Left >= 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, held);
            }
        }, Stop);
        await Assert.ThrowsAnyAsync<Exception>(() => links.WhileHeldAsync(account.Id, MailDirection.In, held =>
        {
            writes.Left = int.MaxValue;
            product.Clock.Advance(MailLinksHandler.Lease);
            return Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, held);
        }, Stop));
    }

    [Fact]
    public async Task A_lease_that_runs_out_while_the_disk_is_full_costs_the_turn()
    {
        var account = await AccountAsync(0);
        var disk = new FullDisk(product.Get<IWrites>());
        var links = new MailLinksHandler(product.Get<IDbContextFactory<AppDb>>(), disk, product.Clock) { Renewal = TimeSpan.FromMilliseconds(20) };
        Assert.True(await links.ClaimAsync(account.Id, MailDirection.In, Stop));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => links.WhileHeldAsync(account.Id, MailDirection.In, held =>
        {
            disk.IsFull = true;
            product.Clock.Advance(MailLinksHandler.Lease);
            return Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, held);
        }, Stop));
    }

    [Fact]
    public async Task A_mail_the_server_says_yes_to_and_does_not_give_is_named_and_can_be_fetched_later()
    {
        var account = await AccountAsync(2);
        _server.WithholdsAt = 1;
        Assert.True(await FetchAsync(account));
        _server.WithholdsAt = 0;
        var log = await _desk.LogOfAsync(account.Id);
        Assert.Equal([(MailFate.Quarantined, MailReason.Faulty), (MailFate.Opened, MailReason.NewMatter)], log.Select(r => (r.Fate, r.Reason)));

        Assert.Equal(MailFate.Opened, (await product.Get<RefetchMailHandler>().HandleAsync(new(log[0].Id), product.Supervisor, Stop)).Value.Fate);
    }

    [Fact]
    public async Task While_the_disk_is_full_the_mail_server_is_let_rest()
    {
        var account = await AccountAsync(1);
        var intake = MailDesk.Intake(product, new FullDisk(product.Get<IWrites>()) { IsFull = true });
        using var fetching = new MailboxFetching(
            product.Get<MailAccountsQuery>(), product.Get<MailLinksHandler>(), new FetchMailboxHandler(intake, product.Get<MailLinksHandler>(), product.Get<Banzhang.Platform.Settings.SettingsBook>()),
            product.Get<MailServers>(), product.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<MailboxFetching>.Instance);

        Assert.False(await fetching.OnceAsync(account, Stop));
        Assert.False(await fetching.OnceAsync(account, Stop));

        var link = await LinkAsync(account);
        Assert.Equal((1, MailLinkState.Failing, true), (_server.Logins, link.State, link.NextTryAt > product.Clock.GetUtcNow()));
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await FetchAsync(account));
        Assert.Equal(MailFate.Opened, Assert.Single(await _desk.LogOfAsync(account.Id)).Fate);
    }

    [Fact]
    public async Task What_came_while_a_new_account_was_set_right_is_read_and_what_lay_there_before_is_not()
    {
        var account = await _desk.SaveAsync(new("127.0.0.1", _server.Port, Encryption.None, ""), new("", 0, Encryption.Tls, ""), facts => facts with { TakesOld = false });
        var saved = product.Clock.GetUtcNow();
        for (var i = 1; i <= 2; i++)
        {
            _server.Put((uint)i, Numbered(i, account));
        }

        (_server.ArrivedAt[1], _server.ArrivedAt[2]) = (saved.AddDays(-2), saved.AddMinutes(10));
        _server.RefusesLogins = true;
        Assert.False(await FetchAsync(account));
        product.Clock.Advance(TimeSpan.FromHours(5));
        _server.RefusesLogins = false;
        Assert.True(await FetchAsync(account));

        Assert.Equal(["Mail 2"], (await _desk.LogOfAsync(account.Id)).Select(r => r.Subject));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_in_between_does_not_excuse_a_mail_that_never_comes_whole()
    {
        var account = await AccountAsync(2);
        for (var i = 0; i < 8; i++)
        {
            _server.HangsUpAt = 1;
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(20));
            _server.Greeting = "* BYE later";
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(20));
            _server.Greeting = "* OK [CAPABILITY IMAP4rev1] ready";
        }

        Assert.Equal([MailFate.Quarantined, MailFate.Opened], (await _desk.LogOfAsync(account.Id)).Select(r => r.Fate));
    }

    [Fact]
    public async Task A_server_that_lets_nobody_mark_mails_is_read_all_the_same()
    {
        var account = await AccountAsync(2);
        _server.RefusesFlags = true;

        Assert.True(await FetchAsync(account));
        Assert.Equal((2, MailLinkState.Working), ((await _desk.LogOfAsync(account.Id)).Count, (await LinkAsync(account)).State));
    }

    [Fact]
    public async Task A_mail_that_was_set_aside_unread_can_be_fetched_after_all()
    {
        var account = await AccountAsync(0);
        _server.Put(1, Numbered(1, account) + new string('x', 70 * 1024 * 1024));
        Assert.True(await FetchAsync(account));
        var aside = Assert.Single(await _desk.LogOfAsync(account.Id));

        var forbidden = await product.Get<RefetchMailHandler>().HandleAsync(new(aside.Id), product.Agent, Stop);
        var fetched = await product.Get<RefetchMailHandler>().HandleAsync(new(aside.Id), product.Supervisor, Stop);
        var again = await product.Get<RefetchMailHandler>().HandleAsync(new(aside.Id), product.Supervisor, Stop);

        Assert.False(forbidden.IsDone);
        Assert.Equal(MailFate.Opened, fetched.Value.Fate);
        Assert.IsType<MailIsNotQuarantined>(again.Refusal);
        var line = Assert.Single(await _desk.LogOfAsync(account.Id));
        Assert.Equal((MailFate.Opened, "Mail 1", true), (line.Fate, line.Subject, line.RawSha256 is not null && line.Bytes > 70 * 1024 * 1024));
    }

    [Fact]
    public async Task A_mail_that_is_gone_from_its_mailbox_is_said_to_be()
    {
        var account = await AccountAsync(1);
        _server.HangsUpAt = 1;
        for (var i = 0; i < 8; i++)
        {
            await FetchAsync(account);
            product.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var aside = Assert.Single(await _desk.LogOfAsync(account.Id));
        var broken = await product.Get<RefetchMailHandler>().HandleAsync(new(aside.Id), product.Supervisor, Stop);
        _server.Mails.Clear();
        var gone = await product.Get<RefetchMailHandler>().HandleAsync(new(aside.Id), product.Supervisor, Stop);

        Assert.IsType<MailboxDoesNotGiveIt>(broken.Refusal);
        Assert.IsType<MailIsGone>(gone.Refusal);
        Assert.StartsWith("The server did not give it whole: ", MailDetail.Say(aside.Detail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_set_aside_is_not_set_aside_again_when_uids_change_their_meaning()
    {
        var account = await AccountAsync(0);
        _server.Put(1, Numbered(1, account) + new string('x', 70 * 1024 * 1024));
        Assert.True(await FetchAsync(account));
        _server.Validity++;
        Assert.True(await FetchAsync(account));

        Assert.Single(await _desk.LogOfAsync(account.Id));
    }

    [Fact]
    public async Task A_server_that_cannot_tell_of_new_mail_is_asked_after_a_pause()
    {
        var account = await AccountAsync(0);
        await using var mailbox = await product.Get<MailServers>().OpenMailboxAsync(account, null, Stop);
        _server.Put(1, Numbered(1, account));

        var waiting = mailbox.WaitAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(50), Stop);

        Assert.Same(waiting, await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System, Stop)));
        Assert.Equal([1u], await mailbox.FindAsync(0, null, Stop));
    }

    [Fact]
    public async Task A_mail_larger_than_allowed_is_not_fetched_but_named_in_quarantine()
    {
        var account = await AccountAsync(0);
        _server.Put(1, Numbered(1, account) + new string('x', 70 * 1024 * 1024));
        _server.Put(2, Numbered(2, account));

        Assert.True(await FetchAsync(account));

        var log = await _desk.LogOfAsync(account.Id);
        Assert.Equal([(MailFate.Quarantined, MailReason.TooLarge), (MailFate.Opened, MailReason.NewMatter)], log.Select(r => (r.Fate, r.Reason)));
        Assert.Null(log[0].RawSha256);
    }

    private async Task<MailAccountCard> AccountAsync(int mails)
    {
        var account = await _desk.AccountAsync(_server);
        for (var i = 1; i <= mails; i++)
        {
            _server.Put((uint)i, Numbered(i, account));
        }

        return account;
    }

    private async Task UntilAsync(MailAccountCard account, Func<MailLink, bool> isSo)
    {
        for (var i = 0; !isSo(await LinkAsync(account)); i++)
        {
            Assert.True(i < 400, "It did not come to pass.");
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, Stop);
        }
    }

    private Task<bool> FetchAsync(MailAccountCard account) => product.Get<MailboxFetching>().OnceAsync(account, Stop);

    private async Task<MailLink> LinkAsync(MailAccountCard account) => (await product.Get<MailLinksHandler>().ReadAsync(account.Id, MailDirection.In, Stop))!;

    private static string Numbered(int number, MailAccountCard account) => MailDesk.Mail(
        string.Create(CultureInfo.InvariantCulture, $"writer{number}@customer.test"), account.Facts.Address, string.Create(CultureInfo.InvariantCulture, $"Mail {number}"), string.Create(CultureInfo.InvariantCulture, $"{number}.{account.Id.Value:N}@customer.test"), "Text.");
}
