using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

public sealed class PortalNameOnSqlite(SqliteServer server) : PortalNameTests(server), IClassFixture<SqliteServer>;

public sealed class PortalNameOnPostgres(PostgresDatabaseServer server) : PortalNameTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>Whoever types a number or an address does not learn whose it is.</summary>
public abstract class PortalNameTests(RunningServer server)
{
    private const string Recorded = "Wu Recorded";
    private const string Typed = "Somebody Typed";

    private readonly HttpClient _manager = server.As("manager");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("13912340001", "13912340001", null)]
    [InlineData("Wu@Example.com", null, "wu@example.com")]
    public async Task The_page_greets_with_what_was_typed_and_never_with_the_name_on_record(string contact, string? phone, string? email)
    {
        var created = await _manager.PostAsJsonAsync("/api/v1/customers", new { name = Recorded, phone, email }, Stop);
        var record = (await created.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        using var stranger = server.As(null);
        var form = await FormPage.OpenAsync(stranger, "/portal/new", Stop);

        using var sent = await form.PostAsync("/portal/new", [("name", Typed), ("contact", contact), ("subject", "A question"), ("body", "Who am I?"), ("category", "Other")], [], Stop);
        var link = sent.Headers.Location!.ToString().Split('/')[^1];
        var page = await ReadAsync(stranger, $"/portal/t/{link}");

        Assert.Contains($"Hello, {Typed}", page, StringComparison.Ordinal);
        Assert.All([page, await ReadAsync(stranger, $"/portal/thanks/{link}")], text => Assert.DoesNotContain(Recorded, text, StringComparison.Ordinal));
        var number = System.Text.RegularExpressions.Regex.Match(page, "BZ-[0-9]+").Value;
        var ticket = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop);
        Assert.Equal((record, Recorded), (ticket.GetProperty("customer").GetProperty("id").GetGuid(), ticket.GetProperty("customer").GetProperty("name").GetString()));
        Assert.Equal(Typed, ticket.GetProperty("messages")[0].GetProperty("authorName").GetString());
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("chat")]
    public async Task Where_nobody_typed_a_name_the_page_greets_without_one(string channel)
    {
        await _manager.PostAsJsonAsync("/api/v1/customers", new { name = Recorded, phone = "13912340002" }, Stop);
        var opened = await _manager.PostAsJsonAsync("/api/v1/tickets", new { channel, subject = "A question", body = "Who am I?", customer = new { phone = "13912340002" } }, Stop);
        var ticket = await opened.Content.ReadFromJsonAsync<JsonElement>(Stop);
        using var stranger = server.As(null);

        var page = await ReadAsync(stranger, $"/portal/t/{server.Get<PortalLinks>().For(new TicketId(ticket.GetProperty("id").GetGuid()))}");

        Assert.Contains("Hello", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Recorded, page, StringComparison.Ordinal);
        Assert.Equal(Recorded, ticket.GetProperty("customer").GetProperty("name").GetString());
    }

    private static async Task<string> ReadAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }
}
