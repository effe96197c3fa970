using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

public sealed class AttachmentFormOnSqlite(SqliteServer server) : AttachmentFormTests(server), IClassFixture<SqliteServer>;

public sealed class AttachmentFormOnPostgres(PostgresDatabaseServer server) : AttachmentFormTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>Customers and agents send files with their forms, and each gets those that are theirs to read.</summary>
public abstract class AttachmentFormTests(RunningServer server)
{
    private const int Mebi = 1024 * 1024;

    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 255, 254];

    private static readonly (string Field, string Value)[] Request = [("name", "Chen Siying"), ("contact", "13800006721"), ("subject", "Lid is cracked"), ("body", "See the picture."), ("category", "Repair"), ("website", "")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_sends_files_with_a_request_and_an_answer_and_gets_them_back_by_the_link()
    {
        using var customer = server.As(null);
        var form = await FormPage.OpenAsync(customer, "/portal/new", Stop);
        var html = "<script>alert(1)</script>"u8.ToArray();
        using var sent = await form.PostAsync("/portal/new", Request, [("files", "\u76D6\u5B50.png", Picture), ("files", "C:\\evil\\page.html", html)], Stop);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var address = $"/portal/t/{sent.Headers.Location!.ToString().Split('/')[^1]}";
        var answer = await FormPage.OpenAsync(customer, address, Stop);
        using var written = await answer.PostAsync($"{address}/write", [("body", "")], [("files", "second.bin", [0, 1, 2])], Stop);
        Assert.Equal((HttpStatusCode.Redirect, address), (written.StatusCode, written.Headers.Location!.ToString()));

        var page = await new HtmlParser().ParseDocumentAsync(await customer.GetStringAsync(address, Stop), Stop);
        var shown = page.QuerySelectorAll("#chat a.attach").Select(a => (Name: a.TextContent, Address: a.GetAttribute("href")!)).ToArray();
        Assert.Equal(["\u76D6\u5B50.png 11 B", "page.html 25 B", "second.bin 3 B"], shown.Select(s => s.Name));
        Assert.Equal("second.bin", page.QuerySelectorAll("#chat .bubble")[^1].FirstChild!.TextContent);
        foreach (var (at, content, type, download) in (IEnumerable<(string, byte[], string, string?)>)[(shown[0].Address, Picture, "image/png", null), (shown[1].Address, html, "text/plain", "page.html"), (shown[2].Address, [0, 1, 2], "application/octet-stream", "second.bin")])
        {
            using var file = await customer.GetAsync(at, Stop);
            Assert.Equal(content, await file.Content.ReadAsByteArrayAsync(Stop));
            Assert.Equal((type, download), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition?.FileName));
            Assert.StartsWith("sandbox;", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task What_a_customer_sends_again_under_its_key_is_done_once_and_leads_to_the_same_page()
    {
        using var customer = server.As(null);
        var form = await FormPage.OpenAsync(customer, "/portal/new", Stop);
        var before = await TicketsAsync();

        using var first = await form.PostAsync("/portal/new", Request, [("files", "lid.png", Picture)], Stop, byScript: true, key: "request once");
        using var again = await form.PostAsync("/portal/new", Request, [("files", "lid.png", Picture)], Stop, byScript: true, key: "request once");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode));
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(before + 1, await TicketsAsync());

        var address = $"/portal/t/{first.Headers.Location!.ToString().Split('/')[^1]}";
        var answer = await FormPage.OpenAsync(customer, address, Stop);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var written = await answer.PostAsync($"{address}/write", [("body", "Once is enough.")], [("files", "second.bin", [0, 1, 2])], Stop, byScript: true, key: "answer once");
            Assert.Equal(HttpStatusCode.NoContent, written.StatusCode);
        }

        var page = await new HtmlParser().ParseDocumentAsync(await customer.GetStringAsync(address, Stop), Stop);
        Assert.Equal(["lid.png 11 B", "second.bin 3 B"], page.QuerySelectorAll("#chat a.attach").Select(a => a.TextContent));
    }

    [Fact]
    public async Task Of_what_would_be_refused_nothing_is_stored()
    {
        using var customer = server.As(null);
        var manager = server.As("manager");
        var ticket = await RunningServer.OpenAsync(manager);
        var link = LinkOf(ticket);
        var answer = await FormPage.OpenAsync(customer, $"/portal/t/{link}", Stop);
        var number = ticket.GetProperty("number").GetString()!;
        Assert.True((await manager.PostAsJsonAsync($"/api/v1/tickets/{number}/resolve", new { }, Stop)).IsSuccessStatusCode);
        using var confirmed = await answer.PostAsync($"/portal/t/{link}/confirm", [("x", "")], [], Stop, byScript: true);
        Assert.True(confirmed.IsSuccessStatusCode);
        var request = await FormPage.OpenAsync(customer, "/portal/new", Stop);
        var before = Contents();

        using var closed = await answer.PostAsync($"/portal/t/{link}/write", [("body", "Still there?")], [("files", "late.bin", [9, 9, 9])], Stop, byScript: true);
        using var longSubject = await request.PostAsync("/portal/new", Request.Select(f => f.Field == "subject" ? (f.Field, new string('x', 20_000)) : f), [("files", "early.bin", [8, 8, 8])], Stop, byScript: true);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.BadRequest), (closed.StatusCode, longSubject.StatusCode));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task A_link_gives_the_agents_public_files_and_neither_a_notes_nor_another_tickets()
    {
        var manager = server.As("manager");
        var (ticket, other) = (await RunningServer.OpenAsync(manager), await RunningServer.OpenAsync(manager));
        var (open, inner) = (await SendAsync(manager, ticket, "public"), await SendAsync(manager, ticket, "internal"));
        var foreign = await SendAsync(manager, other, "public");
        var link = LinkOf(ticket);
        using var customer = server.As(null);

        Assert.Equal(Picture, await customer.GetByteArrayAsync($"/portal/t/{link}/files/{open}", Stop));
        var page = await customer.GetStringAsync($"/portal/t/{link}", Stop);
        Assert.Contains(open.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(inner.ToString(), page, StringComparison.Ordinal);
        foreach (var address in (string[])[$"/portal/t/{link}/files/{inner}", $"/portal/t/{link}/files/{foreign}", $"/portal/t/{link}/files/{Guid.Empty}", $"/portal/t/{link[..^2]}AA/files/{open}", $"/portal/t/x/files/{open}"])
        {
            using var refused = await customer.GetAsync(address, Stop);
            Assert.Equal((address, HttpStatusCode.NotFound, "text/html"), (address, refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        }

        using var unsigned = await customer.GetAsync($"/files/{open}", Stop);
        Assert.Equal(HttpStatusCode.Redirect, unsigned.StatusCode);
    }

    [Fact]
    public async Task A_customer_who_sends_too_much_is_told_so_and_nothing_is_stored()
    {
        using var customer = server.As(null);
        var form = await FormPage.OpenAsync(customer, "/portal/new", Stop);
        var before = (await TicketsAsync(), Contents());
        var many = Enumerable.Range(0, 6).Select(i => ("files", $"{i}.txt", new byte[] { 65 }));
        var long10 = new[] { ("files", "long.bin", new byte[(10 * Mebi) + 1]) };
        var far = Enumerable.Range(0, 5).Select(i => ("files", $"{i}.bin", new byte[6 * Mebi]));

        using var tooMany = await form.PostAsync("/portal/new", Request, many, Stop);
        using var tooLong = await form.PostAsync("/portal/new", Request, long10, Stop, byScript: true);
        using var empty = await form.PostAsync("/portal/new", Request, [("files", "none.txt", [])], Stop, byScript: true);
        using var tooFar = await form.PostAsync("/portal/new", Request, far, Stop);
        using var tooFarByScript = await form.PostAsync("/portal/new", Request, far, Stop, byScript: true);

        // Without script the whole form comes again, what was typed in it, and says that the files must be chosen again.
        var again = await new HtmlParser().ParseDocumentAsync(await tooMany.Content.ReadAsStringAsync(Stop), Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "See the picture."), (tooMany.StatusCode, again.QuerySelector("textarea[name=body]")!.TextContent));
        Assert.Equal("At most 5 files go along with one message; these are 6. Send the rest with a second message. Please choose your files again.", again.QuerySelector("#files-error, .field.invalid .msg")!.TextContent);
        await SaysAsync(tooLong, HttpStatusCode.RequestEntityTooLarge, "\u201Clong.bin\u201D has more than 10 MiB. Choose a smaller file, or send a link.");
        await SaysAsync(empty, HttpStatusCode.BadRequest, "\u201Cnone.txt\u201D is empty. Take it out, or choose the file again.");
        Assert.Equal((HttpStatusCode.Redirect, "/portal/new"), (tooFar.StatusCode, tooFar.Headers.Location!.ToString()));
        Assert.Contains(tooFar.Headers.GetValues("Set-Cookie"), c => c.StartsWith("bz_refused=", StringComparison.Ordinal));
        await SaysAsync(tooFarByScript, HttpStatusCode.RequestEntityTooLarge, "The form with its files is larger than 27 MiB. Choose fewer or smaller files and send it again.");
        Assert.Equal(before, (await TicketsAsync(), Contents()));
    }

    [Fact]
    public async Task An_agent_sends_files_from_the_workspace_once_and_the_thread_shows_them()
    {
        var number = (await RunningServer.OpenAsync(server.As("manager"))).GetProperty("number").GetString()!;
        using var browser = await server.BrowserOfAsync(RoleCodes.Manager);
        var form = await FormPage.OpenAsync(browser, $"/desk/{number}?view=all", Stop);
        var action = $"/desk/{number}/messages";
        (string, string)[] text = [("Mode", "reply"), ("Text", "Here it is.")];

        using var first = await form.PostAsync(action, text, [("Files", "a.bin", [1, 2, 3]), ("Files", "b.png", Picture)], Stop, byScript: true, key: "once");
        using var second = await form.PostAsync(action, text, [("Files", "a.bin", [1, 2, 3]), ("Files", "b.png", Picture)], Stop, byScript: true, key: "once");
        using var other = await form.PostAsync(action, text, [("Files", "a.bin", [3, 2, 1]), ("Files", "b.png", Picture)], Stop, byScript: true, key: "once");
        using var plain = await form.PostAsync(action, [("Mode", "note"), ("Text", "")], [("Files", "only.txt", "x"u8.ToArray())], Stop);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.Redirect), (first.StatusCode, second.StatusCode, other.StatusCode, plain.StatusCode));
        var page = await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync($"/desk/{number}?view=all", Stop), Stop);
        var shown = page.QuerySelectorAll("#conv .thread a.attach").ToArray();
        Assert.Equal(["a.bin 3 B", "b.png 11 B", "only.txt 1 B"], shown.Select(a => a.TextContent));
        Assert.Equal(Picture, await browser.GetByteArrayAsync(shown[1].GetAttribute("href"), Stop));
    }

    [Fact]
    public async Task An_agent_who_sends_too_much_is_told_so_by_script_and_without()
    {
        var number = (await RunningServer.OpenAsync(server.As("manager"))).GetProperty("number").GetString()!;
        using var browser = await server.BrowserOfAsync(RoleCodes.Supervisor);
        var form = await FormPage.OpenAsync(browser, $"/desk/{number}?view=all", Stop);
        var before = Contents();
        (string, string)[] text = [("Mode", "reply"), ("Text", "Here it is.")];
        var large = new[] { ("Files", "large.bin", new byte[(25 * Mebi) + 1]) };

        using var byScript = await form.PostAsync($"/desk/{number}/messages", text, large, Stop, byScript: true);
        using var plain = await form.PostAsync($"/desk/{number}/messages", text, large, Stop);
        using var far = await form.PostAsync($"/desk/{number}/messages", text, [.. large, ("Files", "more.bin", new byte[3 * Mebi])], Stop, byScript: true);

        // People are spoken to in their own language, by default Chinese.
        await SaysAsync(byScript, HttpStatusCode.RequestEntityTooLarge, "\u201Clarge.bin\u201D\u8D85\u8FC7 25 MiB\u3002\u8BF7\u6362\u6210\u8F83\u5C0F\u7684\u6587\u4EF6\uFF0C\u6216\u6539\u53D1\u94FE\u63A5\u3002");
        Assert.Equal($"/desk/{number}", plain.Headers.Location!.ToString());
        var said = Uri.UnescapeDataString(Uri.UnescapeDataString(plain.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("bz_refused=", StringComparison.Ordinal))));
        Assert.Contains("\u8D85\u8FC7 25 MiB", said, StringComparison.Ordinal);
        Assert.Contains("\u9644\u4EF6\u672A\u4FDD\u7559\uFF0C\u8BF7\u91CD\u65B0\u9009\u62E9\u3002", said, StringComparison.Ordinal);
        await SaysAsync(far, HttpStatusCode.RequestEntityTooLarge, "\u8868\u5355\u8FDE\u540C\u9644\u4EF6\u8D85\u8FC7 27 MiB\u3002\u8BF7\u51CF\u5C11\u9644\u4EF6\u6216\u6362\u6210\u8F83\u5C0F\u7684\u6587\u4EF6\uFF0C\u518D\u53D1\u9001\u4E00\u6B21\u3002");
        Assert.Equal(before, Contents());
        Assert.Equal(1, (await server.As("manager").GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop)).GetProperty("messages").GetArrayLength());
    }

    private static async Task SaysAsync(HttpResponseMessage refused, HttpStatusCode status, string sentence)
    {
        var said = (await new HtmlParser().ParseDocumentAsync(await refused.Content.ReadAsStringAsync(Stop), Stop)).Body!.TextContent.Trim();
        Assert.Equal((status, sentence), (refused.StatusCode, said));
    }

    private string LinkOf(JsonElement ticket) => server.Get<PortalLinks>().For(new TicketId(ticket.GetProperty("id").GetGuid()));

    private static async Task<Guid> SendAsync(HttpClient client, JsonElement ticket, string visibility)
    {
        var body = $"{{\"body\":\"{visibility}\",\"visibility\":\"{visibility}\",\"attachments\":[{{\"name\":\"{visibility}.png\",\"content\":\"{Convert.ToBase64String(Picture)}\"}}]}}";
        var sent = await client.PostAsync($"/api/v1/tickets/{ticket.GetProperty("number").GetString()}/messages", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        return (await sent.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("messages")[0].GetProperty("attachments")[0].GetProperty("id").GetGuid();
    }

    private async Task<int> TicketsAsync() => (await server.As("manager").GetFromJsonAsync<JsonElement>("/api/v1/tickets?view=all&limit=200", Stop)).GetProperty("items").GetArrayLength();

    private int Contents() => Directory.Exists(Path.Combine(server.Folder, "files")) ? Directory.GetFiles(Path.Combine(server.Folder, "files"), "*", SearchOption.AllDirectories).Length : 0;
}
