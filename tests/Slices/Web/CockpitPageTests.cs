using System.Net;
using AngleSharp.Html.Parser;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

public sealed class CockpitPageOnSqlite(SqliteServer server) : CockpitPageTests(server), IClassFixture<SqliteServer>;

public sealed class CockpitPageOnPostgres(PostgresDatabaseServer server) : CockpitPageTests(server), IClassFixture<PostgresDatabaseServer>;

public abstract class CockpitPageTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_figures_of_one_queue_lead_to_what_is_in_that_queue()
    {
        await RunningServer.OpenAsync(server.As("manager"));
        await server.DeliverAsync(Stop);
        using var browser = await server.BrowserOfAsync("manager");
        var page = await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync("/cockpit?queue=online", Stop), Stop);

        var doors = page.QuerySelectorAll("#cockpit-figures a[href], #queue-online a[href]").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal(12, doors.Count);
        foreach (var door in doors)
        {
            Assert.Contains("queue=online", door, StringComparison.Ordinal);
            using var answer = await browser.GetAsync(door, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{door}: {answer.StatusCode}");
        }

        var facts = await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync("/cockpit/facts/opened?queue=online", Stop), Stop);
        Assert.Single(facts.QuerySelectorAll("#facts tbody tr"));
        Assert.Contains(facts.QuerySelectorAll("a[href]"), a => a.GetAttribute("href") == "/cockpit?queue=online");
        Assert.Empty((await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync("/cockpit/facts/opened?queue=hotline", Stop), Stop)).QuerySelectorAll("#facts tbody tr a"));
    }
}
