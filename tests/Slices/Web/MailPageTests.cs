using System.Globalization;
using System.Net;
using System.Text;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Tickets;
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
    public async Task The_thread_says_what_is_encrypted_and_to_what_the_ticket_is_invited()
    {
        await DeliverAsync("From: Seal <seal@customer.test>\r\nSubject: Sealed\r\nMessage-ID: <seal@customer.test>\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqG\r\n");
        using var client = await server.BrowserOfAsync(RoleCodes.Manager);
        var sealedPage = await ThreadAsync(client);
        await DeliverAsync("From: Host <host@customer.test>\r\nSubject: Meeting\r\nMessage-ID: <host@customer.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261112T060000Z\r\nSUMMARY:Refund <b>\r\nLOCATION:Room 3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        var invitedPage = await ThreadAsync(client);

        Assert.Contains(Chinese("MailProtection_Encryption"), WebUtility.HtmlDecode(sealedPage), StringComparison.Ordinal);
        Assert.Contains("smime.p7m", sealedPage, StringComparison.Ordinal);
        Assert.Contains("Refund &lt;b&gt;", invitedPage, StringComparison.Ordinal);
        Assert.Contains(Chinese("InvitationIs").Replace("{0}", "Refund <b> \u00b7 2026-11-12 14:00 \u00b7 Room 3", StringComparison.Ordinal), WebUtility.HtmlDecode(invitedPage), StringComparison.Ordinal);
        Assert.Contains("invite.ics", invitedPage, StringComparison.Ordinal);
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
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string Chinese(string key) => Banzhang.Desk.Mailboxes.Words.ResourceManager.GetString(key, CultureInfo.GetCultureInfo("zh-CN"))!;

    /// <summary>The page of the newest ticket.</summary>
    private async Task<string> ThreadAsync(HttpClient client)
    {
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var number = TicketNumbers.Format(await db.Set<Ticket>().MaxAsync(t => t.Number, Stop));
        return await client.GetStringAsync($"/desk/{number}?view=all", Stop);
    }

    private async Task<Guid> DeliverAsync(string mail)
    {
        var delivered = await server.Get<DeliverMailHandler>().HandleAsync(new(Encoding.UTF8.GetBytes(mail)), CommandActor.Administrator, Stop);
        Assert.Equal(MailFate.Opened, delivered.Value.Fate);
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return (await db.Set<ReceivedMail>().OrderByDescending(r => r.Number).FirstAsync(Stop)).Id.Value;
    }
}
