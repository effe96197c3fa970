using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Platform.Files;
using Banzhang.Tests.Slices.Desk.Mailboxes;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Platform;

public sealed class FileCheckOnSqlite(SqliteProduct product) : FileCheckTests(product), IClassFixture<SqliteProduct>;

public sealed class FileCheckOnPostgres(PostgresProduct product) : FileCheckTests(product), IClassFixture<PostgresProduct>;

/// <summary>What the database names must lie in the folder.</summary>
public abstract class FileCheckTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_missing_or_cut_off_and_a_mail_that_is_missing_are_named()
    {
        var ticket = await product.OpenTicketAsync();
        var sent = await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("See there", Attachments: [new("a", "gone"u8.ToArray()), new("b", "cut off"u8.ToArray()), new("c", "whole"u8.ToArray())]), null, product.Agent, Stop);
        Assert.True(sent.IsDone, sent.Refusal?.Code);
        await new MailDesk(product).DeliverAsync(MailDesk.Mail("a@customer.test", "b@shop.test", "Hello", "c@customer.test", "Text"));
        Assert.Empty(await product.DifferencesAsync());

        await using var db = product.Read();
        var files = await db.Set<StoredFile>().OrderBy(f => f.Place).ToListAsync(Stop);
        var mail = await db.Set<ReceivedMail>().SingleAsync(Stop);
        File.Delete(PathOf(files[0].Sha256));
        await File.WriteAllTextAsync(PathOf(files[1].Sha256), "cut", Stop);
        File.Delete(PathOf(mail.RawSha256!)); // kept: it was read just now

        Assert.Equal(
            [("files", $"file {files[0].Id.Value} ({files[0].Sha256})", "4", "-"), ("files", $"file {files[1].Id.Value} ({files[1].Sha256})", "7", "3"), ("files", $"mail {mail.Id.Value}", mail.RawSha256!, "-")],
            (await product.DifferencesAsync()).Select(d => (d.Book, d.Thing, d.Recorded, d.Recomputed)).OrderBy(d => d.Recorded.Length).ThenBy(d => d.Recorded));
    }

    private string PathOf(string sha256) => Path.Combine(product.Folder, "files", sha256[..2], sha256);
}
