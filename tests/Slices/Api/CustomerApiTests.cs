using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Api;

public sealed class CustomerApiOnSqlite(SqliteServer server) : CustomerApiTests(server), IClassFixture<SqliteServer>;

public sealed class CustomerApiOnPostgres(PostgresDatabaseServer server) : CustomerApiTests(server), IClassFixture<PostgresDatabaseServer>;

public abstract partial class CustomerApiTests(RunningServer server)
{
    private readonly HttpClient _manager = server.As("manager");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_records_are_merged_once_and_the_old_id_leads_to_the_kept_one()
    {
        var (kept, other) = (await CreateAsync("api-1"), await CreateAsync(null));

        var merged = await MergeAsync(other, kept, "one");
        var again = await MergeAsync(other, kept, "one");
        var read = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/customers/{other}", Stop);
        var parted = await _manager.PostAsync($"/api/v1/customers/{other}/part", null, Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (merged.StatusCode, again.StatusCode, parted.StatusCode));
        Assert.Equal(await merged.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        Assert.Equal(kept, read.GetProperty("id").GetGuid());
        Assert.Equal(other, read.GetProperty("merged")[0].GetProperty("id").GetGuid());
        Assert.Equal(other, (await parted.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Two_numbers_elsewhere_are_named_in_the_refusal()
    {
        var refused = await MergeAsync(await CreateAsync("api-2"), await CreateAsync("api-3"), "two");

        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("ExternalIdsDiffer", problem.GetProperty("code").GetString());
        Assert.Contains("api-2", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("api-3", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_elsewhere_that_another_record_has_is_refused_in_words()
    {
        await CreateAsync("api-taken");
        var (second, third) = (await CreateAsync("api-free"), await CreateAsync(null));

        foreach (var refused in (HttpResponseMessage[])
            [
                await PatchAsync(_manager, second, new { externalId = "api-taken" }), await PatchAsync(_manager, third, new { externalId = " api-taken " }),
                await _manager.PostAsJsonAsync("/api/v1/customers", new { name = "Chen Siying", externalId = "api-taken" }, Stop),
            ])
        {
            Assert.Equal((HttpStatusCode.Conflict, "ExternalIdIsTaken"), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString()));
        }

        Assert.Equal(HttpStatusCode.OK, (await PatchAsync(_manager, second, new { externalId = "api-free" })).StatusCode);
    }

    [Fact]
    public async Task An_empty_field_is_emptied_by_whoever_sees_what_stands_in_it()
    {
        var created = await _manager.PostAsJsonAsync("/api/v1/customers", new { name = "Chen Siying", phone = "13711100033", email = "wrong@example.com", externalId = "api-emptied" }, Stop);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        (string?, string?, string?) Held(JsonElement customer) => (customer.GetProperty("phone").GetString(), customer.GetProperty("email").GetString(), customer.GetProperty("externalId").GetString());

        var unseen = await PatchAsync(server.As("agent"), id, new { email = "" });
        var untouched = Held(await ReadAsync(id));
        await PatchAsync(_manager, id, new { phone = "", city = "Wuhan" });
        var without = Held(await ReadAsync(id));
        await PatchAsync(_manager, id, new { email = " ", externalId = "" });

        var problem = await unseen.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "ContactDataIsMasked", "email"), (unseen.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Equal(("13711100033", "wrong@example.com", "api-emptied"), untouched);
        Assert.Equal((null, "wrong@example.com", "api-emptied"), without);
        Assert.Equal((null, null, null), Held(await ReadAsync(id)));
    }

    [Fact]
    public async Task A_form_that_was_shown_masked_keeps_what_is_empty_in_it_and_one_that_was_not_empties_it()
    {
        var created = await _manager.PostAsJsonAsync("/api/v1/customers", new { name = "Chen Siying", phone = "13711100044", email = "kept@example.com" }, Stop);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
        using var agent = await server.BrowserOfAsync("agent");

        async Task EditAsync(FormPage page, string html, params (string Field, string Value)[] more)
        {
            (string, string)[] hidden = html.Contains("name=\"uncovered\"", StringComparison.Ordinal) ? [("uncovered", "true")] : [];
            using var saved = await page.PostAsync($"/customers/{id}/edit", [("version", $"{(await ReadAsync(id)).GetProperty("version").GetInt32()}"), ("name", "Chen Siying"), ("tier", "Standard"), ("externalId", ""), ("city", "Wuhan"), ("remark", ""), .. hidden, .. more], [], Stop, byScript: true);
            Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        }

        var page = await FormPage.OpenAsync(agent, $"/customers/{id}", Stop);
        await EditAsync(page, await agent.GetStringAsync($"/customers/{id}", Stop), ("phone", ""), ("email", ""));
        var masked = await ReadAsync(id);
        using var revealed = await page.PostAsync($"/customers/{id}/record/reveal", [("reason", "the number is wrong")], [], Stop, byScript: true);
        await EditAsync(page, await revealed.Content.ReadAsStringAsync(Stop), ("phone", ""), ("email", "kept@example.com"));
        var uncovered = await ReadAsync(id);

        Assert.Equal(("13711100044", "kept@example.com", "Wuhan"), (masked.GetProperty("phone").GetString(), masked.GetProperty("email").GetString(), masked.GetProperty("city").GetString()));
        Assert.Equal((null, "kept@example.com"), (uncovered.GetProperty("phone").GetString(), uncovered.GetProperty("email").GetString()));
    }

    [Fact]
    public async Task A_person_gets_a_copy_of_their_data_as_a_download_and_reading_it_is_logged()
    {
        var ticket = await OpenAsync("api-copied");
        var id = ticket.GetProperty("customer").GetProperty("id").GetGuid();

        var copy = await _manager.GetAsync($"/api/v1/customers/{id}/export", Stop);
        var refused = await server.As("supervisor").GetAsync($"/api/v1/customers/{id}/export", Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (copy.StatusCode, refused.StatusCode));
        Assert.Equal(("application/json", "attachment", $"personal-data-{id:N}.json"), (copy.Content.Headers.ContentType!.MediaType, copy.Content.Headers.ContentDisposition!.DispositionType, copy.Content.Headers.ContentDisposition.FileName));
        Assert.True(copy.Headers.CacheControl!.NoStore);
        var held = await copy.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("api-copied", held.GetProperty("records")[0].GetProperty("externalId").GetString());
        Assert.Equal("Words of api-copied", held.GetProperty("messages")[0].GetProperty("body").GetString());
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        Assert.Equal("manager", (await db.Set<AuditEntry>().SingleAsync(e => e.Action == "PersonalDataExported" && e.Subject == $"customer:{id}", Stop)).ActorName);
    }

    [Fact]
    public async Task A_person_is_erased_once_and_no_answer_or_page_says_who_it_was()
    {
        var ticket = await OpenAsync("api-erased");
        var (number, id) = (ticket.GetProperty("number").GetString(), ticket.GetProperty("customer").GetProperty("id").GetGuid());

        var open = await EraseAsync(id, "asked", "first");
        await _manager.PostAsync($"/api/v1/tickets/{number}/resolve", RunningServer.Json("{}"), Stop);
        var stale = await EraseAsync(id, "asked", "second", "\"9\"");
        var unreasoned = await EraseAsync(id, "", "third");
        var erased = await EraseAsync(id, "asked", "fourth", "\"1\"");
        var same = await EraseAsync(id, "asked", "fourth", "\"1\"");
        var again = await EraseAsync(id, "asked once more", "fifth");

        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { open, stale, unreasoned, erased, same, again }.Select(r => r.StatusCode));
        Assert.Contains(number!, await open.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var state = await erased.Content.ReadAsStringAsync(Stop);
        Assert.Equal(state, await same.Content.ReadAsStringAsync(Stop));
        Assert.Equal(state, await again.Content.ReadAsStringAsync(Stop));
        Assert.NotEqual(JsonValueKind.Null, JsonDocument.Parse(state).RootElement.GetProperty("erasedAt").ValueKind);

        await server.DeliverAsync(Stop);
        var browser = await server.BrowserOfAsync("manager");
        foreach (var address in (string[])
            [
                $"/api/v1/customers/{id}", "/api/v1/customers?q=api-erased", $"/api/v1/tickets/{number}", $"/api/v1/tickets/{number}/events", "/api/v1/tickets?view=all", "/api/v1/search?q=api-erased", "/api/v1/search?q=Dou",
                $"/customers/{id}", $"/customers/{id}/record", "/customers", $"/desk/{number}?view=all", "/desk?view=all", "/tickets?view=all", "/search?q=Dou", "/settings/audit",
            ])
        {
            using var answer = await browser.GetAsync(address, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} {answer.StatusCode}");
            Assert.All(["Dou api-erased", "13711100022", "Words of api-erased", "Matter of api-erased"], word => Assert.False(text.Contains(word, StringComparison.Ordinal), $"{address} has {word}"));
        }
    }

    [Fact]
    public async Task The_dialog_wants_the_name_and_says_what_is_wrong()
    {
        var ticket = await OpenAsync("api-dialog");
        var id = ticket.GetProperty("customer").GetProperty("id").GetGuid();
        await _manager.PostAsync($"/api/v1/tickets/{ticket.GetProperty("number").GetString()}/resolve", RunningServer.Json("{}"), Stop);
        var browser = await server.BrowserOfAsync("administrator");
        var page = await browser.GetAsync($"/customers/{id}", Stop);
        var token = TokenIn().Match(await page.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
        browser.DefaultRequestHeaders.Add("Cookie", [.. browser.DefaultRequestHeaders.GetValues("Cookie"), .. page.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]) : []]);
        browser.DefaultRequestHeaders.Add("HX-Request", "true");

        async Task<(HttpStatusCode, string)> PostAsync(string confirm)
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("reason", "asked at the counter"), new("confirm", confirm)]);
            using var answer = await browser.PostAsync($"/customers/{id}/erase", form, Stop);
            return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
        }

        var wrong = await PostAsync("somebody");
        var right = await PostAsync("api-dialog");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Item1);
        Assert.Contains("Dou api-dialog", wrong.Item2, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, right.Item1);
    }

    [System.Text.RegularExpressions.GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial System.Text.RegularExpressions.Regex TokenIn();

    private async Task<JsonElement> OpenAsync(string external)
    {
        var opened = await _manager.PostAsJsonAsync(
            "/api/v1/tickets", new { channel = "chat", subject = $"Matter of {external}", body = $"Words of {external}", customer = new { name = $"Dou {external}", phone = external == "api-erased" ? "13711100022" : null, externalId = external } }, Stop);
        return await opened.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private Task<HttpResponseMessage> EraseAsync(Guid id, string reason, string key, string? version = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/customers/{id}/erase") { Content = JsonContent.Create(new { reason }) };
        request.Headers.Add("Idempotency-Key", key);
        if (version is not null)
        {
            request.Headers.Add("If-Match", version);
        }

        return _manager.SendAsync(request, Stop);
    }

    private static Task<HttpResponseMessage> PatchAsync(HttpClient client, Guid id, object change) => client.PatchAsJsonAsync($"/api/v1/customers/{id}", change, Stop);

    private Task<JsonElement> ReadAsync(Guid id) => _manager.GetFromJsonAsync<JsonElement>($"/api/v1/customers/{id}", Stop);

    private async Task<Guid> CreateAsync(string? external)
    {
        var created = await _manager.PostAsJsonAsync("/api/v1/customers", new { name = "Chen Siying", externalId = external }, Stop);
        return (await created.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    private Task<HttpResponseMessage> MergeAsync(Guid from, Guid into, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers/merge") { Content = JsonContent.Create(new { from, into }) };
        request.Headers.Add("Idempotency-Key", key);
        return _manager.SendAsync(request, Stop);
    }
}
