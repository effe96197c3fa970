using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary>The program where it cannot work: one line in the language of the terminal says why and what to do, and what is there stays.</summary>
public sealed class BadPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-place-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Starts => new() { { "serve", "en_US.UTF-8" }, { "serve", "zh_CN.UTF-8" }, { "import", "en_US.UTF-8" }, { "import", "zh_CN.UTF-8" } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_folder_that_became_read_only_is_named_and_what_it_holds_stays(string verb, string language)
    {
        await FillAsync([]);

        var outcome = await OwnMounts.RunAsync(OwnMounts.ReadOnly, _folder, [("LANG", language)], Arguments(verb, Csv("B1")), Stop);

        AssertTold(language, outcome, $"The data folder {_folder} accepts no writes. Give write access, or name another one with --data.", "\u6388\u4E88\u5199\u6743\u9650");
        Assert.Equal(["A1"], await NumbersAsync([]));
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_disk_without_room_is_named_at_the_start(string verb, string language)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;

        var outcome = await OwnMounts.RunAsync(OwnMounts.Full, data, [("LANG", language)], Arguments(verb, Csv("B1"), data), Stop);

        AssertTold(language, outcome, $"The disk of the data folder {data} is full. Free space on it, or name another folder with --data.", "\u78C1\u76D8\u5DF2\u6EE1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_a_newer_version_is_left_alone_by_every_verb(bool onPostgres)
    {
        await using var database = await OnAsync(onPostgres);
        await FillAsync(database.Environment);
        await database.RunAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Future', '99')");

        foreach (var (verb, language) in ((string, string)[])[("serve", "en_US.UTF-8"), ("serve", "zh_CN.UTF-8"), ("import", "en_US.UTF-8"), ("verify", "en_US.UTF-8")])
        {
            var outcome = await ProgramRun.RunAsync([.. database.Environment, ("LANG", language)], Arguments(verb, Csv("B1")), Stop);
            AssertTold(language, outcome, "The database was written by a newer version (29990101000000_Future). Start that version, or restore a backup of this one.", "\u542F\u52A8\u65B0\u7248\u672C");
        }

        await database.RunAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '29990101000000_Future'");
        Assert.Equal(["A1"], await NumbersAsync(database.Environment));
    }

    [Theory]
    [InlineData("en_US.UTF-8", "Stop it, or name another folder with --data.")]
    [InlineData("zh_CN.UTF-8", "\u5148\u505C\u6B62\u5B83")]
    public async Task A_second_server_is_told_so_and_the_first_goes_on(string language, string told)
    {
        using var first = await ServingProgram.StartAsync(_folder, [], null, Stop);

        var (code, _, error) = await ProgramRun.RunAsync([("LANG", language)], ["serve", "--data", _folder, "--urls", "http://127.0.0.1:0"], Stop);

        Assert.Equal(1, code);
        Assert.Contains(told, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        using var client = first.As("");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_database_server_that_is_not_there_is_named()
    {
        var (code, _, error) = await ProgramRun.RunAsync([("ConnectionStrings__Banzhang", "Host=127.0.0.1;Port=1;Username=x;Database=x")], Arguments("verify", ""), Stop);

        Assert.Equal(1, code);
        Assert.EndsWith("Check the connection string and that the server runs.", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Prot=5432;Username=x")]
    [InlineData("no connection string at all")]
    [InlineData("Host=127.0.0.1;Port=here")]
    public async Task A_connection_string_that_is_none_is_told_in_one_line(string connection)
    {
        foreach (var verb in new[] { "verify", "serve" })
        {
            var (code, _, error) = await ProgramRun.RunAsync([("ConnectionStrings__Banzhang", connection)], Arguments(verb, ""), Stop);

            Assert.Equal(1, code);
            Assert.StartsWith("It failed, and nothing half-done was kept: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_refuses_is_quoted_in_one_line()
    {
        var connection = $"{PostgresServer.ConnectionString("postgres")};Username=no_such_person";

        var (code, _, error) = await ProgramRun.RunAsync([("ConnectionStrings__Banzhang", connection)], Arguments("verify", ""), Stop);

        Assert.Equal(1, code);
        Assert.Contains("no_such_person", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/8, here")]
    public async Task A_proxy_that_is_no_address_is_named(string proxies)
    {
        var (code, _, error) = await ProgramRun.RunAsync([("Banzhang__Proxies", proxies)], Arguments("serve", ""), Stop);

        Assert.Equal(1, code);
        Assert.StartsWith("Banzhang__Proxies names \u201Chere\u201D", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "203.0.113.9")]
    [InlineData("", "127.0.0.1")]
    public async Task Only_a_named_proxy_is_believed_when_it_says_who_asked(string proxies, string address)
    {
        var key = (await ProgramRun.RunAsync([], ["apikey", "create", "--name", "t", "--role", "administrator", "--data", _folder], Stop)).Output.Trim();
        using var server = await ServingProgram.StartAsync(_folder, proxies.Length > 0 ? [("Banzhang__Proxies", proxies)] : [], null, Stop);
        using var client = server.As(key);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, "by a proxy", "b")).Status);
        server.Kill();

        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "banzhang.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync(Stop);
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT \"Address\" FROM audit_entries WHERE \"Action\" = 'TicketOpened'";
        Assert.Equal(address, await command.ExecuteScalarAsync(Stop));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_table_with_a_byte_order_mark_is_read_with_its_first_column(string encoding)
    {
        var file = Path.Combine(_folder, "tickets.csv");
        await File.WriteAllTextAsync(file, "externalId,channel,subject,body,customer.name\nA1,chat,\u7269\u6D41,b,\u9648\u601D\n", Encoding.GetEncoding(encoding), Stop);
        Assert.NotEqual((byte)'e', (await File.ReadAllBytesAsync(file, Stop))[0]);

        var (code, _, error) = await ProgramRun.RunAsync([], Arguments("import", file), Stop);

        Assert.True(code == 0, error);
        var ticket = Assert.Single(await TicketsAsync([]));
        Assert.Equal(("A1", "\u7269\u6D41"), (ticket.GetProperty("externalId").GetString(), ticket.GetProperty("subject").GetString()));
    }

    [Theory]
    [InlineData("en_US.UTF-8", "Line 3 cannot be read: it has another number of fields than the header, or a quote is not closed.")]
    [InlineData("zh_CN.UTF-8", "\u7B2C 3 \u884C\u65E0\u6CD5\u8BFB\u53D6")]
    public async Task A_broken_row_in_the_middle_is_kept_with_its_reason_and_the_rest_goes_in(string language, string reason)
    {
        var file = Path.Combine(_folder, "tickets.csv");
        await File.WriteAllTextAsync(file, "externalId,channel,subject,body,customer.name\nA1,chat,s,b,c\nA2,chat,\"never closed,b,c\nA3,chat,s,b,c\n", Stop);

        var (code, _, error) = await ProgramRun.RunAsync([("LANG", language)], Arguments("import", file), Stop);

        Assert.Equal(1, code);
        Assert.Contains(file + ".rejected", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        var rejected = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(file + ".rejected", Stop))).RootElement;
        Assert.StartsWith(reason, rejected.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("A2,chat,\"never closed,b,c", rejected.GetProperty("row").GetString());
        Assert.Equal(["A1", "A3"], await NumbersAsync([]));
    }

    [Fact]
    public async Task On_a_full_disk_of_postgresql_every_refused_contact_is_told_so_and_every_acknowledged_one_is_kept()
    {
        await using var disk = await SmallDisk.MakeAsync(24);
        (string, string)[] environment = [("ConnectionStrings__Banzhang", PostgresServer.ConnectionString(disk.Name))];
        var key = (await ProgramRun.RunAsync(environment, ["apikey", "create", "--name", "t", "--role", "manager", "--data", _folder], Stop)).Output.Trim();
        var acknowledged = new List<string>();
        var refused = new List<string>();
        using var server = await ServingProgram.StartAsync(_folder, environment, null, Stop);
        using var client = server.As(key);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        // What PostgreSQL cannot make smaller.
        var noise = new byte[30_000];
        new Random(1).NextBytes(noise);
        var bulk = Convert.ToBase64String(noise);
        for (var i = 0; refused.Count == 0 && i < 500; i++)
        {
            foreach (var (status, answer) in await Task.WhenAll(Enumerable.Range(0, 12).Select(n => SendAsync(client, $"ticket {i}-{n}", bulk))))
            {
                if (status == HttpStatusCode.Created)
                {
                    acknowledged.Add(answer.GetProperty("number").GetString()!);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                    refused.Add(answer.GetProperty("title").GetString()!);
                }
            }
        }

        await disk.GrowAsync(96);

        Assert.NotEmpty(refused);
        if (refused.Find(r => r != "The disk is full; nothing was stored. Free space on the server, then try again.") is { } other)
        {
            Assert.Fail($"{other}\n{await server.KillAndReadAsync()}");
        }

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, "there is room again", "b")).Status);
        foreach (var number in acknowledged)
        {
            Assert.True((await client.GetAsync($"/api/v1/tickets/{number}", Stop)).IsSuccessStatusCode, $"{number} was acknowledged and is lost");
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, string subject, string body)
    {
        var ticket = new { channel = "chat", subject, body, customer = new { name = "Chen Siying", phone = "13800006721" } };
        var response = await client.PostAsJsonAsync("/api/v1/tickets", ticket, Stop);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    /// <summary>English is compared whole; Chinese by characters it must hold, since Han stands in the books of words only.</summary>
    private static void AssertTold(string language, (int Code, string Output, string Error) outcome, string english, string chinese)
    {
        var line = Assert.Single(outcome.Error.Trim().Split('\n'));
        Assert.Equal(1, outcome.Code);
        if (language.StartsWith("zh", StringComparison.Ordinal))
        {
            Assert.Contains(chinese, line, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(english, line);
        }
    }

    private string Csv(string externalId)
    {
        var file = Path.Combine(_folder, $"place-{externalId}.csv");
        File.WriteAllText(file, $"externalId,channel,subject,body,customer.name\n{externalId},chat,s,b,c\n");
        return file;
    }

    private string[] Arguments(string verb, string file, string? data = null) => verb switch
    {
        "serve" => ["serve", "--data", data ?? _folder, "--urls", "http://127.0.0.1:0"],
        "import" => ["import", "tickets", file, "--data", data ?? _folder],
        _ => [verb, "--data", data ?? _folder],
    };

    private async Task FillAsync((string, string)[] environment)
    {
        var (code, _, error) = await ProgramRun.RunAsync(environment, Arguments("import", Csv("A1")), Stop);
        Assert.True(code == 0, error);
    }

    private async Task<string[]> NumbersAsync((string, string)[] environment) => [.. (await TicketsAsync(environment)).Select(t => t.GetProperty("externalId").GetString()!).Order(StringComparer.Ordinal)];

    private async Task<JsonElement[]> TicketsAsync((string, string)[] environment)
    {
        var file = Path.Combine(_folder, "all.jsonl");
        var (code, _, error) = await ProgramRun.RunAsync(environment, ["export", "tickets", file, "--data", _folder], Stop);
        Assert.True(code == 0, error);
        return [.. (await File.ReadAllLinesAsync(file, Stop)).Select(l => JsonDocument.Parse(l).RootElement)];
    }

    private async Task<OneDatabase> OnAsync(bool onPostgres)
    {
        if (!onPostgres)
        {
            return new(null, Path.Combine(_folder, "banzhang.db"));
        }

        var name = $"newer_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {name}");
        return new(name, "");
    }

    /// <summary>Either kind, with a way past the product.</summary>
    private sealed record OneDatabase(string? Name, string File) : IAsyncDisposable
    {
        public (string, string)[] Environment => Name is null ? [] : [("ConnectionStrings__Banzhang", PostgresServer.ConnectionString(Name))];

        public async Task RunAsync(string sql)
        {
            if (Name is not null)
            {
                await PostgresServer.RunAsync(Name, sql);
                return;
            }

            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False");
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Stop);
        }

        public async ValueTask DisposeAsync()
        {
            if (Name is not null)
            {
                await PostgresServer.RunAsync("postgres", $"DROP DATABASE {Name} WITH (FORCE)");
            }
        }
    }
}
