using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Exchange;
using Banzhang.Web.Verbs;

namespace Banzhang.Tests.Slices.Api;

public sealed class BadInputOnSqlite(SqliteServer server) : BadInputTests(server), IClassFixture<SqliteServer>;

public sealed class BadInputOnPostgres(PostgresDatabaseServer server) : BadInputTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>Whoever sends what cannot be taken is told in their language what to do, and nothing is stored or lost.</summary>
public abstract class BadInputTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What comes, the status, and what each language says: of the second the characters by which it is known, since Han stands in the books of words only.</summary>
    public static TheoryData<string, string, int, string, string> Bodies => new()
    {
        { "malformed JSON", "{\"channel\":\"chat\",", 400, "The body is not valid JSON at line 1, byte 18. Correct it there and send it again.", "\u6539\u6B63" },
        { "an unknown field", Body("\"chanel\":\"chat\""), 400, "There is no field chanel here. Check its spelling in /api/docs.", "\u6838\u5BF9" },
        { "a wrong enum", Body().Replace("\"chat\"", "\"pigeon\"", StringComparison.Ordinal), 400, "channel has the wrong kind of value. Expected: phone, chat, email, counter, social, portal, api.", "\u5E94\u4E3A" },
        { "a subject of 10 MiB", Body().Replace("Parcel", new string('x', 10 * 1024 * 1024), StringComparison.Ordinal), 413, "The request is larger than 1024 KiB. Shorten it, or send it in parts.", "\u7F29\u77ED" },
        { "a body over the limit", Body("\"type\":\"" + new string('x', 1024 * 1024) + "\""), 413, "The request is larger than 1024 KiB. Shorten it, or send it in parts.", "\u7F29\u77ED" },
        { "a long subject", Body().Replace("Parcel", new string('x', 501), StringComparison.Ordinal), 400, "subject has 501 characters; at most 500 fit. Shorten it.", "\u7F29\u77ED" },
        { "half a surrogate pair", Body().Replace("Parcel", "a\\ud83d", StringComparison.Ordinal), 400, "subject holds half a surrogate pair, which is no character. Remove it.", "\u5220\u9664" },
        { "NUL", Body().Replace("Parcel", "a\\u0000b", StringComparison.Ordinal), 400, "subject holds a character at position 2 that cannot be stored (NUL or half a surrogate pair). Remove it.", "\u5220\u9664" },
        { "an e-mail that is not one", Body().Replace("\"name\":\"Chen\"", "\"email\":\"chen at home\"", StringComparison.Ordinal), 400, "This is not an e-mail address. Write it like name@example.com.", "name@example.com" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_cannot_be_taken_is_told_in_the_callers_language_and_nothing_is_stored(string what, string body, int status, string english, string chinese)
    {
        var before = await CountAsync();

        var inEnglish = await SendAsync("en", body);
        var inChinese = await SendAsync("zh-CN", body);

        Assert.True(inEnglish == (status, english), $"{what}: {inEnglish}");
        Assert.Equal(status, inChinese.Status);
        Assert.Contains(chinese, inChinese.Title, StringComparison.Ordinal);
        Assert.Contains(inChinese.Title, c => c is >= '\u4E00' and <= '\u9FFF');
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("en", "Look at the current state, which comes with this answer, and decide again.")]
    [InlineData("zh-CN", "\u67E5\u770B")]
    public async Task Of_two_who_change_one_ticket_the_second_sees_the_state_and_decides_again(string language, string told)
    {
        var opened = await RunningServer.OpenAsync(server.As("manager"));
        var number = opened.GetProperty("number").GetString()!;
        using var first = await ChangeAsync("en", number, 1, "refund");

        using var second = await ChangeAsync(language, number, 1, "other");

        var problem = await second.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (first.StatusCode, second.StatusCode));
        Assert.Contains(told, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("refund", problem.GetProperty("current").GetProperty("category").GetString());
        Assert.Equal("refund", (await server.As("manager").GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop)).GetProperty("category").GetString());
    }

    [Theory]
    [InlineData("en", "Use a new key for a new request.")]
    [InlineData("zh-CN", "\u65B0\u7684\u952E")]
    public async Task A_key_that_comes_with_another_body_is_refused_and_the_first_answer_stays(string language, string told)
    {
        using var client = server.As("manager", language);
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"key-of-{language}");
        var first = await (await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("once"), Stop)).Content.ReadAsStringAsync(Stop);
        var before = await CountAsync();

        using var other = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("another"), Stop);
        using var again = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("once"), Stop);

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Contains(told, (await other.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal((first, before), (await again.Content.ReadAsStringAsync(Stop), await CountAsync()));
    }

    [Fact]
    public async Task Html_and_scripts_are_shown_as_they_were_written_everywhere_and_run_nowhere()
    {
        const string Subject = "<b onmouseover=\"alert(1)\">Parcel</b>";
        const string Text = "</p></script><script>alert('zebra')</script><img src=x onerror=\"alert(2)\"><a href=\"javascript:alert(3)\">here</a>";
        const string Name = "\"><svg onload=alert(4)>";
        var response = await server.As("manager").PostAsJsonAsync("/api/v1/tickets", new { channel = "chat", subject = Subject, body = Text, customer = new { name = Name, phone = "13700001234" } }, Stop);
        var ticket = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        var (number, id) = (ticket.GetProperty("number").GetString()!, new TicketId(ticket.GetProperty("id").GetGuid()));
        await server.DeliverAsync(Stop);
        using var browser = await server.BrowserOfAsync("manager");
        var customer = ticket.GetProperty("customer").GetProperty("id").GetGuid();

        // The list and the search show the subject and the beginning of the body, the rest the whole of it.
        await ShowsAsync(browser, $"/desk/{number}", Subject, Text, Name);
        await ShowsAsync(browser, "/tickets?view=all", Subject, Name);
        await ShowsAsync(browser, "/search?q=zebra", Subject, "alert('zebra')");
        await ShowsAsync(browser, "/search/suggest?q=zebra", Subject);
        await ShowsAsync(browser, $"/customers/{customer}", Name);
        await ShowsAsync(server.As(null), $"/portal/t/{server.Get<PortalLinks>().For(id)}", Subject, Text);

        var file = Path.Combine(server.Folder, "tickets.jsonl");
        await new Exporting(server.Get<IServiceProvider>(), CommandActor.Administrator).RunAsync("tickets", file, Stop);
        var exported = (await File.ReadAllLinesAsync(file, Stop)).Select(l => JsonDocument.Parse(l).RootElement).Single(t => t.GetProperty("number").GetString() == number);
        Assert.Equal((Subject, Text), (exported.GetProperty("subject").GetString(), exported.GetProperty("messages")[0].GetProperty("body").GetString()));
    }

    /// <summary>The page holds the texts as text, and no element or attribute that came out of them.</summary>
    private static async Task ShowsAsync(HttpClient browser, string address, params string[] texts)
    {
        using var response = await browser.GetAsync(address, Stop);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode}");
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Stop), Stop);
        var shown = page.DocumentElement.TextContent;
        Assert.All(texts, text => Assert.True(shown.Contains(text, StringComparison.Ordinal), $"{address} does not show {text}"));
        Assert.DoesNotContain(page.Scripts, s => s.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name is "onmouseover" or "onerror" or "onload" || a.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)));
    }

    private static string Body(string more = "") => "{\"channel\":\"chat\",\"subject\":\"Parcel\",\"body\":\"Where is it?\",\"customer\":{\"name\":\"Chen\"}" + (more.Length > 0 ? "," + more : "") + "}";

    private async Task<(int Status, string Title)> SendAsync(string language, string body)
    {
        using var client = server.As("manager", language);
        using var response = await client.PostAsync("/api/v1/tickets", RunningServer.Json(body), Stop);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString()!);
    }

    private Task<HttpResponseMessage> ChangeAsync(string language, string number, int version, string category)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/tickets/{number}") { Content = JsonContent.Create(new { category }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return server.As("manager", language).SendAsync(request, Stop);
    }

    private async Task<int> CountAsync()
    {
        var page = await server.As("manager").GetFromJsonAsync<JsonElement>("/api/v1/tickets?view=all&limit=200", Stop);
        Assert.Equal(JsonValueKind.Null, page.TryGetProperty("nextCursor", out var next) ? next.ValueKind : JsonValueKind.Null);
        return page.GetProperty("items").GetArrayLength();
    }
}
