using System.Text;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Verbs;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Web;

/// <summary>A stranger's mail on our pages: shut in, whole, and for those who may see it.</summary>
public sealed class MailPageTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Html_is_shown_in_a_sandbox_without_script_and_loads_nothing_until_asked()
    {
        const string Mail = "From: Mei <mei@customer.test>\r\nSubject: Bill\r\nMessage-ID: <bill@customer.test>\r\nContent-Type: text/html\r\n\r\n<p onclick='x()'>Bill</p><script>alert(1)</script><img src='https://elsewhere.test/p.gif'>\r\n";
        var id = await DeliverAsync(Mail);
        using var client = await server.BrowserOfAsync(RoleCodes.Supervisor);

        var page = await client.GetStringAsync($"/mail/{id}", Stop);
        using var shut = await client.GetAsync($"/mail/{id}/html", Stop);
        using var asked = await client.GetAsync($"/mail/{id}/html?remote=1", Stop);
        using var raw = await client.GetAsync($"/mail/{id}/raw", Stop);

        Assert.Contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"", page, StringComparison.Ordinal);
        var policy = shut.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'; img-src data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-scripts", policy, StringComparison.Ordinal);
        var body = await shut.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Bill", body, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.test", body + page, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", body, StringComparison.Ordinal);
        Assert.Contains("elsewhere.test", await asked.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(Mail, await raw.Content.ReadAsStringAsync(Stop));
        Assert.Equal(("application/octet-stream", "attachment"), (raw.Content.Headers.ContentType!.MediaType, raw.Content.Headers.ContentDisposition!.DispositionType));
    }

    [Fact]
    public async Task Who_may_read_neither_mail_nor_ticket_reads_nothing_of_it()
    {
        var id = await DeliverAsync("From: Wu <wu@customer.test>\r\nSubject: Secret\r\nMessage-ID: <secret@customer.test>\r\nContent-Type: text/html\r\n\r\n<b>Secret</b>\r\n");
        using var client = await server.BrowserOfAsync(RoleCodes.PeopleOfficer);

        foreach (var address in (string[])[$"/mail/{id}", $"/mail/{id}/html", $"/mail/{id}/raw", "/mail"])
        {
            using var answer = await client.GetAsync(address, Stop);
            Assert.DoesNotContain("Secret", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            Assert.NotEqual(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<Guid> DeliverAsync(string mail)
    {
        var delivered = await server.Get<DeliverMailHandler>().HandleAsync(new(Encoding.UTF8.GetBytes(mail)), CommandActor.Administrator, Stop);
        Assert.Equal(MailFate.Opened, delivered.Value.Fate);
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return (await db.Set<ReceivedMail>().OrderByDescending(r => r.Number).FirstAsync(Stop)).Id.Value;
    }
}
