using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Api;

public sealed class TicketApiOnSqlite(SqliteServer server) : TicketApiTests(server), IClassFixture<SqliteServer>;

public sealed class TicketApiOnPostgres(PostgresDatabaseServer server) : TicketApiTests(server), IClassFixture<PostgresDatabaseServer>;

public abstract class TicketApiTests(RunningServer server)
{
    private readonly HttpClient _manager = server.As("manager");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_posted_ticket_is_created_and_can_be_read_at_its_location()
    {
        var response = await _manager.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket(), Stop);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var read = await _manager.GetFromJsonAsync<JsonElement>(response.Headers.Location, Stop);
        Assert.Equal("Parcel stands still", read.GetProperty("subject").GetString());
        Assert.Equal("Will it arrive at all?", read.GetProperty("messages")[0].GetProperty("body").GetString());
        Assert.Equal(2, read.GetProperty("clocks").GetArrayLength());
    }

    [Theory]
    [InlineData("{\"channel\":\"chat\",", 400, "BodyIsNotJson", "")]
    [InlineData("", 400, "BodyIsMissing", "")]
    [InlineData("{\"channel\":\"carrier\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{\"name\":\"c\"}}", 400, "FieldHasWrongType", "channel")]
    [InlineData("{\"chanel\":\"chat\",\"channel\":\"chat\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{\"name\":\"c\"}}", 400, "UnknownField", "chanel")]
    [InlineData("{\"channel\":\"chat\",\"body\":\"b\",\"customer\":{\"name\":\"c\"}}", 400, "FieldIsMissing", "subject")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\" \",\"body\":\"b\",\"customer\":{\"name\":\"c\"}}", 400, "TextIsMissing", "subject")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\"a\\u0000b\",\"body\":\"b\",\"customer\":{\"name\":\"c\"}}", 400, "TextHasForbiddenCharacter", "subject")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{}}", 400, "CustomerIsUnnamed", "customer")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{\"email\":\"not an address\"}}", 400, "CustomerEmailIsMalformed", "customer.email")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{\"name\":\"c\"},\"tags\":[\"x\",\"\"]}", 400, "TextIsMissing", "tags[1]")]
    [InlineData("{\"channel\":\"chat\",\"subject\":\"a\",\"body\":\"b\",\"customer\":{\"name\":\"c\"},\"queue\":\"nowhere\"}", 400, "NoSuchQueue", "queue")]
    public async Task Bad_input_is_refused_with_the_field_that_is_wrong(string body, int status, string code, string field)
    {
        var response = await _manager.PostAsync("/api/v1/tickets", RunningServer.Json(body), Stop);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(field, problem.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? errors[0].GetProperty("field").GetString() : "");
    }

    [Fact]
    public async Task A_list_by_status_holds_the_statuses_that_are_named_and_no_others()
    {
        var (fresh, resolved, closedLater) = (await RunningServer.OpenAsync(_manager), await RunningServer.OpenAsync(_manager), await RunningServer.OpenAsync(_manager));
        string Number(JsonElement ticket) => ticket.GetProperty("number").GetString()!;
        await _manager.PostAsync($"/api/v1/tickets/{Number(resolved)}/resolve", RunningServer.Json("{}"), Stop);
        await _manager.PostAsync($"/api/v1/tickets/{Number(closedLater)}/snooze", RunningServer.Json("{\"until\":\"2099-01-01T00:00:00Z\"}"), Stop);

        async Task<List<(string Number, string Status)>> ListAsync(string status)
        {
            var page = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets?limit=200&sort=newest&status={Uri.EscapeDataString(status)}", Stop);
            return [.. page.GetProperty("items").EnumerateArray().Select(t => (Number(t), t.GetProperty("status").GetString()!))];
        }

        var both = await ListAsync("New, resolved");
        Assert.Contains((Number(fresh), "new"), both);
        Assert.Contains((Number(resolved), "resolved"), both);
        Assert.All(both, t => Assert.Contains(t.Status, (string[])["new", "resolved"]));
        Assert.Contains((Number(closedLater), "snoozed"), await ListAsync("new,snoozed"));
        Assert.All(await ListAsync("snoozed"), t => Assert.Equal("snoozed", t.Status));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("new,5")]
    [InlineData("new,")]
    [InlineData("-1")]
    [InlineData("newopen")]
    [InlineData("")]
    public async Task What_is_not_the_name_of_a_status_is_refused(string status)
    {
        var answer = await _manager.GetAsync($"/api/v1/tickets?status={Uri.EscapeDataString(status)}", Stop);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal((HttpStatusCode.BadRequest, "UnknownStatus", "status"), (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_problem_is_told_in_the_callers_language()
    {
        var response = await server.As("manager", "zh-CN").GetAsync("/api/v1/tickets/BZ-999999", Stop);
        var english = await server.As("manager").GetAsync("/api/v1/tickets/BZ-999999", Stop);

        Assert.Contains('\u7F16', (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString()!);
        Assert.StartsWith("No ticket", (await english.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_and_body_get_the_same_answer_and_one_ticket()
    {
        using var client = server.As("manager");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "key-1");

        var first = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("once"), Stop);
        var second = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("once"), Stop);
        var other = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("another"), Stop);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(("\"1\"", "\"1\""), (first.Headers.ETag!.Tag, second.Headers.ETag!.Tag));
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await second.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("IdempotencyKeyReused", (await other.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Racing_requests_with_one_key_open_one_ticket()
    {
        using var client = server.As("manager");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "key-race");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket("race"), Stop)));

        var numbers = await Task.WhenAll(answers.Select(async a => (await a.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetString()));
        Assert.Single(numbers.Distinct());
    }

    [Fact]
    public async Task A_stale_if_match_is_412_with_the_current_state()
    {
        var ticket = await RunningServer.OpenAsync(_manager);
        var number = ticket.GetProperty("number").GetString();
        await PatchAsync(number!, "\"1\"", "{\"category\":\"refund\"}");

        var stale = await PatchAsync(number!, "\"1\"", "{\"category\":\"other\"}");

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("refund", (await stale.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("current").GetProperty("category").GetString());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        for (var i = 0; i < 7; i++)
        {
            await RunningServer.OpenAsync(_manager, $"page {i}");
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets?view=all&sort=newest&limit=3&cursor={cursor}", Stop);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.True(seen.Count >= 7);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task The_verbs_of_the_desk_lead_a_ticket_through_its_life()
    {
        var number = (await RunningServer.OpenAsync(_manager)).GetProperty("number").GetString();

        var answered = await PostAsync($"/api/v1/tickets/{number}/messages", "{\"author\":\"agent\",\"visibility\":\"public\",\"body\":\"Tomorrow\"}");
        var moved = await PostAsync($"/api/v1/tickets/{number}/transfer", "{\"queue\":\"after-sales\"}");
        var escalated = await PostAsync($"/api/v1/tickets/{number}/escalate", "{\"reason\":\"second time\"}");
        var resolved = await PostAsync($"/api/v1/tickets/{number}/resolve", "");
        var reopened = await PostAsync($"/api/v1/tickets/{number}/reopen", "{}");
        var events = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}/events", Stop);

        Assert.Equal(HttpStatusCode.Created, answered.StatusCode);
        Assert.All([moved, escalated, resolved, reopened], r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        var kinds = events.EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ToList();
        Assert.Equal("TicketOpened", kinds[0]);
        Assert.All(["MessageAdded", "FirstResponseGiven", "TicketTransferred", "TicketEscalated", "TicketResolved", "TicketReopened"], k => Assert.Contains(k, kinds));
    }

    [Fact]
    public async Task A_ticket_is_found_by_chinese_words_of_its_text()
    {
        await _manager.PostAsJsonAsync("/api/v1/tickets", new { channel = "chat", subject = "\u7269\u6D41\u505C\u6EDE", body = "\u51C0\u6C34\u5668\u4E09\u5929\u6CA1\u6709\u66F4\u65B0", customer = new { name = "c" } }, Stop);
        await server.DeliverAsync(Stop);

        var found = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString("\u51C0\u6C34\u5668")}", Stop);
        var notFound = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString("\u6C34\u51C0")}", Stop);

        Assert.NotEmpty(found.GetProperty("items").EnumerateArray());
        Assert.Empty(notFound.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("\u7C3D\u6536\u7570\u5E38")] // the traditional script
    [InlineData("\u5F02\u5E38 \u7B7E\u6536")] // another order
    [InlineData("\u4E3A\u4EC0\u4E48\u7B7E\u6536\u8FD8\u5F02\u5E38")] // a whole question
    [InlineData("\u201C\u7B7E\u6536\u5F02\u5E38\u201D")] // word for word
    [InlineData("\uFF21\uFF22\uFF3A\uFF11\u7B7E\u6536")] // full width
    public async Task A_question_finds_what_it_means_however_it_is_written(string question)
    {
        var body = "\u5FEB\u9012\u7B7E\u6536\u5F02\u5E38 abz1";
        await _manager.PostAsJsonAsync("/api/v1/tickets", new { channel = "chat", subject = "parcel", body, customer = new { name = "c" } }, Stop);
        await server.DeliverAsync(Stop);

        var found = (await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(question)}", Stop)).GetProperty("items").EnumerateArray().First();

        Assert.NotEmpty(found.GetProperty("snippetHits").EnumerateArray());
    }

    [Fact]
    public async Task The_openapi_document_names_every_call_that_answers()
    {
        var document = await server.As(null).GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var paths = document.GetProperty("paths").EnumerateObject().ToList();

        foreach (var (path, method) in paths.SelectMany(p => p.Value.EnumerateObject().Select(m => (p.Name, m.Name))))
        {
            var address = path.Replace("{number}", "BZ-999999", StringComparison.Ordinal).Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address) { Content = method == "get" ? null : RunningServer.Json("{}") };
            var response = await _manager.SendAsync(request, Stop);
            var text = await response.Content.ReadAsStringAsync(Stop);
            Assert.False(text.Contains("NoSuchPlace", StringComparison.Ordinal), $"{method} {path} is documented and not there");
            Assert.NotEqual(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.True((int)response.StatusCode < 500, $"{method} {path}: {text}");
        }

        Assert.Contains(paths, p => p.Name == "/api/v1/tickets/{number}/snooze");
        Assert.Contains(paths, p => p.Name == "/api/v1/cockpit");
    }

    [Fact]
    public async Task The_openapi_document_tells_the_headers_of_writes_and_the_form_of_refusals_and_the_calls_keep_to_it()
    {
        var document = await server.As(null).GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => (Path: p.Name, Method: m.Name, Call: m.Value))).ToList();
        foreach (var (path, method, call) in calls)
        {
            var headers = call.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "header").Select(p => p.GetProperty("name").GetString()!).ToList() : [];
            Assert.True(call.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _), $"{method} {path}");
            Assert.Equal((method == "post", method == "patch" || (method == "post" && path.Contains('{', StringComparison.Ordinal))), (headers.Contains("Idempotency-Key"), headers.Contains("If-Match")));
        }

        foreach (var (path, _, _) in calls.Where(c => c.Method == "post"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path.Replace("{number}", "BZ-000001", StringComparison.Ordinal).Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)) { Content = RunningServer.Json("{}") };
            request.Headers.Add("Idempotency-Key", new string('k', 201));
            using var answer = await _manager.SendAsync(request, Stop);
            Assert.Equal((path, "IdempotencyKeyIsTooLong"), (path, (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task Nobody_gets_401_from_every_call()
    {
        var document = await server.As(null).GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        using var nobody = server.As(null);
        foreach (var (path, method) in document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => (p.Name, m.Name))))
        {
            var address = path.Replace("{number}", "BZ-000001", StringComparison.Ordinal).Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal);
            var body = path == "/api/v1/tickets" ? JsonSerializer.Serialize(RunningServer.Ticket()) : "{}";
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address) { Content = method == "get" ? null : RunningServer.Json(body) };
            var response = await nobody.SendAsync(request, Stop);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {(int)response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/api/v1/tickets?limit=abc", "limit", "abc")]
    [InlineData("/api/v1/customers?limit=9999999999", "limit", "9999999999")]
    public async Task A_value_of_the_query_that_cannot_be_read_is_named(string address, string field, string value)
    {
        var answer = await _manager.GetAsync(address, Stop);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, problem.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Contains(value, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_who_change_the_same_version_at_once_one_does_and_the_others_get_the_new_state()
    {
        var number = (await RunningServer.OpenAsync(_manager)).GetProperty("number").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PatchAsync(number, "\"1\"", $$"""{"subject":"S{{i}}"}""")));

        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7)], answers.Select(a => a.StatusCode).Order());
        foreach (var stale in answers.Where(a => a.StatusCode == HttpStatusCode.PreconditionFailed))
        {
            Assert.Equal(2, (await stale.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("current").GetProperty("version").GetInt32());
        }
    }

    [Fact]
    public async Task A_long_thread_is_read_whole_in_pages_newest_first()
    {
        var number = (await RunningServer.OpenAsync(_manager)).GetProperty("number").GetString()!;
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await PostAsync($"/api/v1/tickets/{number}/messages", $$"""{"body":"m{{i}}","visibility":"internal"}""")).StatusCode);
        }

        var (read, cursor) = (new List<string>(), "");
        do
        {
            var page = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}/messages?limit=3&cursor={Uri.EscapeDataString(cursor)}", Stop);
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("body").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString() ?? "";
        }
        while (cursor.Length > 0);

        Assert.Equal(["m5", "m4", "m3", "m2", "m1", "m0", "Will it arrive at all?"], read);
    }

    [Fact]
    public async Task Contacts_of_a_new_customer_that_come_at_once_belong_to_one_customer()
    {
        var tickets = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            var answer = await _manager.PostAsJsonAsync("/api/v1/tickets", new { channel = "chat", subject = $"S{i}", body = "b", customer = new { name = "Zhao Lan", phone = "13611112222", email = "zhao.lan@example.com" } }, Stop);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("customer").GetProperty("id").GetString();
        }));

        Assert.Single(tickets.Distinct());
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/api/docs")]
    public async Task Health_metrics_and_docs_answer_without_a_key(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await server.As(null).GetAsync(path, Stop)).StatusCode);

    private Task<HttpResponseMessage> PostAsync(string path, string body) => _manager.PostAsync(path, RunningServer.Json(body), Stop);

    private Task<HttpResponseMessage> PatchAsync(string number, string version, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/tickets/{number}") { Content = RunningServer.Json(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return _manager.SendAsync(request, Stop);
    }
}
