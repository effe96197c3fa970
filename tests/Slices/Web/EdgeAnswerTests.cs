using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Verbs;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Web;

public sealed class EdgeAnswerOnSqlite(SqliteServer server) : EdgeAnswerTests(server), IClassFixture<SqliteServer>;

public sealed class EdgeAnswerOnPostgres(PostgresDatabaseServer server) : EdgeAnswerTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>What has no page of its own is told all the same: a person by a page, a program by a problem, each in its language.</summary>
public abstract class EdgeAnswerTests(RunningServer server)
{
    private const string NothingInChinese = "\u8FD9\u4E2A\u5730\u5740\u6CA1\u6709\u5185\u5BB9\u3002", FailedInChinese = "\u670D\u52A1\u51FA\u9519";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "There is nothing at this address.", "To the start page")]
    [InlineData("zh-CN", NothingInChinese, "\u56DE\u5230\u9996\u9875")]
    public async Task An_address_without_a_page_is_told_to_a_person_with_a_way_on(string language, string text, string home)
    {
        foreach (var (address, start) in (IEnumerable<(string, string)>)[("/nothing", "/"), ("/portal/nothing/here", "/portal")])
        {
            var (status, page) = await SeeAsync(HttpMethod.Get, address, language);

            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Equal(text, page.QuerySelector("[role=alert]")!.TextContent);
            Assert.Equal((home, start), (page.QuerySelector("main a")!.TextContent, page.QuerySelector("main a")!.GetAttribute("href")));
        }
    }

    [Fact]
    public async Task A_program_is_told_by_a_problem_and_a_fragment_by_its_status_alone()
    {
        using var program = server.As(null);
        using var missing = await program.GetAsync("/nothing", Stop);
        using var wrong = await program.PutAsync("/healthz", null, Stop);
        program.DefaultRequestHeaders.Add("X-Fragment", "desk");
        using var fragment = await program.GetAsync("/nothing", Stop);

        Assert.Equal((HttpStatusCode.NotFound, "NoSuchPlace"), (missing.StatusCode, await CodeOfAsync(missing)));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "WrongMethod"), (wrong.StatusCode, await CodeOfAsync(wrong)));
        Assert.Equal((HttpStatusCode.NotFound, ""), (fragment.StatusCode, await fragment.Content.ReadAsStringAsync(Stop)));
    }

    [Fact]
    public async Task A_form_whose_token_is_not_this_browsers_is_refused_with_what_to_do()
    {
        using var visitor = server.As(null);
        await SomebodyIsThereAsync();
        var form = (await FormPage.OpenAsync(visitor, "/sign-in", Stop)) with { Cookie = "other=1" };
        using var byScript = await form.PostAsync("/me/language", [("language", "en")], [], Stop, byScript: true);
        var (status, page) = await SeeAsync(HttpMethod.Post, "/me/language", "en", new FormUrlEncodedContent([new("language", "en")]));

        Assert.Equal(HttpStatusCode.BadRequest, byScript.StatusCode);
        Assert.Contains("Load the page again, then send.", await byScript.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "The page is too old"), (status, page.QuerySelector("h1")!.TextContent));
        Assert.Contains("what you typed is still there", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_told_in_the_language_of_whoever_asked_and_with_the_id_of_the_request()
    {
        await RunAsync("ALTER TABLE identity_accounts RENAME TO identity_accounts_away");
        try
        {
            var (status, page) = await SeeAsync(HttpMethod.Get, "/sign-in?back=/desk", "zh-CN");
            using var program = server.As(null, "zh-CN");
            using var answer = await program.GetAsync("/sign-in", Stop);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.StartsWith(FailedInChinese, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("/sign-in?back=/desk", page.QuerySelector("main a")!.GetAttribute("href"));
            Assert.True(page.QuerySelector(".req-id")!.TextContent.Length > 10);
            Assert.StartsWith(FailedInChinese, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("title").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("ALTER TABLE identity_accounts_away RENAME TO identity_accounts");
        }
    }

    [Fact]
    public async Task Who_signs_in_too_often_is_told_to_wait()
    {
        using var visitor = server.As(null);
        await SomebodyIsThereAsync();
        var form = await FormPage.OpenAsync(visitor, "/sign-in", Stop);
        HttpStatusCode last;
        var tries = 0;
        do
        {
            using var answer = await form.PostAsync("/sign-in", [("email", "a@example.com"), ("password", "b")], [], Stop, byScript: true);
            last = answer.StatusCode;
            tries++;
        }
        while (last != HttpStatusCode.TooManyRequests && tries < 100);

        var (status, page) = await SeeAsync(HttpMethod.Post, "/sign-in", "en", new FormUrlEncodedContent([new("email", "a@example.com")]));
        Assert.Equal((HttpStatusCode.TooManyRequests, "Too many attempts. Wait a minute."), (status, page.QuerySelector("[role=alert]")!.TextContent));
        Assert.InRange(tries, 25, 31);
    }

    [Fact]
    public async Task Only_so_many_long_requests_are_held_at_once_and_one_more_is_told_to_come_again()
    {
        using var agent = server.As(RoleCodes.Supervisor);
        var number = (await RunningServer.OpenAsync(agent)).GetProperty("number").GetString()!;
        var address = $"/api/v1/tickets/{number}/messages";
        var half = new List<TcpClient>();
        try
        {
            HttpStatusCode status;
            do
            {
                half.Add(await BeginAsync(agent, address));
                using var answer = await agent.PostAsync(address, Long(), Stop);
                status = answer.StatusCode;
                if (status == HttpStatusCode.ServiceUnavailable)
                {
                    Assert.Equal("TooManyLongBodies", await CodeOfAsync(answer));
                    Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.Created, status);
                }
            }
            while (status != HttpStatusCode.ServiceUnavailable && half.Count < 200);

            Assert.InRange(half.Count, 8, 199);
            using var small = await agent.PostAsync(address, RunningServer.Json("""{"body":"b","visibility":"internal"}"""), Stop);
            Assert.Equal(HttpStatusCode.Created, small.StatusCode);
        }
        finally
        {
            half.ForEach(h => h.Dispose());
        }

        for (var i = 0; i < 600; i++)
        {
            using var again = await agent.PostAsync(address, Long(), Stop);
            if (again.StatusCode == HttpStatusCode.Created)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }

        Assert.Fail("The long requests whose callers left are held for ever.");
    }

    /// <summary>A note of more than the ordinary limit: the spaces do not count.</summary>
    private static StringContent Long() => RunningServer.Json($$"""{"body":"b","visibility":"internal"{{new string(' ', 1_100_000)}}}""");

    /// <summary>Sends the head of a long request and no more of it than that.</summary>
    private static async Task<TcpClient> BeginAsync(HttpClient caller, string address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(caller.BaseAddress!.Host, caller.BaseAddress.Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {address} HTTP/1.1\r\nHost: {caller.BaseAddress.Authority}\r\nAuthorization: {caller.DefaultRequestHeaders.Authorization}\r\nIdempotency-Key: {Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n{{"), Stop);
        return client;
    }

    /// <summary>Else the way in leads to the set-up.</summary>
    private async Task SomebodyIsThereAsync() =>
        await server.Get<CreateAccountHandler>().HandleAsync(new("somebody@example.com", "Somebody", RoleCodes.Agent), CommandActor.Administrator, Stop);

    private async Task<(HttpStatusCode Status, AngleSharp.Html.Dom.IHtmlDocument Page)> SeeAsync(HttpMethod method, string address, string language, HttpContent? content = null)
    {
        using var person = server.As(null, language);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await person.SendAsync(request, Stop);
        return (answer.StatusCode, await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop));
    }

    private static async Task<string> CodeOfAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("code").GetString()!;

    private Task<Outcome> RunAsync(string sql) => server.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
    {
        await act.Db.Database.ExecuteSqlRawAsync(sql, stop);
        return Outcome.Done;
    }, Stop);
}
