using System.Text;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Platform.Files;
using Banzhang.Tests.Slices.Desk.Mailboxes;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Platform;

public sealed class ForsakenFilesOnSqlite(SqliteProduct product) : ForsakenFilesTests(product), IClassFixture<SqliteProduct>;

public sealed class ForsakenFilesOnPostgres(PostgresProduct product) : ForsakenFilesTests(product), IClassFixture<PostgresProduct>;

/// <summary>The folder holds what rows name, and little else.</summary>
public abstract class ForsakenFilesTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_content_no_row_names_goes_after_a_day_and_what_a_row_names_stays()
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new("See there", Attachments: [new("a", "named by a message"u8.ToArray())]), null, product.Agent, Stop);
        await new MailDesk(product).DeliverAsync(MailDesk.Mail("d@customer.test", "b@shop.test", "Hello", "e@customer.test", "Text"));
        var named = Contents();
        var forsaken = (await KeepAsync("nobody names this")).Sha256;
        var half = Path.Combine(product.Folder, "files", ".half.part");
        await File.WriteAllTextAsync(half, "cut off", Stop);
        File.SetLastWriteTimeUtc(half, product.Clock.GetUtcNow().UtcDateTime);

        await product.Get<ForsakenFilesJob>().RunAsync(Stop);
        Assert.Equal(named.Append(forsaken).ToHashSet(), Contents());

        product.Clock.Advance(ForsakenFilesJob.Age + TimeSpan.FromMinutes(1));
        var late = (await KeepAsync("whoever keeps this is about to name it")).Sha256;
        await product.Get<ForsakenFilesJob>().RunAsync(Stop);

        Assert.Equal(named.Append(late).ToHashSet(), Contents());
        Assert.False(File.Exists(half));
    }

    private async Task<FileContent> KeepAsync(string text) => (await product.Get<FileStore>().KeepAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop)).Value;

    private HashSet<string> Contents() => [.. Directory.GetFiles(Path.Combine(product.Folder, "files"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Where(n => !n.StartsWith('.'))];
}
