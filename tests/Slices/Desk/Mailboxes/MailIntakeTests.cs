using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Log;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailIntakeOnSqlite(SqliteProduct product) : MailIntakeTests(product), IClassFixture<SqliteProduct>;

public sealed class MailIntakeOnPostgres(PostgresProduct product) : MailIntakeTests(product), IClassFixture<PostgresProduct>;

/// <summary>What becomes of a mail, and why.</summary>
public abstract class MailIntakeTests(Product product)
{
    private readonly MailDesk _desk = new(product);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_else_who_answers_in_a_thread_is_shown_as_a_stranger()
    {
        var opened = await OpenAsync("wu@customer.test");
        var joined = await _desk.DeliverAsync(MailDesk.Mail("boss@elsewhere.test", "help@shop.test", "Re: Help", "joined@elsewhere.test", "Me too.", "References: <wu@customer.test>\n"));

        Assert.Equal((MailFate.Continued, opened.Number), (joined.Fate, joined.Ticket));
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == "boss@elsewhere.test", Stop);
        Assert.True(line.IsStranger);
        Assert.Equal("Customer", (await db.Set<Message>().SingleAsync(m => m.Id == line.MessageId, Stop)).AuthorName);
        Assert.Null((await db.Set<Message>().SingleAsync(m => m.Id == line.MessageId, Stop)).AuthorId);
    }

    [Theory]
    [InlineData("Re: Help [{0}]")]
    [InlineData("[#{1}] it goes on")]
    public async Task A_number_in_the_subject_counts_from_the_customers_own_address_only(string subject)
    {
        var customer = MailWorld.Address("han", "customer.test");
        var opened = await OpenAsync(customer);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, opened.Number, TicketNumbers.Parse(opened.Number));

        var own = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", text, $"own.{customer}", "More."));
        var guessed = await _desk.DeliverAsync(MailDesk.Mail($"other.{customer}", "help@shop.test", text, $"guess.{customer}", "What is it?"));

        Assert.Equal((MailFate.Continued, opened.Number), (own.Fate, own.Ticket));
        Assert.Equal(MailFate.Opened, guessed.Fate);
        Assert.NotEqual(opened.Number, guessed.Ticket);
    }

    [Fact]
    public async Task The_address_of_a_ticket_leads_to_it_and_a_forged_one_does_not()
    {
        var account = await _desk.SaveAsync(new("127.0.0.1", 1, Encryption.None, ""), new("", 0, Encryption.Tls, ""));
        var opened = await OpenAsync("zhou@customer.test");
        var address = product.Get<TicketAddress>().For(account, TicketNumbers.Parse(opened.Number)!.Value);

        var right = await _desk.DeliverAsync(MailDesk.Mail("zhou@customer.test", address, "No subject of yours", "a1@customer.test", "Again me."));
        var forged = await _desk.DeliverAsync(MailDesk.Mail("zhou@customer.test", address.Replace("@", "0@", StringComparison.Ordinal), "Nor here", "a2@customer.test", "Again me."));

        Assert.Equal((MailFate.Continued, opened.Number), (right.Fate, right.Ticket));
        Assert.Equal(MailFate.Opened, forged.Fate);
    }

    [Fact]
    public async Task A_mail_to_a_merged_ticket_arrives_in_the_one_that_goes_on()
    {
        var merged = await OpenAsync("lin@customer.test");
        var survivor = await _desk.DeliverAsync(MailDesk.Mail("lin@customer.test", "help@shop.test", "Another matter", "lin2@customer.test", "It is the same, I think."));
        Assert.True((await product.Get<MergeTicketsHandler>().HandleAsync(merged.Number, new(survivor.Ticket), null, product.Agent, Stop)).IsDone);

        var byReference = await _desk.DeliverAsync(MailDesk.Mail("lin@customer.test", "help@shop.test", "Re: Help", "lin3@customer.test", "More.", "References: <lin@customer.test>\n"));
        var byNumber = await _desk.DeliverAsync(MailDesk.Mail("lin@customer.test", "help@shop.test", $"[{merged.Number}]", "lin4@customer.test", "And more."));

        Assert.Equal((MailFate.Continued, survivor.Ticket), (byReference.Fate, byReference.Ticket));
        Assert.Equal((MailFate.Continued, survivor.Ticket), (byNumber.Fate, byNumber.Ticket));
    }

    [Theory]
    [InlineData("Precedence: list\n")]
    [InlineData("Auto-Submitted: auto-generated\n")]
    [InlineData("X-Auto-Response-Suppress: All\n")]
    public async Task What_a_person_asks_through_a_list_or_a_form_opens_a_ticket(string header)
    {
        var customer = MailWorld.Address("form", "customer.test");

        Assert.Equal(MailFate.Opened, (await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", "Order", $"{customer}", "Where is it?", header))).Fate);
    }

    [Fact]
    public async Task A_mail_that_was_let_in_is_not_let_in_again()
    {
        var customer = MailWorld.Address("twice", "customer.test");
        await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", "Loop", $"{customer}", "Round and round", string.Concat(Enumerable.Repeat("Received: from a by b\n", 120))));
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == customer, Stop);
        Assert.Equal(MailFate.Quarantined, line.Fate);
        Assert.True((await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Manager, Stop)).IsDone);

        // The second press passed the first look before the first press was durable.
        var raw = System.Text.Encoding.UTF8.GetBytes(MailDesk.Mail(customer, "help@shop.test", "Loop", $"{customer}", "Round and round", string.Concat(Enumerable.Repeat("Received: from a by b\n", 120))).ReplaceLineEndings("\r\n"));
        Assert.IsType<MailIsNotQuarantined>((await product.Get<DeliverMailHandler>().TakeInAsync(raw, new(line.AccountId, null, Released: line.Id), product.Manager, Stop)).Refusal);
        await using var after = product.Read();
        var kept = await after.Set<ReceivedMail>().SingleAsync(r => r.Id == line.Id, Stop);
        Assert.Equal((MailFate.Opened, true), (kept.Fate, kept.Key is not null));
    }

    [Fact]
    public async Task A_machines_answer_is_kept_as_a_note_and_answered_by_nobody()
    {
        var opened = await OpenAsync("robot@customer.test");

        var note = await _desk.DeliverAsync(MailDesk.Mail("robot@customer.test", "help@shop.test", "Out of office", "away@customer.test", "I am away.", "Auto-Submitted: auto-replied\nReferences: <robot@customer.test>\n"));
        var none = await _desk.DeliverAsync(MailDesk.Mail("robot2@customer.test", "help@shop.test", "Out of office", "away2@customer.test", "I am away.", "Auto-Submitted: auto-replied\n"));

        Assert.Equal((MailFate.Automatic, opened.Number), (note.Fate, note.Ticket));
        Assert.Equal((MailFate.Automatic, ""), (none.Fate, none.Ticket));
        await using var db = product.Read();
        Assert.False(await db.Set<OutgoingMail>().AnyAsync(o => o.TicketId == opened.Id, Stop));
        Assert.Equal(["Help"], await _desk.ThreadAsync(opened.Id));
    }

    [Fact]
    public async Task Whoever_writes_of_automatic_replies_gets_a_ticket_and_a_machines_answer_to_ours_does_not()
    {
        var customer = MailWorld.Address("writes", "customer.test");
        var asked = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", "Auto reply is broken", customer, "Since yesterday."));
        var away = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", "Auto reply: away", $"away.{customer}", "I am away.", $"In-Reply-To: <{customer}>\n"));

        Assert.Equal((MailFate.Opened, MailFate.Automatic), (asked.Fate, away.Fate));
        Assert.Equal(asked.Ticket, away.Ticket);
    }

    [Fact]
    public async Task Our_own_mail_coming_back_adds_nothing()
    {
        await _desk.SaveAsync(new("127.0.0.1", 1, Encryption.None, ""), new("127.0.0.1", 1, Encryption.None, ""));
        var customer = MailWorld.Address("own", "customer.test");
        var opened = await OpenAsync(customer);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await product.Get<AddMessageHandler>().HandleAsync(opened.Number, new("Here is help."), null, product.Agent, Stop);
        var sent = await _desk.LetterToAsync(customer);

        var back = await _desk.DeliverAsync(MailDesk.Mail("anybody@shop.test", customer, "Re: Help", sent.MailId.Trim('<', '>'), "Here is help."));

        Assert.Equal((MailFate.Own, opened.Number), (back.Fate, back.Ticket));
        Assert.Equal(["Help", "Here is help."], await _desk.ThreadAsync(opened.Id));
    }

    [Fact]
    public async Task What_cannot_be_read_or_runs_in_circles_waits_until_a_person_lets_it_in()
    {
        var account = await _desk.SaveAsync(new("127.0.0.1", 1, Encryption.None, ""), new("", 0, Encryption.Tls, ""));
        var unreadable = await _desk.DeliverAsync("just some words");
        var loop = await _desk.DeliverAsync(MailDesk.Mail(account.Facts.Address, account.Facts.Address, "To myself", "self@shop.test", "Round and round."));
        await using var db = product.Read();
        var waiting = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.FromAddress == account.Facts.Address, Stop);

        var forbidden = await product.Get<ReleaseMailHandler>().HandleAsync(new(waiting.Id), product.Agent, Stop);
        var released = await product.Get<ReleaseMailHandler>().HandleAsync(new(waiting.Id), product.Supervisor, Stop);
        var again = await product.Get<ReleaseMailHandler>().HandleAsync(new(waiting.Id), product.Supervisor, Stop);

        Assert.Equal(MailFate.Quarantined, unreadable.Fate);
        Assert.Equal((MailFate.Quarantined, MailReason.Loop), (loop.Fate, waiting.Reason));
        Assert.False(forbidden.IsDone);
        Assert.Equal(MailFate.Opened, released.Value.Fate);
        Assert.IsType<MailIsNotQuarantined>(again.Refusal);
        Assert.Equal(MailFate.Opened, (await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.Id == waiting.Id, Stop)).Fate);
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\r\n", MailFate.Automatic)]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n", MailFate.Bounced)]
    public async Task What_was_wrongly_taken_for_a_machines_and_has_no_ticket_is_let_in_by_a_person(string header, MailFate fate)
    {
        var sender = MailWorld.Address("judged", "customer.test");
        var raw = $"From: <{sender}>\r\nTo: help@shop.test\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: <{sender}>\r\n{header}\r\n"
            + (fate == MailFate.Automatic ? "My kettle leaks." : $"--b\r\n\r\nMy kettle leaks.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.test\r\n\r\nFinal-Recipient: rfc822; {sender}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n");
        var judged = await _desk.DeliverAsync(raw);
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.FromAddress == sender, Stop);

        var released = await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop);
        var again = await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop);

        Assert.Equal((fate, "", true), (judged.Fate, judged.Ticket, line.CanBeLetIn));
        Assert.Equal(MailFate.Opened, released.Value.Fate);
        Assert.NotEmpty(released.Value.Ticket);
        Assert.IsType<MailIsNotQuarantined>(again.Refusal);
    }

    [Fact]
    public async Task More_mail_of_one_sender_than_a_person_writes_waits_in_quarantine_and_can_be_thrown_away()
    {
        var sender = MailWorld.Address("flood", "customer.test");
        for (var i = 0; i < MailSettings.Limits.Default.SenderMails; i++)
        {
            await _desk.DeliverAsync(MailDesk.Mail(sender, "help@shop.test", $"Number {i}", $"{i}.{sender}", "!"));
        }

        var more = await _desk.DeliverAsync(MailDesk.Mail(sender, "help@shop.test", "One more", $"more.{sender}", "!"));
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == sender && r.Fate == MailFate.Quarantined, Stop);
        var discarded = await product.Get<DiscardMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop);

        Assert.Equal((MailFate.Quarantined, MailReason.TooMany), (more.Fate, line.Reason));
        Assert.True(discarded.IsDone);
    }

    [Fact]
    public async Task The_raw_mail_is_kept_whole_with_more_attachments_than_the_ticket_takes()
    {
        var sender = MailWorld.Address("many", "customer.test");
        var parts = string.Concat(Enumerable.Range(1, 120).Select(i => $"--b\nContent-Type: text/plain; name=f{i}.txt\nContent-Disposition: attachment; filename=f{i}.txt\n\nfile {i}\n"));
        var mail = $"From: {sender}\nSubject: Many files\nMessage-ID: <{sender}>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee there.\n{parts}--b--\n".ReplaceLineEndings("\r\n");

        var opened = await _desk.DeliverAsync(mail);

        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == sender, Stop);
        Assert.Equal(20, line.LeftOut);
        Assert.Equal(100, await db.Set<StoredFile>().CountAsync(f => f.Owner == line.MessageId!.Value.Value, Stop));
        using var raw = new StreamReader(product.Get<FileStore>().Open(line.RawSha256!)!);
        Assert.Equal(mail, await raw.ReadToEndAsync(Stop));
        Assert.Equal(MailFate.Opened, opened.Fate);
    }

    [Fact]
    public async Task An_id_that_another_mail_has_makes_no_mail_disappear_and_lets_nobody_into_its_ticket()
    {
        var victim = await OpenAsync("liu@customer.test");
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        var changed = await _desk.DeliverAsync(MailDesk.Mail("liu@customer.test", "help@shop.test", "Help", "liu@customer.test", "Help\n--\nFooter of a list"));
        var other = await _desk.DeliverAsync(MailDesk.Mail("thief@elsewhere.test", "help@shop.test", "Something else", "liu@customer.test", "Not the same at all."));

        Assert.Equal((MailFate.Continued, victim.Number), (changed.Fate, changed.Ticket));
        Assert.Equal(MailFate.Opened, other.Fate);
        Assert.NotEqual(victim.Number, other.Ticket);
        Assert.DoesNotContain("Not the same at all.", await _desk.ThreadAsync(victim.Id));
        Assert.Equal(["Not the same at all."], await _desk.ThreadAsync((await _desk.TicketOfAsync("thief@elsewhere.test"))!.Id));
    }

    [Fact]
    public async Task Whoever_forges_the_customers_address_and_guesses_the_number_gets_no_answer()
    {
        await _desk.SaveAsync(new("127.0.0.1", 1, Encryption.None, ""), new("127.0.0.1", 1, Encryption.None, ""));
        var customer = MailWorld.Address("forged", "customer.test");
        var opened = await OpenAsync(customer);
        product.Clock.Advance(TimeSpan.FromMinutes(1));
        var forged = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", $"[{opened.Number}] and my address?", $"forged.{customer}", "Tell me.", "Reply-To: thief@elsewhere.test\nCc: thief2@elsewhere.test\n"));
        product.Clock.Advance(TimeSpan.FromMinutes(1));

        await product.Get<AddMessageHandler>().HandleAsync(opened.Number, new("Your address is known to you."), null, product.Agent, Stop);

        var taken = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", $"[{opened.Number}] and my order?", $"taken.{customer}", "Tell me too.").Replace("From: ", "From: Customer <thief3@elsewhere.test>, ", StringComparison.Ordinal));

        Assert.Equal((MailFate.Continued, opened.Number), (forged.Fate, forged.Ticket));
        Assert.Equal(MailFate.Opened, taken.Fate);
        Assert.NotEqual(opened.Number, taken.Ticket);
        await using var db = product.Read();
        var letter = Assert.Single(await db.Set<OutgoingMail>().Where(o => o.TicketId == opened.Id).ToListAsync(Stop));
        Assert.Equal((customer, ""), (letter.ToAddress, letter.Copies));
    }

    [Fact]
    public async Task What_waits_in_quarantine_or_was_thrown_away_does_not_come_a_second_time()
    {
        var sender = MailWorld.Address("again", "customer.test");
        var mail = MailDesk.Mail(sender, "help@shop.test", "Loop", sender, "Round and round", string.Concat(Enumerable.Repeat("Received: from a by b\n", 120)));
        var first = await _desk.DeliverAsync(mail);
        var second = await _desk.DeliverAsync("Received: by another way\n" + mail);
        await using var db = product.Read();
        var waiting = Assert.Single(await db.Set<ReceivedMail>().AsNoTracking().Where(r => r.FromAddress == sender && r.Fate == MailFate.Quarantined).ToListAsync(Stop));
        Assert.True((await product.Get<DiscardMailHandler>().HandleAsync(new(waiting.Id), product.Supervisor, Stop)).IsDone);
        var third = await _desk.DeliverAsync(mail);

        Assert.Equal([MailFate.Quarantined, MailFate.Known, MailFate.Known], new[] { first.Fate, second.Fate, third.Fate });
        Assert.Empty(await db.Set<ReceivedMail>().AsNoTracking().Where(r => r.FromAddress == sender && r.Fate == MailFate.Quarantined).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_mail_too_large_for_the_intake_waits_once_however_often_it_comes()
    {
        var sender = MailWorld.Address("large", "customer.test");
        var mail = MailDesk.Mail(sender, "help@shop.test", "Large", sender, new string('x', 60 * 1024 * 1024));

        var fates = new[] { (await _desk.DeliverAsync(mail)).Fate, (await _desk.DeliverAsync(mail)).Fate };
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.FromAddress == sender && r.Fate == MailFate.Quarantined, Stop);
        var released = await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop);

        Assert.Equal([MailFate.Quarantined, MailFate.Known], fates);
        Assert.Equal(MailFate.Opened, released.Value.Fate);
    }

    [Fact]
    public async Task A_ticket_shows_what_was_encrypted_and_to_what_it_is_invited()
    {
        var (sealing, inviting) = (MailWorld.Address("sealed", "customer.test"), MailWorld.Address("invites", "customer.test"));
        await _desk.DeliverAsync($"From: {sealing}\nSubject: Secret\nMessage-ID: <{sealing}>\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqG\n");
        await _desk.DeliverAsync($"From: {inviting}\nSubject: Meeting\nMessage-ID: <{inviting}>\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261112T060000Z\nSUMMARY:Refund\nLOCATION:Room 3\nEND:VEVENT\nEND:VCALENDAR\n");

        var (secret, meeting) = ((await _desk.TicketOfAsync(sealing))!, (await _desk.TicketOfAsync(inviting))!);
        var marks = await product.Get<Banzhang.Desk.Mailboxes.Display.MailMarksQuery>().ReadAsync([secret.Id, meeting.Id], Stop);

        Assert.Equal(Banzhang.Mail.MailProtection.Encryption, Assert.Single(marks.Values, m => m.Address == sealing).Protection);
        var invitation = Assert.Single(marks.Values, m => m.Address == inviting);
        Assert.Equal(("REQUEST", "Refund \u00b7 2026-11-12 14:00 \u00b7 Room 3"), (invitation.Method, invitation.Invitation));
        Assert.Equal("Invitation: Refund \u00b7 2026-11-12 14:00 \u00b7 Room 3", MailText.Invitation(invitation.Method, invitation.Invitation));
        await using var db = product.Read();
        foreach (var (ticket, file) in new[] { (secret, "smime.p7m"), (meeting, "invite.ics") })
        {
            var message = await db.Set<Message>().SingleAsync(m => m.TicketId == ticket.Id, Stop);
            Assert.Equal(file, (await db.Set<StoredFile>().SingleAsync(f => f.Owner == message.Id.Value, Stop)).Name);
        }
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101")]
    [InlineData("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z")]
    [InlineData("DTSTART;TZID=Asia/Shanghai:00010101T000000", "DTEND;TZID=America/New_York:99991231T235959")]
    public async Task An_appointment_at_the_end_of_the_calendar_keeps_no_conversation_from_opening(string start, string end)
    {
        var customer = MailWorld.Address("never", "customer.test");
        var opened = await _desk.DeliverAsync($"From: {customer}\nSubject: Meeting\nMessage-ID: <{customer}>\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n{start}\n{end}\nSUMMARY:Refund\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Equal("Refund", await ShownAsync(opened.Ticket, customer));
        // As an earlier version stored it.
        var stored = ShownInvitation.Stored(new("REQUEST", "Refund", "", "", new(DateTime.MinValue, 840, false), new(DateTime.MinValue, null, true)));
        await product.Get<IWrites>().ActAsync(product.Manager, async (act, stop) =>
        {
            await act.Db.Set<ReceivedMail>().Where(r => r.FromAddress == customer).ExecuteUpdateAsync(set => set.SetProperty(r => r.Invitation, stored), stop);
            return Banzhang.Kernel.Outcome.Done;
        }, Stop);
        Assert.Equal("Refund \u00b7 0001-01-01 00:00 \u2013 0001-01-01", await ShownAsync(opened.Ticket, customer));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("\U0001F600")]
    public async Task An_appointment_of_nothing_but_marks_is_stored_and_shown(string mark)
    {
        var customer = MailWorld.Address("marks", "customer.test");
        var marks = string.Concat(Enumerable.Repeat(mark, 300));
        var opened = await _desk.DeliverAsync(
            $"From: {customer}\nSubject: Meeting\nMessage-ID: <{customer}>\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nMETHOD:{marks}\nSUMMARY:{marks}\nLOCATION:{marks}\nORGANIZER:{marks}\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Equal(MailFate.Opened, opened.Fate);
        Assert.StartsWith(string.Concat(Enumerable.Repeat(mark, 60)), await ShownAsync(opened.Ticket, customer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_mail_that_nobody_foresaw_is_set_aside_even_when_that_fails_once_more(int failures)
    {
        var customer = MailWorld.Address("unforeseen", "customer.test");
        var intake = MailDesk.Intake(product, new UnluckyWrites(product.Get<IWrites>(), failures));
        var mail = System.Text.Encoding.UTF8.GetBytes(MailDesk.Mail(customer, "help@shop.test", "Help", customer, customer));

        var aside = await intake.HandleAsync(new(mail), product.Manager, Stop);
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(mail));
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.RawSha256 == sha256, Stop);
        var released = await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop);

        Assert.Equal((MailFate.Quarantined, MailFate.Quarantined, MailReason.Faulty), (aside.Value.Fate, line.Fate, line.Reason));
        Assert.Equal(failures == 1 ? customer : "", line.FromAddress);
        Assert.Equal(MailFate.Opened, released.Value.Fate);
        Assert.Equal(customer, (await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.Id == line.Id, Stop)).FromAddress);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_people_who_decide_on_a_waiting_mail_at_once_decide_once(bool bothRelease)
    {
        for (var i = 0; i < 6; i++)
        {
            var sender = MailWorld.Address("both", "customer.test");
            await _desk.DeliverAsync(MailDesk.Mail(sender, "help@shop.test", "Loop", sender, sender, string.Concat(Enumerable.Repeat("Received: from a by b\n", 120))));
            await using var db = product.Read();
            var line = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.FromAddress == sender, Stop);
            async Task<bool> ReleaseAsync() => (await product.Get<ReleaseMailHandler>().HandleAsync(new(line.Id), product.Supervisor, Stop)).IsDone;
            async Task<bool> DiscardAsync() => (await product.Get<DiscardMailHandler>().HandleAsync(new(line.Id), product.Manager, Stop)).IsDone;

            var done = await Task.WhenAll(Task.Run<bool>(ReleaseAsync, Stop), Task.Run<bool>(() => bothRelease ? ReleaseAsync() : DiscardAsync(), Stop));

            var after = await db.Set<ReceivedMail>().AsNoTracking().SingleAsync(r => r.Id == line.Id, Stop);
            var messages = await db.Set<Message>().CountAsync(m => m.Body.Contains(sender), Stop);
            Assert.Equal(1, done.Count(d => d));
            Assert.Equal(bothRelease || done[0] ? (MailFate.Opened, 1) : (MailFate.Discarded, 0), (after.Fate, messages));
        }
    }

    [Fact]
    public async Task The_same_mail_handed_in_many_times_at_once_is_one_message()
    {
        var sender = MailWorld.Address("many", "customer.test");
        var mail = MailDesk.Mail(sender, "help@shop.test", "Once", sender, sender);

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _desk.DeliverAsync(mail), Stop)));

        await using var db = product.Read();
        Assert.Equal([MailFate.Known, MailFate.Known, MailFate.Known, MailFate.Known, MailFate.Known, MailFate.Opened], taken.Select(t => t.Fate).OrderByDescending(fate => fate));
        Assert.Single(taken.Select(t => t.Ticket).Distinct());
        Assert.Equal(1, await db.Set<Message>().CountAsync(m => m.Body.Contains(sender), Stop));
    }

    [Fact]
    public async Task Answers_that_come_at_once_in_one_thread_are_all_kept_there()
    {
        var sender = MailWorld.Address("thread", "customer.test");
        var opened = await _desk.DeliverAsync(MailDesk.Mail(sender, "help@shop.test", "Help", sender, sender));

        var taken = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => _desk.DeliverAsync(MailDesk.Mail(sender, "help@shop.test", "Re: Help", $"{i}.{sender}", $"{i} {sender}", $"References: <{sender}>\n")), Stop)));

        Assert.All(taken, t => Assert.Equal((MailFate.Continued, opened.Ticket), (t.Fate, t.Ticket)));
    }

    [Fact]
    public async Task The_address_it_was_delivered_to_chooses_the_queue()
    {
        await using var db = product.Read();
        var queue = await db.Set<Banzhang.Desk.Queues.Queue>().SingleAsync(q => q.Code == "after-sales", Stop);
        var account = await _desk.SaveAsync(new("127.0.0.1", 1, Encryption.None, ""), new("", 0, Encryption.Tls, ""), f => f with { Queue = queue.Id });

        var delivered = await _desk.DeliverAsync(MailDesk.Mail("sun@customer.test", "undisclosed@shop.test", "Return", "sun@customer.test", "!"), account.Facts.Address);

        var number = TicketNumbers.Parse(delivered.Ticket)!.Value;
        Assert.Equal(queue.Id, (await db.Set<Ticket>().SingleAsync(t => t.Number == number, Stop)).QueueId);
    }

    /// <summary>What the conversation says of the appointment, which the page of the mail says as well.</summary>
    private async Task<string> ShownAsync(string ticket, string customer)
    {
        var conversation = await product.Get<Banzhang.Desk.Workspace.ConversationQuery>().RunAsync(ticket, product.Manager, Stop);
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == customer, Stop);
        var page = await product.Get<Banzhang.Desk.Mailboxes.Display.MailQuery>().RunAsync(line.Id.Value, product.Manager, Stop);
        Assert.Equal(page.Value.Invitation, Assert.Single(conversation.Value.Mails.Values).Invitation);
        return page.Value.Invitation;
    }

    private async Task<TicketView> OpenAsync(string customer)
    {
        var delivered = await _desk.DeliverAsync(MailDesk.Mail(customer, "help@shop.test", "Help", customer, "Help"));
        Assert.Equal(MailFate.Opened, delivered.Fate);
        return (await _desk.TicketOfAsync(customer))!;
    }
}
