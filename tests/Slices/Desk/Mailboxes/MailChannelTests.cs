using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Fetching;
using Banzhang.Desk.Mailboxes.Outbox;
using Banzhang.Desk.Mailboxes.Sending;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Notices;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailChannelOnSqlite(SqliteProduct product) : MailChannelTests(product), IClassFixture<SqliteProduct>;

public sealed class MailChannelOnPostgres(PostgresProduct product) : MailChannelTests(product), IClassFixture<PostgresProduct>;

/// <summary>Mail as a channel, through a real IMAP server and a real mail server.</summary>
public abstract class MailChannelTests(Product product)
{
    private readonly MailDesk _desk = new(product);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customers_mail_becomes_a_ticket_and_the_answer_reaches_the_customer_and_finds_back()
    {
        var account = await _desk.AccountAsync(sends: true);
        var customer = MailWorld.Address("mei", "customer.test");
        await MailWorld.SendAsync(customer, account.Facts.Address, Mail(customer, account.Facts.Address, "Parcel stands still", "first@customer.test", "Where is it?"), Stop);
        await MailWorld.ReadAsync(account.Facts.Address, 1, Stop);

        Assert.True(await product.Get<MailboxFetching>().OnceAsync(account, Stop));
        var ticket = (await _desk.TicketOfAsync(customer))!;
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("It is on its way & arrives <tomorrow>."), null, product.Agent, Stop);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(OutgoingState.Waiting, (await _desk.LetterToAsync(customer)).State);
        await product.Get<MailSending>().OnceAsync(Stop);
        var answer = Assert.Single(await MailWorld.ReadAsync(customer, 1, Stop));
        await MailWorld.SendAsync(customer, account.Facts.Address, Mail(customer, account.Facts.Address, "Thanks", "second@customer.test", "Thank you.", $"In-Reply-To: <{answer.MessageId}>\n"), Stop);
        await MailWorld.ReadAsync(account.Facts.Address, 2, Stop);
        Assert.True(await product.Get<MailboxFetching>().OnceAsync(account, Stop));

        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
        Assert.Equal($"Re: Parcel stands still [{ticket.Number}]", answer.Subject);
        Assert.Equal("first@customer.test", answer.InReplyTo);
        Assert.Equal(["first@customer.test"], answer.References);
        Assert.StartsWith("It is on its way & arrives <tomorrow>.", answer.TextBody, StringComparison.Ordinal);
        Assert.Contains("arrives &lt;tomorrow&gt;.", answer.HtmlBody, StringComparison.Ordinal);
        Assert.Contains(ticket.Number, answer.TextBody, StringComparison.Ordinal);
        Assert.EndsWith("wrote:\n> Where is it?\n", answer.TextBody, StringComparison.Ordinal);
        Assert.Equal(["Where is it?", "It is on its way & arrives <tomorrow>.", "Thank you."], await _desk.ThreadAsync(ticket.Id));
        Assert.Equal([MailReason.NewMatter, MailReason.ByReference], (await _desk.LogOfAsync(account.Id)).Select(r => r.Reason));
    }

    [Fact]
    public async Task A_mail_that_comes_back_marks_its_answer_and_stands_in_the_thread()
    {
        var account = await _desk.AccountAsync(sends: true);
        var customer = $"gone{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}@gone.test";
        await MailWorld.PutAsync(account.Facts.Address, [Mail(customer, account.Facts.Address, "Hello", "gone@customer.test", "Anybody there?")], Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);
        var ticket = (await _desk.TicketOfAsync(customer))!;
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Yes, we are."), null, product.Agent, Stop);

        await product.Get<MailSending>().OnceAsync(Stop);
        await MailWorld.ReadAsync(account.Facts.Address, 2, Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);

        var letter = await _desk.LetterToAsync(customer);
        Assert.Equal(OutgoingState.Bounced, letter.State);
        Assert.Contains("5.1.1", letter.Said, StringComparison.Ordinal);
        var report = (await _desk.LogOfAsync(account.Id))[^1];
        Assert.Equal((MailFate.Bounced, MailReason.NotDelivered, ticket.Id), (report.Fate, report.Reason, report.TicketId!.Value));
        await using var db = product.Read();
        Assert.Equal(AuthorKind.System, (await db.Set<Message>().SingleAsync(m => m.Id == report.MessageId, Stop)).Author);
        await product.DeliverAsync();
        Assert.Single(await db.Set<Notice>().Where(n => n.Recipient == product.Agent.Id && n.Kind == nameof(AnswerNotDelivered) && n.Address == $"/desk/{ticket.Number}").ToListAsync(Stop));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_composed_waits_and_keeps_back_no_other()
    {
        var account = await _desk.AccountAsync(sends: true);
        var (broken, sound) = (MailWorld.Address("broken", "customer.test"), MailWorld.Address("sound", "customer.test"));
        await MailWorld.PutAsync(account.Facts.Address, [Mail(broken, account.Facts.Address, "One", $"{broken}", "One"), Mail(sound, account.Facts.Address, "Two", $"{sound}", "Two")], Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);
        await product.Get<AddMessageHandler>().HandleAsync((await _desk.TicketOfAsync(broken))!.Number, new("With a file"), null, product.Agent, Stop);
        await product.Get<IWrites>().ActAsync(product.Agent, async (act, stop) =>
        {
            var message = (await act.Db.Set<OutgoingMail>().SingleAsync(o => o.ToAddress == broken, stop)).MessageId;
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Value, "gone.txt", new(new string('0', 64), "text/plain", 3), act.Now));
            return Outcome.Done;
        }, Stop);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await product.Get<AddMessageHandler>().HandleAsync((await _desk.TicketOfAsync(sound))!.Number, new("Without"), null, product.Agent, Stop);

        await product.Get<MailSending>().OnceAsync(Stop);

        var waiting = await _desk.LetterToAsync(broken);
        Assert.Equal((OutgoingState.Waiting, 1, MailStep.Content), (waiting.State, waiting.Attempts, waiting.FailedStep!.Value));
        Assert.True(waiting.NextTryAt > product.Clock.GetUtcNow());
        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(sound)).State);
    }

    [Fact]
    public async Task A_copy_the_server_refuses_does_not_keep_the_answer_from_the_customer()
    {
        var account = await _desk.AccountAsync(sends: true);
        var (customer, nobody) = (MailWorld.Address("xu", "customer.test"), MailWorld.Address("nobody-", "customer.test"));
        await MailWorld.PutAsync(account.Facts.Address, [Mail(customer, account.Facts.Address, "Hello", $"{customer}", "Anybody there?", $"Cc: {nobody}\n")], Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);
        await product.Get<AddMessageHandler>().HandleAsync((await _desk.TicketOfAsync(customer))!.Number, new("Yes."), null, product.Agent, Stop);

        await product.Get<MailSending>().OnceAsync(Stop);

        Assert.Equal(OutgoingState.Sent, (await _desk.LetterToAsync(customer)).State);
        Assert.Single(await MailWorld.ReadAsync(customer, 1, Stop));
    }

    [Fact]
    public async Task Whom_the_customer_wrote_to_as_well_gets_a_copy_of_the_answer_unless_the_agent_says_no()
    {
        var account = await _desk.AccountAsync(sends: true);
        var (customer, boss) = (MailWorld.Address("ye", "customer.test"), MailWorld.Address("boss", "customer.test"));
        await MailWorld.PutAsync(account.Facts.Address, [Mail(customer, account.Facts.Address, "Hello", $"{customer}", "Anybody there?", $"Cc: Boss <{boss}>, {account.Facts.Address}\n")], Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);
        var ticket = (await _desk.TicketOfAsync(customer))!;

        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Yes, both of you."), null, product.Agent, Stop);
        Assert.Equal(boss, (await _desk.LetterToAsync(customer)).Copies);
        product.Clock.Advance(TimeSpan.FromSeconds(1));
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Only you.", Copies: false), null, product.Agent, Stop);
        Assert.Equal("", (await _desk.LetterToAsync(customer)).Copies);
        await product.Get<MailSending>().OnceAsync(Stop);

        await using var db = product.Read();
        Assert.All(await db.Set<OutgoingMail>().Where(o => o.ToAddress == customer).ToListAsync(Stop), o => Assert.Equal((OutgoingState.Sent, ""), (o.State, o.FailedStep is null ? "" : o.Said)));
        Assert.Equal(2, (await MailWorld.ReadAsync(customer, 2, Stop)).Count);
        var copy = Assert.Single(await MailWorld.ReadAsync(boss, 1, Stop));
        Assert.StartsWith("Yes, both of you.", copy.TextBody, StringComparison.Ordinal);
        Assert.Equal([boss], copy.Cc.Mailboxes.Select(m => m.Address));
    }

    [Fact]
    public async Task A_recipient_the_server_refuses_fails_at_once_and_a_person_may_try_again()
    {
        var account = await _desk.AccountAsync(sends: true);
        var customer = MailWorld.Address("nobody-", "customer.test");
        await MailWorld.PutAsync(account.Facts.Address, [Mail(customer, account.Facts.Address, "Hello", $"{customer}", "Anybody there?")], Stop);
        await product.Get<MailboxFetching>().OnceAsync(account, Stop);
        var ticket = (await _desk.TicketOfAsync(customer))!;
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("Yes."), null, product.Agent, Stop);

        await product.Get<MailSending>().OnceAsync(Stop);
        var failed = await _desk.LetterToAsync(customer);
        var retried = await product.Get<RetryLetterHandler>().HandleAsync(new(failed.Id), product.Supervisor, Stop);
        var waiting = await _desk.LetterToAsync(customer);

        Assert.Equal((OutgoingState.Failed, MailStep.Recipient), (failed.State, failed.FailedStep!.Value));
        Assert.StartsWith("550", failed.Said, StringComparison.Ordinal);
        Assert.True(retried.IsDone);
        Assert.Equal((OutgoingState.Waiting, 0), (waiting.State, waiting.Attempts));
    }

    [Fact]
    public async Task The_same_mail_in_two_accounts_is_one_message_with_two_lines_in_the_log()
    {
        var (one, other) = (await _desk.AccountAsync(), await _desk.AccountAsync());
        var customer = MailWorld.Address("lin", "customer.test");
        var mail = Mail(customer, one.Facts.Address, "Twice", $"{customer}", "I wrote to both.");
        await MailWorld.PutAsync(one.Facts.Address, [mail], Stop);
        await MailWorld.PutAsync(other.Facts.Address, ["Received: from elsewhere\n" + mail], Stop);

        await product.Get<MailboxFetching>().OnceAsync(one, Stop);
        await product.Get<MailboxFetching>().OnceAsync(other, Stop);

        var copy = Assert.Single(await _desk.LogOfAsync(other.Id));
        Assert.Equal((MailFate.Known, MailReason.SameMail), (copy.Fate, copy.Reason));
        var ticket = (await _desk.TicketOfAsync(customer))!;
        Assert.Equal(ticket.Id, copy.TicketId);
        Assert.Equal(["I wrote to both."], await _desk.ThreadAsync(ticket.Id));
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_refused_unless_it_is_pinned()
    {
        var refused = await _desk.AccountAsync(encryption: Encryption.Tls, pinned: false);
        var pinned = await _desk.AccountAsync(encryption: Encryption.Tls, pinned: true);
        var upgraded = await _desk.AccountAsync(encryption: Encryption.StartTls, pinned: true);
        var other = await _desk.AccountAsync(encryption: Encryption.Tls, fingerprint: new string('A', 64));

        Assert.False(await product.Get<MailboxFetching>().OnceAsync(refused, Stop));
        Assert.True(await product.Get<MailboxFetching>().OnceAsync(pinned, Stop));
        Assert.True(await product.Get<MailboxFetching>().OnceAsync(upgraded, Stop));
        Assert.False(await product.Get<MailboxFetching>().OnceAsync(other, Stop));

        Assert.Equal((MailLinkState.Failing, MailStep.Certificate), await StateAsync(refused));
        Assert.Equal(MailLinkState.Working, (await product.Get<MailLinksHandler>().ReadAsync(pinned.Id, MailDirection.In, Stop))!.State);
        Assert.Equal((MailLinkState.Failing, MailStep.Certificate), await StateAsync(other));
    }

    [Fact]
    public async Task A_mailbox_is_told_of_new_mail_while_it_waits()
    {
        var account = await _desk.AccountAsync();
        await using var mailbox = await product.Get<MailServers>().OpenMailboxAsync(account, null, Stop);

        var waiting = mailbox.WaitAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), Stop);
        await MailWorld.PutAsync(account.Facts.Address, [Mail("x@customer.test", account.Facts.Address, "News", "news@customer.test", "!")], Stop);
        var first = await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System, Stop));

        Assert.Same(waiting, first);
        Assert.Single(await mailbox.FindAsync(0, null, Stop));
    }

    private static string Mail(string from, string to, string subject, string id, string text, string more = "") => MailDesk.Mail(from, to, subject, id, text, more);

    private async Task<(MailLinkState, MailStep)> StateAsync(MailAccountCard account) =>
        await product.Get<MailLinksHandler>().ReadAsync(account.Id, MailDirection.In, Stop) is { FailedStep: { } step } link ? (link.State, step) : default;
}
