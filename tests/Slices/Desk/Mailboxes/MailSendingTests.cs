using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Outbox;
using Banzhang.Desk.Mailboxes.Sending;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Mail;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Live;
using Banzhang.Platform.Notices;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailSendingOnSqlite(SqliteProduct product) : MailSendingTests(product), IClassFixture<SqliteProduct>;

public sealed class MailSendingOnPostgres(PostgresProduct product) : MailSendingTests(product), IClassFixture<PostgresProduct>;

/// <summary>Servers that postpone, refuse, stall and hang up while an answer is handed to them.</summary>
public abstract class MailSendingTests(Product product) : IAsyncDisposable
{
    private readonly MailDesk _desk = new(product);
    private readonly FakeSmtp _server = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("MAIL", "451 4.7.1 greylisted", MailStep.Sender)]
    [InlineData("RCPT", "450 4.2.1 mailbox busy", MailStep.Recipient)]
    [InlineData("DATA", "451 4.3.0 no room", MailStep.Content)]
    [InlineData("dot", "452 4.3.1 no room", MailStep.Content)]
    public async Task A_letter_that_is_postponed_is_tried_again_after_growing_pauses(string step, string said, MailStep failed)
    {
        var (_, customer) = await LetterAsync();
        _server.Says[step] = said;
        await SendAsync();
        var first = await _desk.LetterToAsync(customer);
        var pause = first.NextTryAt - product.Clock.GetUtcNow();
        product.Clock.Advance(pause);
        await SendAsync();
        var second = await _desk.LetterToAsync(customer);
        var longer = second.NextTryAt - product.Clock.GetUtcNow();
        product.Clock.Advance(longer);
        _server.Says.Clear();
        await SendAsync();

        Assert.Equal((OutgoingState.Waiting, 1, failed), (first.State, first.Attempts, first.FailedStep!.Value));
        Assert.StartsWith(said, first.Said, StringComparison.Ordinal);
        Assert.Equal((2, true), (second.Attempts, longer > pause && pause > TimeSpan.Zero));
        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
    }

    [Theory]
    [InlineData("MAIL", "550 5.7.1 we do not know you", MailStep.Sender)]
    [InlineData("RCPT", "550 5.1.1 no such user", MailStep.Recipient)]
    [InlineData("DATA", "554 5.3.0 no", MailStep.Content)]
    [InlineData("dot", "552 5.3.4 too large", MailStep.Content)]
    public async Task A_letter_that_is_refused_is_given_up_at_once(string step, string said, MailStep failed)
    {
        var (account, customer) = await LetterAsync();
        _server.Says[step] = said;
        await SendAsync();
        _server.Says.Clear();
        product.Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync();

        var letter = await _desk.LetterToAsync(customer);
        Assert.Equal((OutgoingState.Failed, 1, failed), (letter.State, letter.Attempts, letter.FailedStep!.Value));
        Assert.NotEqual(MailLinkState.Stopped, (await LinkAsync(account)).State);
    }

    [Theory]
    [InlineData("greeting", "421 4.3.2 too busy", MailStep.Greeting)]
    [InlineData("AUTH", "454 4.7.0 later", MailStep.Login)]
    public async Task A_server_that_is_not_ready_costs_the_letter_no_try(string step, string said, MailStep failed)
    {
        var (account, customer) = await LetterAsync();
        _server.Says[step] = said;
        await SendAsync();
        var link = await LinkAsync(account);
        await SendAsync();
        _server.Says.Clear();
        product.Clock.Advance(TimeSpan.FromMinutes(6));
        await SendAsync();

        Assert.Equal((MailLinkState.Failing, failed, 1), (link.State, link.FailedStep!.Value, link.Attempts));
        Assert.Equal((OutgoingState.Sent, 1), ((await _desk.LetterToAsync(customer)).State, (await _desk.LetterToAsync(customer)).Attempts));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("DATA")]
    [InlineData("dot")]
    public async Task A_server_that_falls_silent_is_left_and_the_letter_waits(string step)
    {
        var (account, customer) = await LetterAsync();
        product.Get<MailServers>().Patience = TimeSpan.FromMilliseconds(200);
        _server.StallsAt = step;
        await SendAsync();
        _server.StallsAt = "";
        product.Get<MailServers>().Patience = TimeSpan.FromSeconds(10);
        var (letter, link) = (await _desk.LetterToAsync(customer), await LinkAsync(account));
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        await SendAsync();

        Assert.Equal((OutgoingState.Waiting, MailLinkState.Failing), (letter.State, link.State));
        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_end_of_a_letter_costs_a_try_and_it_goes_once()
    {
        var (_, customer) = await LetterAsync();
        _server.HangsUpAt = "content";
        await SendAsync();
        _server.HangsUpAt = "";
        var waiting = await _desk.LetterToAsync(customer);
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        await SendAsync();

        Assert.Equal((OutgoingState.Waiting, 1), (waiting.State, waiting.Attempts));
        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
        Assert.Single(_server.Mails);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_end_of_a_letter_sends_it_again_under_the_same_id()
    {
        var (_, customer) = await LetterAsync();
        _server.HangsUpAt = "dot";
        await SendAsync();
        _server.HangsUpAt = "";
        product.Clock.Advance(TimeSpan.FromMinutes(2));
        await SendAsync();

        var letter = await _desk.LetterToAsync(customer);
        Assert.Equal((OutgoingState.Sent, 2), (letter.State, _server.Mails.Count));
        Assert.All(_server.Mails, mail => Assert.Contains($"Message-Id: {letter.MailId}", mail, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_letter_whose_sending_cannot_be_written_down_is_not_sent_again()
    {
        var (account, customer) = await LetterAsync();
        var disk = new FullDisk(product.Get<IWrites>());
        var letters = Letters(disk);
        var session = new CountingSession(_ => disk.IsFull = true);

        await Assert.ThrowsAnyAsync<Exception>(() => letters.SendAsync(session, account, Stop));
        await Assert.ThrowsAnyAsync<Exception>(() => letters.SendAsync(session, account, Stop));
        Assert.Equal(OutgoingState.Waiting, (await _desk.LetterToAsync(customer)).State);
        disk.IsFull = false;
        await letters.SendAsync(session, account, Stop);

        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
        Assert.Equal(1, session.Sent);
    }

    [Fact]
    public async Task A_letter_that_a_person_has_sent_again_after_it_came_back_is_sent_though_its_first_sending_was_never_written_down()
    {
        var (account, customer) = await LetterAsync();
        var disk = new FullDisk(product.Get<IWrites>());
        var letters = Letters(disk);
        var session = new CountingSession(_ => disk.IsFull = true);
        await Assert.ThrowsAnyAsync<Exception>(() => letters.SendAsync(session, account, Stop));
        disk.IsFull = false;
        var letter = await _desk.LetterToAsync(customer);
        product.Clock.Advance(TimeSpan.FromMinutes(1));

        var bounce = await _desk.DeliverAsync($"From: MAILER-DAEMON@mx.test\nTo: {account.Facts.Address}\nSubject: Undelivered\nMessage-ID: <bounce.{customer}>\nReferences: {letter.MailId}\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nNo such user.\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; {customer}\nAction: failed\nStatus: 5.1.1\n--r--\n");
        Assert.Equal((MailFate.Bounced, OutgoingState.Bounced), (bounce.Fate, (await _desk.LetterToAsync(customer)).State));
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await product.Get<RetryLetterHandler>().HandleAsync(new(letter.Id), product.Supervisor, Stop)).IsDone);
        session.Happens = _ => { };
        await letters.SendAsync(session, account, Stop);

        Assert.Equal((2, OutgoingState.Sent), (session.Sent, (await _desk.LetterToAsync(customer)).State));
    }

    [Fact]
    public async Task A_stop_while_the_server_takes_a_letter_neither_breaks_it_off_nor_sends_it_twice()
    {
        var (account, customer) = await LetterAsync();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var session = new CountingSession(token =>
        {
            stopping.Cancel();
            token.ThrowIfCancellationRequested();
        });

        await Record.ExceptionAsync(() => Letters(product.Get<IWrites>()).SendAsync(session, account, stopping.Token));
        await Letters(product.Get<IWrites>()).SendAsync(session, account, Stop);

        Assert.Equal((1, OutgoingState.Sent), (session.Sent, (await _desk.LetterToAsync(customer)).State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Letters_of_an_account_that_is_gone_say_so_and_the_supervisor_hears_of_it(bool isRemoved)
    {
        var (account, customer) = await LetterAsync();

        if (isRemoved)
        {
            Assert.True((await product.Get<RemoveMailAccountHandler>().HandleAsync(new(account.Id, account.Version), product.Manager, Stop)).IsDone);
        }
        else
        {
            Assert.True((await product.Get<SaveMailAccountHandler>().HandleAsync(new(account.Id, account.Version, account.Facts with { IsActive = false }), product.Manager, Stop)).IsDone);
        }

        await SendAsync();
        await product.DeliverAsync();

        var row = Assert.Single((await product.Get<OutboxQuery>().RunAsync(new(), product.Supervisor, Stop)).Value.Rows, r => r.ToAddress == customer);
        Assert.Equal(isRemoved ? (OutgoingState.Failed, LetterAccount.IsRemoved) : (OutgoingState.Waiting, LetterAccount.IsOff), (row.State, row.Leaves));
        await using var db = product.Read();
        var told = Assert.Single(await db.Set<Notice>().Where(n => n.Recipient == product.Supervisor.Id && n.Kind == nameof(LettersAreStranded) && n.English.Contains(account.Facts.Address)).ToListAsync(Stop));
        Assert.StartsWith("1 answers", told.English, StringComparison.Ordinal);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task The_files_of_an_answer_go_out_with_it_as_they_are()
    {
        var account = await _desk.SaveAsync(new("", 0, Encryption.Tls, ""), new("127.0.0.1", _server.Port, Encryption.None, ""));
        var customer = MailWorld.Address("letter", "customer.test");
        await _desk.DeliverAsync(MailDesk.Mail(customer, account.Facts.Address, "Hello", customer, "Anybody there?"), account.Facts.Address);
        var number = (await _desk.TicketOfAsync(customer))!.Number;
        var large = new byte[2 * 1024 * 1024];
        new Random(3).NextBytes(large);

        var answered = await product.Get<AddMessageHandler>().HandleAsync(number, new("Here.", Attachments: [new("\u6536\u636E.bin", large), new("a.txt", "one\n"u8.ToArray()), new("0.txt", "two\n"u8.ToArray())]), null, product.Agent, Stop);
        await SendAsync();

        Assert.True(answered.IsDone, answered.Refusal?.Code);
        var mail = MailReader.Read(System.Text.Encoding.Latin1.GetBytes(Assert.Single(_server.Mails, m => m.Contains(customer, StringComparison.Ordinal))));
        Assert.Equal(["\u6536\u636E.bin", "a.txt", "0.txt"], mail.Attachments.Select(a => a.Name));
        Assert.Equal([large, "one\n"u8.ToArray(), "two\n"u8.ToArray()], mail.Attachments.Select(a => a.ToArray()));
        Assert.StartsWith("Here.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_takes_fewer_bytes_than_a_note_and_says_so_before_anything_is_stored()
    {
        var account = await _desk.SaveAsync(new("", 0, Encryption.Tls, ""), new("127.0.0.1", _server.Port, Encryption.None, ""));
        var customer = MailWorld.Address("letter", "customer.test");
        await _desk.DeliverAsync(MailDesk.Mail(customer, account.Facts.Address, "Hello", customer, "Anybody there?"), account.Facts.Address);
        var ticket = (await _desk.TicketOfAsync(customer))!;
        SentFile[] files = [new("large.bin", new byte[(16 * 1024 * 1024) + 1])];

        var answer = await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Here.", Attachments: files), null, product.Agent, Stop);
        var note = await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Here.", Visibility: Visibility.Internal, Attachments: files), null, product.Agent, Stop);

        Assert.Equal(("attachments", 16L), (Assert.IsType<LetterIsTooLarge>(answer.Refusal).Field, answer.Refusal!.Arguments[0]));
        Assert.True(note.IsDone, note.Refusal?.Code);
        await using var db = product.Read();
        Assert.False(await db.Set<OutgoingMail>().AnyAsync(o => o.ToAddress == customer, Stop));
    }

    private async Task<(MailAccountCard Account, string Customer)> LetterAsync()
    {
        var account = await _desk.SaveAsync(new("", 0, Encryption.Tls, ""), new("127.0.0.1", _server.Port, Encryption.None, ""));
        var customer = MailWorld.Address("letter", "customer.test");
        await _desk.DeliverAsync(MailDesk.Mail(customer, account.Facts.Address, "Hello", customer, "Anybody there?"), account.Facts.Address);
        await product.Get<AddMessageHandler>().HandleAsync((await _desk.TicketOfAsync(customer))!.Number, new("Yes."), null, product.Agent, Stop);
        return (account, customer);
    }

    private SendLettersHandler Letters(IWrites writes) => new(
        product.Get<IDbContextFactory<AppDb>>(), writes, product.Get<LetterQuery>(), product.Get<FileStore>(), product.Get<LiveBoard>(), product.Clock, NullLogger<SendLettersHandler>.Instance);

    private Task SendAsync() => product.Get<MailSending>().OnceAsync(Stop);

    private async Task<MailLink> LinkAsync(MailAccountCard account) => (await product.Get<MailLinksHandler>().ReadAsync(account.Id, MailDirection.Out, Stop))!;

    /// <summary>Takes every letter, and then something happens.</summary>
    private sealed class CountingSession(Action<CancellationToken> happens) : IMailSession
    {
        public Action<CancellationToken> Happens { get; set; } = happens;

        public int Sent { get; private set; }

        public Task<string> SendAsync(MailEnvelope envelope, ReadOnlyMemory<byte> mail, CancellationToken stop)
        {
            Sent++;
            Happens(stop);
            return Task.FromResult("250 taken");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
