using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets;
using Banzhang.Mail.Servers;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

/// <summary>What tests of mail do with a product.</summary>
internal sealed class MailDesk(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The intake with other writes than the product's own.</summary>
    public static DeliverMailHandler Intake(Product product, Banzhang.Platform.Data.IWrites writes) => new(
        writes, product.Get<TicketActsHandler>(), product.Get<Banzhang.Desk.Tickets.Opening.OpenTicketHandler>(), product.Get<TicketOfMailQuery>(), product.Get<IQueues>(), product.Get<MailAccountsQuery>(), product.Get<Banzhang.Platform.Settings.SettingsBook>(),
        product.Get<Banzhang.Platform.Files.FileStore>(), product.Get<IDbContextFactory<Banzhang.Platform.Data.AppDb>>(), product.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<DeliverMailHandler>.Instance);

    public static string Mail(string from, string to, string subject, string id, string text, string more = "") =>
        $"From: Customer <{from}>\nTo: {to}\nSubject: {subject}\nMessage-ID: <{id}>\nDate: Thu, 12 Nov 2026 14:00:00 +0800\n{more}Content-Type: text/plain; charset=utf-8\n\n{text}\n";

    /// <summary>An account at the real server.</summary>
    public Task<MailAccountCard> AccountAsync(bool sends = false, Encryption encryption = Encryption.None, bool pinned = true, string? fingerprint = null) => SaveAsync(
        new("127.0.0.1", encryption == Encryption.Tls ? MailWorld.ImapsPort : MailWorld.ImapPort, encryption, fingerprint ?? (pinned ? MailWorld.Fingerprint : "")),
        sends ? new("127.0.0.1", MailWorld.SmtpPort(), Encryption.StartTls, MailWorld.Fingerprint) : new("", 0, Encryption.Tls, ""));

    /// <summary>An account at a server on a bad day.</summary>
    public Task<MailAccountCard> AccountAsync(FakeImap server) => SaveAsync(new("127.0.0.1", server.Port, Encryption.None, ""), new("", 0, Encryption.Tls, ""));

    public async Task<MailAccountCard> SaveAsync(MailDoor incoming, MailDoor outgoing, Func<MailAccountFacts, MailAccountFacts>? change = null, string? refreshToken = null, string password = "secret")
    {
        await using var db = product.Read();
        var queue = await db.Set<Banzhang.Desk.Queues.Queue>().SingleAsync(q => q.Code == "online", Stop);
        var address = MailWorld.Address("support");
        var facts = new MailAccountFacts(address, "Shop", queue.Id, true, incoming, outgoing, "", true, true, MailLoginKind.Password, address, "", new("", "", "", "", ""));
        var saved = await product.Get<SaveMailAccountHandler>().HandleAsync(new(null, 0, change is null ? facts : change(facts), Password: password, RefreshToken: refreshToken), product.Manager, Stop);
        Assert.True(saved.IsDone, saved.Refusal?.Code);
        product.Get<MailServers>().Patience = TimeSpan.FromSeconds(10);
        return await CardAsync(saved.Value);
    }

    public async Task<MailAccountCard> CardAsync(MailAccountId id)
    {
        product.Get<MailAccountsQuery>().Forget();
        return (await product.Get<MailAccountsQuery>().ReadAsync(Stop)).Single(a => a.Id == id);
    }

    public async Task<DeliveredMail> DeliverAsync(string mail, string? to = null)
    {
        var delivered = await product.Get<DeliverMailHandler>().HandleAsync(new(System.Text.Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), to), product.Manager, Stop);
        Assert.True(delivered.IsDone, delivered.Refusal?.Code);
        return delivered.Value;
    }

    public async Task<TicketView?> TicketOfAsync(string customer)
    {
        await using var db = product.Read();
        var line = await db.Set<ReceivedMail>().Where(r => r.FromAddress == customer && r.Fate == MailFate.Opened).OrderByDescending(r => r.Number).FirstOrDefaultAsync(Stop);
        return line is null ? null : (await product.Get<Banzhang.Desk.Tickets.Reading.TicketQuery>().RunAsync(TicketNumbers.Format((await db.Set<Ticket>().SingleAsync(t => t.Id == line.TicketId, Stop)).Number), product.Manager, Stop)).Value;
    }

    public async Task<OutgoingMail> LetterToAsync(string address)
    {
        await using var db = product.Read();
        return await db.Set<OutgoingMail>().OrderByDescending(o => o.Number).FirstAsync(o => o.ToAddress == address, Stop);
    }

    public async Task<IReadOnlyList<string>> ThreadAsync(TicketId ticket)
    {
        await using var db = product.Read();
        return await db.Set<Message>().Where(m => m.TicketId == ticket && m.Visibility == Visibility.Public).OrderBy(m => m.At).Select(m => m.Body.Trim()).ToListAsync(Stop);
    }

    public async Task<IReadOnlyList<ReceivedMail>> LogOfAsync(MailAccountId account)
    {
        await using var db = product.Read();
        return await db.Set<ReceivedMail>().Where(r => r.AccountId == account).OrderBy(r => r.Number).ToListAsync(Stop);
    }
}
