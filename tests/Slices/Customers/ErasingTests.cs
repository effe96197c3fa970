using System.Text.Json;
using Banzhang.Customers;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.PersonalData;
using Banzhang.Customers.Recording;
using Banzhang.Customers.Restoring;
using Banzhang.Desk;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Files;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Tests.Slices.Desk.Mailboxes;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Exchange;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Customers;

public sealed class ErasingOnSqlite : ErasingTests
{
    protected override Product Make() => new SqliteProduct();
}

public sealed class ErasingOnPostgres : ErasingTests
{
    protected override Product Make() => new PostgresProduct();
}

/// <summary>A person asks for a copy of their data, and to have them erased.</summary>
public abstract class ErasingTests : IAsyncLifetime
{
    private static readonly string Reason = "asked by letter on 3 May";

    private Product _product = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _product = Make();
        await _product.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Product Make();

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_in_any_table_file_search_or_export()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await Secrets.InTablesAsync(_product, Person.Secrets, Stop)).Select(f => f[..f.IndexOf(' ', StringComparison.Ordinal)]).Distinct().Count() >= 14);

        Assert.Contains(Secrets.InFiles(_product.Folder, Person.Secrets), f => f.StartsWith("files/", StringComparison.Ordinal));
        Assert.Equal(_product is SqliteProduct, Secrets.InFiles(_product.Folder, Person.Secrets).Any(f => f.StartsWith("banzhang.db", StringComparison.Ordinal)));

        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        await _product.DeliverAsync();
        Assert.NotEmpty(Secrets.InFiles(_product.Folder, Person.Secrets));
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));
        await _product.Get<RemainsJob>().RunAsync(Stop);

        Assert.Empty(await Secrets.InTablesAsync(_product, Person.Secrets, Stop));
        Assert.Empty(Secrets.InFiles(_product.Folder, Person.Secrets));
        Assert.Empty((await _product.Get<SearchIndex>().FindAsync(Person.Mark, null, null, 10, Stop)).Hits);
        Assert.Empty((await _product.Get<SearchIndex>().FindAsync("zqxname", null, null, 10, Stop)).Hits);
        Assert.DoesNotContain(Person.Mark, await ExportedAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.False(await IsRemainingAsync());
    }

    [Fact]
    public async Task Counts_scores_promises_and_the_trail_are_what_they_were()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.Empty(await _product.DifferencesAsync());
        Assert.Empty((await _product.WalkAuditAsync()).Differences);
        var before = await CountedAsync();

        Assert.True((await EraseAsync(person.Record.Id)).IsDone);

        Assert.Empty(await _product.DifferencesAsync());
        Assert.Equal(before, await CountedAsync());
        Assert.Empty((await _product.WalkAuditAsync()).Differences);
        await using var db = _product.Read();
        var judged = (await db.Set<Banzhang.Quality.Inspecting.AutomaticInspection>().SingleAsync(i => i.Number == person.First, Stop)).Read().Report;
        Assert.NotEmpty(judged.Findings);
        Assert.All(judged.Findings.Select(f => f.Text).Concat(judged.Highlights.Select(h => h.Text)), text => Assert.Equal("", text));
        var ticket = await ReadAsync(person.First);
        Assert.Equal((TicketStatus.Resolved, "logistics", 1), (ticket.Status, ticket.Category, ticket.Cycle));
        Assert.Equal(("Erased customer", "Erased at the customer’s request"), (ticket.Customer.Name, ticket.Subject));
        Assert.All(ticket.Messages!, m => Assert.Equal("Erased at the customer’s request", m.Body));
        Assert.Contains(ticket.Messages!, m => m is { Author: AuthorKind.Agent, AuthorName: "agent" });
    }

    [Fact]
    public async Task The_copy_holds_what_was_put_in_by_every_way_and_no_notes()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);

        var copy = JsonDocument.Parse(await CopyAsync(person.Record.Id)).RootElement;

        string Of(string list) => copy.GetProperty(list).GetRawText();
        Assert.All(["zqxname Qiu", "zqxmail@example.com", Person.Phone, "zqxnumber", "zqxcity", "zqxremark", "zqxtwin Qiu", "zqxtwin@example.com", Person.OtherPhone, "zqxplace"], w => Assert.Contains(w, Of("records"), StringComparison.Ordinal));
        Assert.All(["zqxsubject", "zqxlabel", "zqxfield", "zqxticket", person.First, person.Tickets[1]], w => Assert.Contains(w, Of("tickets"), StringComparison.Ordinal));
        Assert.All(["zqxbody", "zqxanswer", "zqxmailbody", "zqxstranger"], w => Assert.Contains(w, Of("messages"), StringComparison.Ordinal));
        Assert.All(["zqxfile.txt", "zqxshared.txt", "zqxattached.txt", person.SharedSha256], w => Assert.Contains(w, Of("attachments"), StringComparison.Ordinal));
        Assert.All(["zqxsender", "zqxreply@example.com", "zqxcopied@example.com", "zqxmailsubject", "zqxmailbody", "zqxinvitation", "zqxloop", "zqxquarantined"], w => Assert.Contains(w, Of("mailsReceived"), StringComparison.Ordinal));
        Assert.All(["zqxrecipient", "zqxletter", "zqxmail@example.com"], w => Assert.Contains(w, Of("mailsSent"), StringComparison.Ordinal));
        Assert.Contains("firstResponse", Of("promises"), StringComparison.Ordinal);
        Assert.Contains("TicketResolved", Of("ticketEvents"), StringComparison.Ordinal);
        Assert.Contains("ContactDataRevealed", Of("recordEvents"), StringComparison.Ordinal);
        Assert.Contains("zqxcomment", Of("ratings"), StringComparison.Ordinal);
        Assert.Equal(1, copy.GetProperty("judgements").GetArrayLength());
        Assert.All(["zqxnote", "zqxdraft", "zqxescalation", "zqxtransfer", "zqxreveal"], w => Assert.DoesNotContain(w, copy.GetRawText(), StringComparison.Ordinal));
        await using var db = _product.Read();
        Assert.Equal("manager", (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "PersonalDataExported", Stop)).ActorName);
    }

    [Fact]
    public async Task A_content_that_somebody_else_has_too_stays_and_one_that_was_just_kept_again()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));
        using var again = new MemoryStream("zqxcontent of the file"u8.ToArray());
        var kept = (await _product.Get<FileStore>().KeepAsync(again, Stop)).Value;

        await _product.Get<RemainsJob>().RunAsync(Stop);

        await using var shared = _product.Get<FileStore>().Open(person.SharedSha256);
        await using var kepts = _product.Get<FileStore>().Open(kept.Sha256);
        Assert.NotNull(shared);
        Assert.NotNull(kepts);
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));
        await _product.Get<RemainsJob>().RunAsync(Stop);
        Assert.Null(_product.Get<FileStore>().Open(kept.Sha256));
    }

    [Fact]
    public async Task Open_tickets_are_named_and_nothing_is_erased_before_they_are_settled()
    {
        var ticket = await _product.OpenTicketAsync(phone: "13799000001");
        var solved = await _product.OpenTicketAsync(phone: "13799000001");
        await ResolveAsync(solved.Number);

        var refused = await EraseAsync(ticket.Customer.Id);

        Assert.Equal(ticket.Number, Assert.IsType<CustomerHasOpenTickets>(refused.Refusal).Numbers);
        Assert.Equal("Parcel stands still", (await ReadAsync(solved.Number)).Subject);
        await ResolveAsync(ticket.Number);
        Assert.True((await EraseAsync(ticket.Customer.Id)).IsDone);
    }

    [Fact]
    public async Task Whoever_may_not_or_says_no_reason_or_names_the_person_is_refused()
    {
        var ticket = await _product.OpenTicketAsync(phone: "13799000002");
        await ResolveAsync(ticket.Number);
        var (handler, id) = (_product.Get<EraseCustomerHandler>(), ticket.Customer.Id);

        Assert.IsType<MayNot>((await handler.HandleAsync(id, new(Reason), null, _product.Supervisor, Stop)).Refusal);
        Assert.IsType<MayNot>((await _product.Get<ExportPersonalDataHandler>().HandleAsync(id, _product.Supervisor, Stop)).Refusal);
        Assert.IsType<EraseNeedsReason>((await handler.HandleAsync(id, new(" "), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<ReasonNamesThePerson>((await handler.HandleAsync(id, new("chen siying asked"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<ReasonNamesThePerson>((await handler.HandleAsync(id, new("13799000002 called"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<StaleVersion>((await handler.HandleAsync(id, new(Reason), 7, _product.Manager, Stop)).Refusal);
        Assert.IsType<NoSuchCustomer>((await handler.HandleAsync(new(Guid.Empty), new(Reason), null, _product.Manager, Stop)).Refusal);
        Assert.Equal("Chen Siying", (await ReadAsync(ticket.Number)).Customer.Name);
        Assert.True((await handler.HandleAsync(id, new(Reason), 1, _product.Administrator, Stop)).IsDone);
    }

    [Fact]
    public async Task Erasing_once_more_says_the_same_and_writes_nothing()
    {
        var ticket = await _product.OpenTicketAsync(phone: "13799000003");
        await ResolveAsync(ticket.Number);

        var first = await EraseAsync(ticket.Customer.Id);
        var again = await EraseAsync(ticket.Customer.Id);

        Assert.NotNull(first.Value.ErasedAt);
        Assert.Equal(first.Value, again.Value);
        await using var db = _product.Read();
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "CustomerErased", Stop);
        Assert.Contains(Reason, entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("Siying", entry.After + entry.Before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pointer_leads_to_the_kept_record_and_both_are_erased_for_good()
    {
        var kept = await CreateAsync("Ke Kept", "13799000004", "kept-4");
        var pointer = await CreateAsync("Ke Pointer", "13799000005", null);
        await _product.Get<MergeCustomersHandler>().HandleAsync(new(pointer.Value, kept.Value), null, _product.Manager, Stop);
        var other = await CreateAsync("Ke Other", null, null);

        var erased = await EraseAsync(pointer);

        Assert.Equal((kept, "Erased customer"), (erased.Value.Id, erased.Value.Name));
        Assert.Null(erased.Value.Merged);
        Assert.IsType<CustomerIsErased>((await _product.Get<PartCustomerHandler>().HandleAsync(pointer, _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerIsErased>((await _product.Get<MergeCustomersHandler>().HandleAsync(new(other.Value, kept.Value), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerIsErased>((await _product.Get<MergeCustomersHandler>().HandleAsync(new(kept.Value, other.Value), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerIsErased>((await _product.Get<ChangeCustomerHandler>().HandleAsync(kept, new(Name: "Ke"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerIsErased>((await _product.Get<RevealContactDataHandler>().HandleAsync(new(kept, "why"), _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerIsErased>((await _product.Get<ExportPersonalDataHandler>().HandleAsync(kept, _product.Manager, Stop)).Refusal);
        Assert.DoesNotContain((await _product.Get<CustomerListQuery>().RunAsync(new(), _product.Manager, Stop)).Value.Items, c => c.Id == kept);
    }

    [Fact]
    public async Task An_erased_ticket_takes_no_verb_and_its_link_leads_nowhere()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        var link = _product.Get<PortalLinks>().For((await ReadAsync(person.First)).Id);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);

        Assert.IsType<TicketIsErased>((await _product.Get<AddMessageHandler>().HandleAsync(person.First, new("Still there?"), null, _product.Agent, Stop)).Refusal);
        Assert.IsType<TicketIsErased>((await _product.Get<ReopenTicketHandler>().HandleAsync(person.First, new(), null, _product.Agent, Stop)).Refusal);
        Assert.IsType<LinkIsNotValid>((await _product.Get<WriteAsCustomerHandler>().HandleAsync(new(link, "It is me"), Actor.Nobody, Stop)).Refusal);
        Assert.IsType<LinkIsNotValid>((await _product.Get<PortalTicketQuery>().RunAsync(link, "", Stop)).Refusal);
        Assert.IsType<Banzhang.Voice.Ratings.RatingLinkIsNotValid>((await _product.Get<Banzhang.Voice.Ratings.RateTicketHandler>().HandleAsync(new(link, 5), Actor.Nobody, Stop)).Refusal);
    }

    [Fact]
    public async Task Who_writes_again_by_the_same_address_is_a_new_record_and_an_old_mail_stays_erased()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        var mail = new MailDesk(_product);
        var answered = MailDesk.Mail("again@example.com", "shop@example.net", "Hello", "again1@example.com", "First words");
        var number = (await mail.DeliverAsync(answered)).Ticket;
        await ResolveAsync(number);
        var known = (await ReadAsync(number)).Customer.Id;
        Assert.True((await EraseAsync(known)).IsDone);

        var same = await mail.DeliverAsync(answered);
        var next = await mail.DeliverAsync(MailDesk.Mail("again@example.com", "shop@example.net", $"Re: {number}", "again2@example.com", "Words again", "In-Reply-To: <again1@example.com>\n"));

        Assert.Equal(MailFate.Known, same.Fate);
        Assert.Equal(MailFate.Opened, next.Fate);
        Assert.NotEqual(known, (await ReadAsync(next.Ticket)).Customer.Id);
        await using var db = _product.Read();
        Assert.Equal("", (await db.Set<ReceivedMail>().OrderByDescending(r => r.Number).FirstAsync(r => r.Fate == MailFate.Known, Stop)).FromAddress);
        Assert.NotEqual(person.Record.Id, known);
    }

    [Fact]
    public async Task A_letter_that_waits_is_dropped_and_what_comes_back_is_not_kept()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        var mail = new MailDesk(_product);

        await mail.DeliverAsync(Person.BounceOf("<one@shop.example>", "zqxreturned"));

        await using var db = _product.Read();
        var letters = await db.Set<OutgoingMail>().OrderBy(o => o.Number).ToListAsync(Stop);
        Assert.Equal([("<one@shop.example>", "", OutgoingState.Sent), ("<three@shop.example>", "", OutgoingState.Bounced)], letters.Select(o => (o.MailId, o.ToAddress, o.State)));
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));
        await _product.Get<RemainsJob>().RunAsync(Stop);
        Assert.Empty(await Secrets.InTablesAsync(_product, Person.Secrets, Stop));
        Assert.Empty(Secrets.InFiles(Path.Combine(_product.Folder, "files"), Person.Secrets));
    }

    [Fact]
    public async Task Who_shares_an_address_keeps_their_own_words()
    {
        var mail = new MailDesk(_product);
        var hers = (await mail.DeliverAsync(MailDesk.Mail("family@example.com", "shop@example.net", "Her sofa", "family1@example.com", "Words of hers"))).Ticket;
        await ResolveAsync(hers);
        var his = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("Gao Husband", "family@example.com", "13799400001"), _product.Manager, Stop)).Value.Id;
        var called = (await _product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Phone, "His fridge", "Words of his", new(Phone: "13799400001")), _product.Manager, Stop)).Value;
        await ResolveAsync(called.Number);

        Assert.DoesNotContain("Words of hers", await CopyAsync(his), StringComparison.Ordinal);
        Assert.True((await EraseAsync(his)).IsDone);

        Assert.Equal("Erased at the customer’s request", (await ReadAsync(called.Number)).Subject);
        Assert.Contains((await ReadAsync(hers)).Messages!, m => m.Body.Contains("Words of hers", StringComparison.Ordinal));
        await using var db = _product.Read();
        Assert.Equal("family@example.com", (await db.Set<ReceivedMail>().SingleAsync(Stop)).FromAddress);
    }

    [Fact]
    public async Task A_file_does_not_bring_back_a_customer_or_a_ticket_that_was_erased()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        var (customers, tickets) = (Path.Combine(_product.Folder, "c.jsonl"), Path.Combine(_product.Folder, "t.jsonl"));
        await File.WriteAllLinesAsync(customers, ["""{"name":"Qiu","externalId":"zqxnumber"}""", """{"name":"Ma","externalId":"other-1"}"""], Stop);
        await File.WriteAllLinesAsync(
            tickets,
            [
                """{"channel":"chat","subject":"Old","body":"Old","customer":{"name":"Qiu"},"externalId":"zqxticket"}""",
                """{"channel":"chat","subject":"Older","body":"Older","customer":{"name":"Qiu","externalId":"zqxnumber"},"externalId":"t-2"}""",
                """{"channel":"chat","subject":"Other","body":"Other","customer":{"name":"Ma","externalId":"other-1"},"externalId":"t-3"}""",
            ],
            Stop);

        var kinds = ImportKind.All(_product.Get<IServiceProvider>(), _product.Administrator);
        var first = await Importing.RunAsync(kinds.Single(k => k.Name == "customers"), customers, Stop);
        var second = await Importing.RunAsync(kinds.Single(k => k.Name == "tickets"), tickets, Stop);

        Assert.Equal((1, 0, 1), (first.Added, first.Known, first.Rejected));
        Assert.Equal((1, 0, 2), (second.Added, second.Known, second.Rejected));
        Assert.Contains("CustomerWasErased", await File.ReadAllTextAsync(customers + ".rejected", Stop), StringComparison.Ordinal);
        Assert.Contains("TicketWasErased", await File.ReadAllTextAsync(tickets + ".rejected", Stop), StringComparison.Ordinal);

        // A contact that arrives now is another thing: it is taken, as a new record.
        var contact = await _product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Chat, "Hello again", "Hello", new("Qiu", ExternalId: "zqxnumber")), _product.Manager, Stop);
        Assert.NotEqual(person.Record.Id, contact.Value.Customer.Id);
    }

    [Fact]
    public async Task Everything_can_be_exported_and_put_back_with_erased_records_in_it()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        var file = Path.Combine(_product.Folder, "all.jsonl");
        await new Exporting(_product.Get<IServiceProvider>(), _product.Administrator).RunAsync("all", file, Stop);
        var target = Make();
        await target.InitializeAsync();
        await using var _ = target;

        var report = await Importing.RunAsync(ImportKind.All(target.Get<IServiceProvider>(), target.Administrator).Single(k => k.Name == "all"), file, Stop);
        await target.DeliverAsync();

        await using var db = target.Read();
        var ticket = await db.Set<Ticket>().SingleAsync(t => t.Number == TicketNumbers.Parse(person.First)!.Value, Stop);
        Assert.Equal(("", ""), (ticket.Subject, ticket.CustomerName));
        Assert.NotNull(ticket.ErasedAt);
        Assert.NotNull((await target.Get<CustomerQuery>().RunAsync(person.Record.Id, target.Manager, Stop)).Value.ErasedAt);
        Assert.Empty(await target.DifferencesAsync());
        Assert.True(report.Added > 0);
    }

    [Fact]
    public async Task A_message_that_arrives_while_its_customer_is_erased_is_refused_or_stops_the_erasure()
    {
        for (var round = 0; round < 8; round++)
        {
            var ticket = await _product.OpenTicketAsync(phone: $"1379910000{round}");
            await ResolveAsync(ticket.Number);

            var writing = Task.Run(() => _product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("zqxlate words", AuthorKind.Customer), null, _product.Agent, Stop), Stop);
            var erasing = Task.Run(() => EraseAsync(ticket.Customer.Id), Stop);
            await Task.WhenAll(writing, erasing);

            var (written, erased) = (await writing, await erasing);
            Assert.False(written.IsDone && erased.IsDone, "both went through");
            Assert.True(written.IsDone || erased.IsDone, $"{written.Refusal?.Code} {erased.Refusal?.Code}");
            var thread = (await ReadAsync(ticket.Number)).Messages!;
            Assert.Equal(written.IsDone, thread.Any(m => m.Body == "zqxlate words"));
        }

        Assert.Empty(await _product.DifferencesAsync());
    }

    [Fact]
    public async Task A_contact_stored_while_its_customer_was_erased_becomes_a_new_record_and_a_late_draft_goes()
    {
        var old = await _product.OpenTicketAsync(phone: "13799200001");
        await ResolveAsync(old.Number);
        Assert.True((await EraseAsync(old.Customer.Id)).IsDone);
        var late = await _product.OpenTicketAsync(phone: "13799200001");
        await _product.Get<IWrites>().ActAsync(_product.Manager, async (act, stop) =>
        {
            await act.Db.Set<Ticket>().Where(t => t.Id == late.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.CustomerId, old.Customer.Id), stop);
            act.Add(Banzhang.Desk.Drafts.Draft.Of(old.Id, _product.Agent.Id, Visibility.Public, "zqxlate draft", act.Now));
            return Outcome.Done;
        }, Stop);

        await _product.Get<ErasingAgainJob>().RunAsync(Stop);

        var read = await ReadAsync(late.Number);
        Assert.NotEqual(old.Customer.Id, read.Customer.Id);
        Assert.Equal(("Chen Siying", "Parcel stands still"), (read.Customer.Name, read.Subject));
        Assert.Empty(await Secrets.InTablesAsync(_product, [Person.Mark], Stop));
        Assert.Empty((await _product.WalkAuditAsync()).Differences);
        await using var db = _product.Read();
        Assert.Contains(Reason, (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "CustomerErased", Stop)).After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_emptied_by_hand_are_found_and_named()
    {
        var ticket = await _product.OpenTicketAsync(phone: "13799300001");
        await _product.Get<RevealContactDataHandler>().HandleAsync(new(ticket.Customer.Id, "to call back"), _product.Agent, Stop);
        await _product.WalkAuditAsync();
        await _product.TamperAsync("UPDATE audit_entries SET \"After\" = '', \"Salt\" = NULL WHERE \"Action\" = 'ContactDataRevealed'");

        var difference = Assert.Single((await _product.WalkAuditAsync()).Differences);

        Assert.Equal(AuditDifferenceKind.Changed, difference.Kind);
    }

    [Fact]
    public async Task Looking_again_writes_nothing_where_nothing_is_left()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        var before = await WrittenAsync();

        await _product.Get<ErasingAgainJob>().RunAsync(Stop);

        Assert.Equal(before, await WrittenAsync());
    }

    [Fact]
    public async Task Views_of_others_stay_and_those_of_the_person_go_however_the_phone_is_written()
    {
        var id = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("An", "an@example.com", "13799500001"), _product.Manager, Stop)).Value.Id;
        foreach (var (name, address) in (IEnumerable<(string, string)>)[
            ("By channel", "/tickets?view=all&q=channel"), ("Many", "/tickets?view=an&sort=newest"), ("Called", "/tickets?q=%2B86%20137-9950-0001"), ("Wrote", "/tickets?q=AN%40example.com"), ("Asked", "/tickets?q=an"), ("No an@example.com", "/tickets")])
        {
            Assert.True((await _product.Get<SaveOwnViewHandler>().HandleAsync(new(name, address), _product.Agent, Stop)).IsDone);
        }

        Assert.True((await EraseAsync(id)).IsDone);

        await using var db = _product.Read();
        Assert.Equal(["By channel", "Many"], await db.Set<OwnView>().OrderBy(v => v.Name).Select(v => v.Name).ToListAsync(Stop));
    }

    [Fact]
    public async Task Who_had_the_address_before_keeps_their_own_words()
    {
        var mail = new MailDesk(_product);
        var hers = (await mail.DeliverAsync(MailDesk.Mail("moved@example.com", "shop@example.net", "Her sofa", "moved1@example.com", "Words of hers"))).Ticket;
        await ResolveAsync(hers);
        await _product.Get<ChangeCustomerHandler>().HandleAsync((await ReadAsync(hers)).Customer.Id, new(Email: "hers@example.com"), null, _product.Manager, Stop);
        var his = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("Gao Later", "moved@example.com"), _product.Manager, Stop)).Value.Id;

        Assert.DoesNotContain("Words of hers", await CopyAsync(his), StringComparison.Ordinal);
        Assert.True((await EraseAsync(his)).IsDone);

        var ticket = await ReadAsync(hers);
        Assert.Equal("Her sofa", ticket.Subject);
        Assert.Contains(ticket.Messages!, m => m.Body.Contains("Words of hers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_from_an_earlier_address_goes_too()
    {
        var mail = new MailDesk(_product);
        var number = (await mail.DeliverAsync(MailDesk.Mail("zqxearlier@example.com", "shop@example.net", "Sofa", "earlier1@example.com", "First words"))).Ticket;
        await ResolveAsync(number);
        var id = (await ReadAsync(number)).Customer.Id;
        var loop = string.Concat(Enumerable.Repeat("Received: from a by b\n", 200));
        Assert.Equal(MailFate.Quarantined, (await mail.DeliverAsync(MailDesk.Mail("zqxearlier@example.com", "shop@example.net", "zqxloop", "earlier2@example.com", "zqxquarantined", loop))).Fate);
        await _product.Get<ChangeCustomerHandler>().HandleAsync(id, new(Name: "Bai", Email: "later@example.com"), null, _product.Manager, Stop);

        Assert.Contains("zqxquarantined", await CopyAsync(id), StringComparison.Ordinal);
        Assert.True((await EraseAsync(id)).IsDone);

        Assert.Empty(await Secrets.InTablesAsync(_product, [Person.Mark], Stop));
    }

    [Fact]
    public async Task A_ticket_of_a_record_parted_a_moment_ago_is_its_own_already()
    {
        var kept = await CreateAsync("Ke Kept", "13799600001", null);
        var pointer = await CreateAsync("Ke Pointer", "13799600002", null);
        var ticket = (await _product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Phone, "Pointers fridge", "Words", new(Phone: "13799600002")), _product.Manager, Stop)).Value.Number;
        await ResolveAsync(ticket);
        await _product.DeliverAsync();
        await _product.Get<MergeCustomersHandler>().HandleAsync(new(pointer.Value, kept.Value), null, _product.Manager, Stop);
        await _product.DeliverAsync();
        Assert.Equal(kept, (await ReadAsync(ticket)).Customer.Id);
        Assert.True((await _product.Get<PartCustomerHandler>().HandleAsync(pointer, _product.Manager, Stop)).IsDone);

        Assert.DoesNotContain("Pointers fridge", await CopyAsync(kept), StringComparison.Ordinal);
        Assert.Contains("Pointers fridge", await CopyAsync(pointer), StringComparison.Ordinal);
        Assert.True((await EraseAsync(kept)).IsDone);
        Assert.Equal("Pointers fridge", (await ReadAsync(ticket)).Subject);
        Assert.True((await EraseAsync(pointer)).IsDone);
        Assert.Equal("Erased at the customer’s request", (await ReadAsync(ticket)).Subject);
    }

    [Fact]
    public async Task An_erased_ticket_takes_no_draft_and_nothing_is_read_of_it()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        var id = (await ReadAsync(person.First)).Id;
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);

        Assert.IsType<TicketIsErased>((await _product.Get<SaveDraftHandler>().HandleAsync(person.First, new("zqxdraft again", Visibility.Public), _product.Agent, Stop)).Refusal);
        Assert.True((await _product.Get<SaveDraftHandler>().HandleAsync(person.First, new("", Visibility.Public), _product.Agent, Stop)).IsDone);
        Assert.Empty(await _product.Get<ITicketTexts>().TurnsAsync([id], Stop));
    }

    [Fact]
    public async Task Our_own_letter_that_comes_back_after_the_erasure_is_not_kept()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);

        var back = await new MailDesk(_product).DeliverAsync(MailDesk.Mail("shop@example.net", "zqxmail@example.com", "Re: zqxletter", "three@shop.example", "Dear zqxrecipient"));

        Assert.Equal(MailFate.Own, back.Fate);
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));
        await _product.Get<RemainsJob>().RunAsync(Stop);
        Assert.Empty(await Secrets.InTablesAsync(_product, Person.Secrets, Stop));
        Assert.Empty(Secrets.InFiles(Path.Combine(_product.Folder, "files"), Person.Secrets));
    }

    [Fact]
    public async Task A_content_that_was_half_taken_away_when_the_server_died_goes_all_the_same()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        await using var db = _product.Read();
        var sha256 = await db.Set<StoredFile>().Where(f => f.Name == "zqxfile.txt").Select(f => f.Sha256).SingleAsync(Stop);
        Assert.True((await EraseAsync(person.Record.Id)).IsDone);
        var folder = Path.Combine(_product.Folder, "files");
        File.Move(Path.Combine(folder, sha256[..2], sha256), Path.Combine(folder, $".{sha256}.part"));
        File.Move(Path.Combine(folder, person.SharedSha256[..2], person.SharedSha256), Path.Combine(folder, $".{person.SharedSha256}.part"));
        _product.Clock.Advance(RemainsJob.Settling + TimeSpan.FromMinutes(1));

        await _product.Get<RemainsJob>().RunAsync(Stop);

        Assert.Empty(Secrets.InFiles(folder, Person.Secrets));
        await using var shared = _product.Get<FileStore>().Open(person.SharedSha256);
        Assert.NotNull(shared);
        Assert.False(await IsRemainingAsync());
    }

    [Fact]
    public async Task A_reason_is_refused_for_a_whole_name_and_a_phone_however_it_is_written()
    {
        var id = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("Lan", "lan@example.com", "13799700001"), _product.Manager, Stop)).Value.Id;
        var handler = _product.Get<EraseCustomerHandler>();

        Assert.IsType<ReasonNamesThePerson>((await handler.HandleAsync(id, new("Ms. Lan, by letter"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<ReasonNamesThePerson>((await handler.HandleAsync(id, new("asked on 3 May by +86 137-9970 0001"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<ReasonNamesThePerson>((await handler.HandleAsync(id, new("wrote from LAN@example.com."), null, _product.Manager, Stop)).Refusal);
        Assert.True((await handler.HandleAsync(id, new("asked by a plan of the landlord"), null, _product.Manager, Stop)).IsDone);
    }

    [Fact]
    public async Task Of_a_stranger_in_their_ticket_the_person_gets_no_address_and_no_mail()
    {
        var mail = new MailDesk(_product);
        var number = (await mail.DeliverAsync(MailDesk.Mail("owner@example.com", "shop@example.net", "Sofa", "owner1@example.com", "Words of the owner"))).Ticket;
        Assert.Equal(MailFate.Continued, (await mail.DeliverAsync(MailDesk.Mail("friend@example.com", "shop@example.net", "Re: Sofa", "friend1@example.com", "Words of the friend", "In-Reply-To: <owner1@example.com>\nReply-To: friends@example.com\nCc: third@example.com\n"))).Fate);

        var mails = JsonDocument.Parse(await CopyAsync((await ReadAsync(number)).Customer.Id)).RootElement.GetProperty("mailsReceived");

        Assert.Equal(2, mails.GetArrayLength());
        Assert.Contains("Words of the owner", mails.GetRawText(), StringComparison.Ordinal);
        Assert.All(["friend", "third@"], w => Assert.DoesNotContain(w, mails.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_that_was_erased_is_given_to_no_record_by_hand_but_a_later_record_of_it_is_put_back()
    {
        var id = await CreateAsync("Fu First", null, "number-1");
        Assert.True((await EraseAsync(id)).IsDone);
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        var other = await CreateAsync("Fu Other", null, null);
        var record = new CustomerRecord(Guid.CreateVersion7(_product.Clock.GetUtcNow()), "Fu Second", CustomerTier.Standard, "", "", _product.Clock.GetUtcNow().AddDays(-1), _product.Clock.GetUtcNow(), ExternalId: "number-1");
        var restore = _product.Get<RestoreCustomerHandler>();

        Assert.IsType<CustomerWasErased>((await _product.Get<ChangeCustomerHandler>().HandleAsync(other, new(ExternalId: "number-1"), null, _product.Manager, Stop)).Refusal);
        Assert.IsType<CustomerWasErased>((await restore.HandleAsync(record, _product.Administrator, Stop)).Refusal);
        Assert.True((await restore.HandleAsync(record with { CreatedAt = _product.Clock.GetUtcNow() }, _product.Administrator, Stop)).IsDone);
        Assert.True((await _product.Get<ChangeCustomerHandler>().HandleAsync(new(record.Id), new(Name: "Fu Third", ExternalId: "number-1"), null, _product.Manager, Stop)).IsDone);
    }

    [Fact]
    public async Task A_list_shows_the_newest_words_that_are_left_of_a_ticket_the_person_wrote_into()
    {
        var person = await Person.WithWordsEverywhereAsync(_product);
        var mail = new MailDesk(_product);
        var other = (await mail.DeliverAsync(MailDesk.Mail("friend@example.com", "shop@example.net", "A chair", "friend7@example.com", "Which size?"))).Ticket;
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        await mail.DeliverAsync(MailDesk.Mail("zqxmail@example.com", "shop@example.net", "Re: A chair", "zqx7@example.com", "zqxstranger says small", "In-Reply-To: <friend7@example.com>\n"));
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        await mail.DeliverAsync(MailDesk.Mail("friend@example.com", "shop@example.net", "Re: A chair", "friend8@example.com", "I take it", "In-Reply-To: <friend7@example.com>\n"));

        Assert.True((await EraseAsync(person.Record.Id)).IsDone);

        Assert.Equal("Which colour?", await ExcerptAsync(person.Elsewhere));
        Assert.Equal("I take it", await ExcerptAsync(other));
    }

    private async Task<string> ExcerptAsync(string number)
    {
        var wanted = TicketNumbers.Parse(number)!.Value;
        await using var db = _product.Read();
        return await db.Set<Ticket>().Where(t => t.Number == wanted).Select(t => t.LastMessage).SingleAsync(Stop);
    }

    /// <summary>How much there is in the books that an erasure writes into.</summary>
    private async Task<(int Trail, int Remains, int Files, int Events)> WrittenAsync()
    {
        await using var db = _product.Read();
        return (await db.Set<AuditEntry>().CountAsync(Stop), await db.Set<Remain>().CountAsync(Stop), await db.Set<UnwantedFile>().CountAsync(Stop), await db.Set<Banzhang.Platform.Ledger.LedgerEvent>().CountAsync(Stop));
    }

    private Task<Outcome<CustomerView>> EraseAsync(CustomerId id) => _product.Get<EraseCustomerHandler>().HandleAsync(id, new(Reason), null, _product.Manager, Stop);

    private async Task ResolveAsync(string number) => Assert.True((await _product.Get<ResolveTicketHandler>().HandleAsync(number, new(), null, _product.Manager, Stop)).IsDone);

    private async Task<TicketView> ReadAsync(string number) => (await _product.Get<TicketQuery>().RunAsync(number, _product.Manager, Stop)).Value;

    private async Task<CustomerId> CreateAsync(string name, string? phone, string? external) =>
        (await _product.Get<CreateCustomerHandler>().HandleAsync(new(name, Phone: phone, ExternalId: external), _product.Manager, Stop)).Value.Id;

    private async Task<string> CopyAsync(CustomerId id)
    {
        using var file = new MemoryStream();
        await (await _product.Get<ExportPersonalDataHandler>().HandleAsync(id, _product.Manager, Stop)).Value.WriteAsync(file, Stop);
        return System.Text.Encoding.UTF8.GetString(file.ToArray());
    }

    private async Task<string> ExportedAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("banzhang-export-").FullName, "all.jsonl");
        await new Exporting(_product.Get<IServiceProvider>(), _product.Administrator).RunAsync("all", file, Stop);
        var text = await File.ReadAllTextAsync(file, Stop);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return text;
    }

    private async Task<bool> IsRemainingAsync()
    {
        await using var db = _product.Read();
        return await db.Set<Remain>().AnyAsync(Stop) || await db.Set<UnwantedFile>().AnyAsync(Stop);
    }

    /// <summary>Everything that is counted, as text.</summary>
    private async Task<string> CountedAsync()
    {
        await _product.DeliverAsync();
        await using var db = _product.Read();
        var rollups = await db.Set<Rollup>().ToListAsync(Stop);
        var clocks = await db.Set<Banzhang.Desk.ServiceLevels.ServiceClock>().Select(c => new { c.TicketId, c.Kind, c.State, c.DeadlineAt, c.MetAt, c.BreachedAt }).ToListAsync(Stop);
        var tickets = await db.Set<Ticket>().Select(t => new { t.Number, t.Status, t.Channel, t.Category, t.CreatedAt, t.FirstRespondedAt, t.ResolvedAt, t.MessageCount, t.PublicAnswers, t.Cycle, t.Transfers, t.EscalationLevel }).ToListAsync(Stop);
        var ratings = await db.Set<Banzhang.Voice.Ratings.Rating>().Select(r => new { r.Ticket, r.Score, r.At }).ToListAsync(Stop);
        var inspections = await db.Set<Banzhang.Quality.Inspecting.AutomaticInspection>().Select(i => new { i.Serial, i.Score, i.FindingCount, i.IsFatal, i.ComplaintRisk }).ToListAsync(Stop);
        return string.Join('\n', rollups.Select(r => JsonSerializer.Serialize(r)).Concat(clocks.Select(c => c.ToString()!)).Concat(tickets.Select(t => t.ToString()!)).Concat(ratings.Select(r => r.ToString()!)).Concat(inspections.Select(i => i.ToString()!)).Order(StringComparer.Ordinal));
    }
}
