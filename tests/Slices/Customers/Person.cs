using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Banzhang.Customers;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.Escalating;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Inspecting.Judging;
using Banzhang.Tests.Slices.Desk.Mailboxes;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Voice.Ratings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Customers;

/// <summary>Somebody who has left words everywhere: each place holds one of its own, all with the same letters in them.</summary>
internal sealed class Person
{
    /// <summary>In every word of the person's, in this case; no word of anybody else has it.</summary>
    public static readonly string Mark = "zqx";

    public static readonly string Phone = "13799887766", OtherPhone = "13799887755";

    public static readonly IReadOnlyList<string> Secrets = [Mark, Phone, OtherPhone];

    private readonly Product _product;
    private readonly MailDesk _mail;

    private Person(Product product) => (_product, _mail) = (product, new(product));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public CustomerView Record { get; private set; } = null!;

    public CustomerId Pointer { get; private set; }

    public List<string> Tickets { get; } = [];

    public string First => Tickets[0];

    public MessageId Answer { get; private set; }

    /// <summary>Of a file that somebody else's message has too.</summary>
    public string SharedSha256 { get; private set; } = "";

    /// <summary>A ticket of somebody else into which the person wrote.</summary>
    public string Elsewhere { get; private set; } = "";

    public static async Task<Person> WithWordsEverywhereAsync(Product product)
    {
        var person = new Person(product);
        await person.RecordAsync();
        await person.WriteTicketAsync();
        await person.WriteMailsAsync();
        await person.LeaveTracesAsync();
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);
        return person;
    }

    private async Task RecordAsync()
    {
        // With a key, so that the answer is stored.
        var claim = new IdempotencyClaim(SHA256.HashData("one"u8), SHA256.HashData("two"u8), 201);
        Record = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("zqxname Qiu", "zqxmail@example.com", Phone, "zqxnumber", CustomerTier.Gold), _product.Manager.Claiming(claim), Stop)).Value;
        Record = (await _product.Get<ChangeCustomerHandler>().HandleAsync(Record.Id, new(Remark: "zqxremark"), null, _product.Manager, Stop)).Value;
        Pointer = (await _product.Get<CreateCustomerHandler>().HandleAsync(new("zqxtwin Qiu", "zqxtwin@example.com", OtherPhone, City: "zqxplace"), _product.Manager, Stop)).Value.Id;
        await _product.DeliverAsync();
        Record = (await _product.Get<MergeCustomersHandler>().HandleAsync(new(Pointer.Value, Record.Id.Value), null, _product.Manager, Stop)).Value;
        Record = (await _product.Get<ChangeCustomerHandler>().HandleAsync(Record.Id, new(City: "zqxcity"), null, _product.Manager, Stop)).Value;
        await _product.Get<RevealContactDataHandler>().HandleAsync(new(Record.Id, "zqxreveal wants a call"), _product.Agent, Stop);
        await _product.DeliverAsync();
    }

    private async Task WriteTicketAsync()
    {
        var fields = new Dictionary<string, JsonElement> { ["order"] = JsonSerializer.SerializeToElement("zqxfield") };
        var opened = (await _product.Get<OpenTicketHandler>().HandleAsync(
            new(Channel.Chat, "zqxsubject stands still", "My name is zqxbody, will it arrive?", new(Phone: Phone), "question", "logistics", Tags: ["zqxtag"], ExternalId: "zqxticket", Fields: fields), _product.Manager, Stop)).Value;
        Tickets.Add(opened.Number);
        await _product.Get<TransferTicketHandler>().HandleAsync(First, new("hotline", "zqxtransfer calls"), null, _product.Manager, Stop);
        await _product.Get<EscalateTicketHandler>().HandleAsync(First, new("zqxescalation is angry"), null, _product.Manager, Stop);
        await _product.Get<ChangeTicketHandler>().HandleAsync(First, new(Tags: ["zqxlabel"]), null, _product.Manager, Stop);
        await _product.Get<AddMessageHandler>().HandleAsync(First, new("Internal: zqxnote was here", Visibility: Visibility.Internal), null, _product.Agent, Stop);
        await _product.Get<AddMessageHandler>().HandleAsync(First, new("Sorry, zqxanswer, you are wrong, calm down. I cannot help you."), null, _product.Agent, Stop);
        await _product.Get<SaveDraftHandler>().HandleAsync(First, new("Dear zqxdraft", Visibility.Public), _product.Agent, Stop);
        await using var db = _product.Read();
        Answer = await db.Set<Message>().Where(m => m.Body.StartsWith("Sorry")).Select(m => m.Id).SingleAsync(Stop);
        SharedSha256 = await AttachAsync(Answer, "zqxshared.txt", "A form that everybody gets.");
        await AttachAsync(Answer, "zqxfile.txt", "zqxcontent of the file");
        var other = await _product.OpenTicketAsync(phone: "13700100099");
        var others = await db.Set<Message>().Where(m => m.TicketId == other.Id).Select(m => m.Id).SingleAsync(Stop);
        await AttachAsync(others, "form.txt", "A form that everybody gets.");
        await ResolveAsync(First);
        await _product.Get<RateTicketHandler>().HandleAsync(new(_product.Get<PortalLinks>().For(opened.Id), 2, "zqxcomment was bad"), new Actor { Address = "zqx.address" }, Stop);
    }

    private async Task WriteMailsAsync()
    {
        Tickets.Add((await _mail.DeliverAsync(
            "From: zqxsender <zqxmail@example.com>\nTo: zqxshop@example.net, zqxcopied@example.com\nReply-To: zqxreply@example.com\nSubject: zqxmailsubject\nMessage-ID: <zqx1@example.com>\nDate: Thu, 12 Nov 2026 14:00:00 +0800\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nzqxmailbody\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=zqxattached.txt\n\nzqxattachment\n--b\n"
            + "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:zqxevent\nDTSTART:20261201T060000Z\nDTEND:20261201T070000Z\nSUMMARY:zqxinvitation\nEND:VEVENT\nEND:VCALENDAR\n--b--\n")).Ticket);
        string[] written = [await KeepAsync("To: zqxletter one"), "", await KeepAsync("To: zqxletter three")];
        await _product.Get<IWrites>().ActAsync(_product.Manager, async (act, stop) =>
        {
            var number = TicketNumbers.Parse(Tickets[1])!.Value;
            var ticket = await act.Db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Number == number, stop);
            foreach (var (id, raw) in ((string[])["<one@shop.example>", "<two@shop.example>", "<three@shop.example>"]).Zip(written))
            {
                var letter = OutgoingMail.Of(OutgoingMailId.New(act.Now), await act.NextNumberAsync("outgoing-mail", stop), ticket.Id, MessageId.New(act.Now), MailAccountId.New(act.Now), id, "zqxmail@example.com", "zqxrecipient", "zqxcopied@example.com", "Re: zqxletter", act.Now);
                if (raw.Length > 0)
                {
                    letter.Sent("250 zqxsaid", raw, act.Now);
                }

                act.Add(letter);
            }

            return Outcome.Done;
        }, Stop);
        await ResolveAsync(Tickets[1]);
        await _mail.DeliverAsync(BounceOf("<three@shop.example>", "zqxbounced"));

        // One that waits in quarantine, and one into somebody else's ticket.
        var loop = string.Concat(Enumerable.Repeat("Received: from a by b\n", 200));
        Assert.Equal(MailFate.Quarantined, (await _mail.DeliverAsync(MailDesk.Mail("zqxmail@example.com", "shop@example.net", "zqxloop", "zqx2@example.com", "zqxquarantined", loop))).Fate);
        Elsewhere = (await _mail.DeliverAsync(MailDesk.Mail("friend@example.com", "shop@example.net", "A sofa", "friend1@example.com", "Which colour?"))).Ticket;
        Assert.Equal((MailFate.Continued, Elsewhere), Of(await _mail.DeliverAsync(MailDesk.Mail("zqxmail@example.com", "shop@example.net", "Re: A sofa", "zqx3@example.com", "zqxstranger says blue", "In-Reply-To: <friend1@example.com>\n"))));
    }

    private async Task LeaveTracesAsync()
    {
        await _product.Get<SaveOwnViewHandler>().HandleAsync(new("Of zqxview", "/tickets?q=zqxname+Qiu"), _product.Agent, Stop);
        await _product.Get<SaveOwnViewHandler>().HandleAsync(new("Due", "/tickets?view=due"), _product.Agent, Stop);
    }

    public async Task ResolveAsync(string number) =>
        Assert.True((await _product.Get<ResolveTicketHandler>().HandleAsync(number, new(), null, _product.Agent, Stop)).IsDone);

    private async Task<string> AttachAsync(MessageId message, string name, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var kept = (await _product.Get<FileStore>().KeepAsync(content, Stop)).Value;
        await _product.Get<IWrites>().ActAsync(_product.Agent, (act, _) =>
        {
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Value, name, kept, act.Now));
            return Task.FromResult(Outcome.Done);
        }, Stop);
        return kept.Sha256;
    }

    private async Task<string> KeepAsync(string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await _product.Get<FileStore>().KeepAsync(content, Stop)).Value.Sha256;
    }

    /// <summary>A mail server says that a letter did not arrive, and quotes whom it was to.</summary>
    public static string BounceOf(string letter, string id) =>
        $"From: MAILER-DAEMON@example.com\nTo: shop@example.net\nSubject: {id} undelivered\nMessage-ID: <{id}@example.com>\nAuto-Submitted: auto-replied\nIn-Reply-To: {letter}\nMIME-Version: 1.0\n"
        + $"Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\nContent-Type: text/plain\n\n{id}: zqxmail@example.com is unknown\n--r\n"
        + $"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; zqxmail@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 {id} zqxmail@example.com\n\n--r--\n";

    private static (MailFate, string) Of(DeliveredMail mail) => (mail.Fate, mail.Ticket);
}
