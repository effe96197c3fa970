using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Api;

public sealed class CustomerApiOnSqlite(SqliteServer server) : CustomerApiTests(server), IClassFixture<SqliteServer>;

public sealed class CustomerApiOnPostgres(PostgresDatabaseServer server) : CustomerApiTests(server), IClassFixture<PostgresDatabaseServer>;

public abstract class CustomerApiTests(RunningServer server)
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
