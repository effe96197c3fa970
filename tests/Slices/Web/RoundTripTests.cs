using System.Text.Json;
using System.Text.Json.Nodes;
using Banzhang.Customers.Merging;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Tests.Slices.Fixtures;
using Banzhang.Web.Exchange;
using Banzhang.Web.Verbs;

namespace Banzhang.Tests.Slices.Web;

public sealed class RoundTripOnSqlite(SqliteProduct product) : RoundTripTests(product), IClassFixture<SqliteProduct>
{
    protected override Task<string?> EmptyAsync() => Task.FromResult<string?>(null);
}

public sealed class RoundTripOnPostgres(PostgresProduct product) : RoundTripTests(product), IClassFixture<PostgresProduct>
{
    protected override async Task<string?> EmptyAsync()
    {
        var name = $"roundtrip_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {name}");
        return PostgresServer.ConnectionString(name);
    }
}

/// <summary>Everything out of one product and into an empty one.</summary>
public abstract class RoundTripTests(Product product) : IDisposable
{
    /// <summary>Of a ticket these are made again, the version by what was written; of promises only those that are still owed are put back.</summary>
    private static readonly string[] MadeAgain = ["clocks", "version", "merged", "links"];

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-roundtrip-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_exported_is_put_back_the_same_and_nothing_twice()
    {
        await LiveAsync();
        var empty = await EmptyAsync();
        var (everything, again) = (Path.Combine(_folder, "all.jsonl"), Path.Combine(_folder, "again.jsonl"));
        await new Exporting(product.Get<IServiceProvider>(), CommandActor.Administrator).RunAsync("all", everything, Stop);

        var first = await RunAsync(empty, "import", "all", everything);
        var second = await RunAsync(empty, "import", "all", everything);
        var exported = await RunAsync(empty, "export", "all", again);
        var verified = await RunAsync(empty, "verify");

        var lines = await File.ReadAllLinesAsync(everything, Stop);
        Assert.True(first.Code == 0, first.Error + (File.Exists(everything + ".rejected") ? await File.ReadAllTextAsync(everything + ".rejected", Stop) : ""));
        Assert.StartsWith("0 added", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, exported.Code);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        foreach (var kind in (string[])["staff", "teams", "customers", "tickets"])
        {
            Assert.Equal(Rows(lines, kind), Rows(await File.ReadAllLinesAsync(again, Stop), kind));
            Assert.NotEmpty(Rows(lines, kind));
        }

        Assert.NotEmpty(Owed(lines));
        Assert.Equal(Owed(lines), Owed(await File.ReadAllLinesAsync(again, Stop)));
        Assert.Contains(Rows(lines, "tickets"), r => JsonNode.Parse(r)!["cameBy"] is not null);
        Assert.Equal(5, Rows(lines, "staff").Count);
        Assert.Equal(5, first.Output.ReplaceLineEndings("\n").Trim().Split('\n').Skip(1).Count());
        Assert.True(TicketNumbers.Parse((await OpenOneMoreAsync(empty)).Trim().Split(' ')[^1]) > 5);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task What_was_exported_kind_by_kind_is_put_back_and_nothing_twice(string format)
    {
        await LiveAsync(format);
        var formula = (await product.Get<CreateCustomerHandler>().HandleAsync(new("=1+1", $"hk-{format}@example.com", "+852 9123 4567"), product.Manager, Stop)).Value;
        var quoted = (await product.Get<CreateCustomerHandler>().HandleAsync(new("'=1+1", City: "'s-Hertogenbosch"), product.Manager, Stop)).Value;
        var (empty, exporting) = (await EmptyAsync(), new Exporting(product.Get<IServiceProvider>(), CommandActor.Administrator));
        foreach (var kind in (string[])["staff", "customers", "tickets"])
        {
            var (file, before, after) = (Path.Combine(_folder, $"{kind}.{format}"), Path.Combine(_folder, $"{kind}-before.jsonl"), Path.Combine(_folder, $"{kind}-after.jsonl"));
            var count = (await exporting.RunAsync(kind, file, Stop)).Value;
            await exporting.RunAsync(kind, before, Stop);
            await File.WriteAllTextAsync(file + ".rejected", "of an earlier run", Stop);

            var first = await RunAsync(empty, "import", kind, file);
            Assert.True(first.Code == 0, first.Error + (File.Exists(file + ".rejected") ? await File.ReadAllTextAsync(file + ".rejected", Stop) : ""));
            var second = await RunAsync(empty, "import", kind, file);
            Assert.Equal(0, (await RunAsync(empty, "export", kind, after)).Code);

            Assert.StartsWith($"{count} added, 0 known already", first.Error, StringComparison.Ordinal);
            Assert.StartsWith($"0 added, {count} known already", second.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(file + ".rejected"));
            Assert.Equal(await PlainAsync(before), await PlainAsync(after));
        }

        var cards = (await File.ReadAllLinesAsync(Path.Combine(_folder, "customers-after.jsonl"), Stop)).Select(l => JsonNode.Parse(l)!).ToDictionary(c => (string)c["id"]!);
        Assert.Equal(("=1+1", "+85291234567"), ((string?)cards[formula.Id.Value.ToString()]["name"], (string?)cards[formula.Id.Value.ToString()]["phone"]));
        Assert.Equal(("'=1+1", "'s-Hertogenbosch"), ((string?)cards[quoted.Id.Value.ToString()]["name"], (string?)cards[quoted.Id.Value.ToString()]["city"]));
        Assert.Equal(0, (await RunAsync(empty, "verify")).Code);
    }

    [Fact]
    public async Task A_line_that_cannot_go_in_is_named_with_its_reason_and_the_rest_goes_in()
    {
        var file = Path.Combine(_folder, "some.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"kind":"customers","row":{"id":"01a21147-92a8-7655-a6c0-be4a1814cce1","name":"Fang","tier":"gold","city":"","remark":"","createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z"}}""",
            """{"kind":"parcels","row":{}}""",
            """{"kind":"customers","row":{"id":"01a21147-92a8-7655-a6c0-be4a1814cce2","name":"","tier":"gold","city":"","remark":"","createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z"}}""",
            "not even JSON",
        ], Stop);
        var empty = await EmptyAsync();

        var run = await RunAsync(empty, "import", "all", file);
        File.Copy(file, Path.ChangeExtension(file, ".csv"));
        var table = await RunAsync(empty, "import", "all", Path.ChangeExtension(file, ".csv"));

        Assert.Equal(1, run.Code);
        Assert.StartsWith("1 added, 0 known already, 3 rejected", run.Error, StringComparison.Ordinal);
        Assert.Equal(["2 LineIsOfUnknownKind", "3 TextIsMissing", "4 BodyIsNotJson"], (await File.ReadAllLinesAsync(file + ".rejected", Stop)).Select(l => JsonNode.Parse(l)!).Select(l => $"{l["line"]} {l["code"]}"));
        Assert.Equal(2, table.Code);
        Assert.Contains("JSON Lines only", table.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_under_another_id_is_not_known_and_no_line_stands_twice_among_the_rejected()
    {
        var file = Path.Combine(_folder, "other.jsonl");
        var (mine, other, third) = ("01a21147-92a8-7655-a6c0-be4a1814cce1", "01a21147-92a8-7655-a6c0-be4a1814cce2", "01a21147-92a8-7655-a6c0-be4a1814cce3");
        await File.WriteAllLinesAsync(file,
        [
            Account(mine, "one@example.com"),
            Account(other, "one@example.com"),
            Customer(mine, "c-1"),
            Customer(other, "c-1"),
            Customer(third, null, ",\"mergedInto\":\"01a21147-92a8-7655-a6c0-be4a1814ccff\",\"keptId\":\"01a21147-92a8-7655-a6c0-be4a1814ccff\",\"mergedAt\":\"2026-11-01T00:00:00Z\""),
            Ticket(mine, 1, mine, "t-1", "01a21147-92a8-7655-a6c0-be4a1814cc01"),
            Ticket(other, 2, mine, "t-1", "01a21147-92a8-7655-a6c0-be4a1814cc02"),
            Ticket(third, 3, mine, null, "01a21147-92a8-7655-a6c0-be4a1814cc01"),
            Ticket("01a21147-92a8-7655-a6c0-be4a1814cce4", 4, mine, null, "01a21147-92a8-7655-a6c0-be4a1814cc04", ",\"mergedInto\":\"BZ-000109\",\"mergedIntoId\":\"01a21147-92a8-7655-a6c0-be4a1814ccff\""),
            Ticket("01a21147-92a8-7655-a6c0-be4a1814cce5", 5, third, null, "01a21147-92a8-7655-a6c0-be4a1814cc05", ",\"mergedInto\":\"BZ-000109\",\"mergedIntoId\":\"01a21147-92a8-7655-a6c0-be4a1814cce4\""),
        ], Stop);
        var empty = await EmptyAsync();

        var run = await RunAsync(empty, "import", "all", file);

        Assert.Equal(
            ["2 EmailIsTaken", "4 ExternalIdIsTaken", "5 NoSuchOtherCustomer", "7 TicketExternalIdIsTaken", "8 RecordCollides", "9 NoSuchOtherTicket", "10 NoSuchCustomerOfTicket"],
            (await File.ReadAllLinesAsync(file + ".rejected", Stop)).Select(l => JsonNode.Parse(l)!).Select(l => $"{l["line"]} {l["code"]}"));
        Assert.Contains(" 0 known already", run.Error, StringComparison.Ordinal);
        Assert.True((await RunAsync(empty, "verify")).Code == 0);
    }

    [Fact]
    public async Task A_merged_customer_is_put_back_though_its_line_stands_before_those_it_leads_to()
    {
        var file = Path.Combine(_folder, "chain.jsonl");
        var (first, second, kept) = ("01a21147-92a8-7655-a6c0-be4a1814cce1", "01a21147-92a8-7655-a6c0-be4a1814cce2", "01a21147-92a8-7655-a6c0-be4a1814cce3");
        await File.WriteAllLinesAsync(file,
        [
            Customer(first, null, $",\"mergedInto\":\"{second}\",\"keptId\":\"{kept}\",\"mergedAt\":\"2026-11-01T00:00:00Z\",\"lent\":\"{{}}\""),
            Customer(second, null, $",\"mergedInto\":\"{kept}\",\"keptId\":\"{kept}\",\"mergedAt\":\"2026-11-02T00:00:00Z\",\"lent\":\"{{}}\""),
            Customer(kept, null),
        ], Stop);

        var run = await RunAsync(await EmptyAsync(), "import", "all", file);

        Assert.StartsWith("3 added", run.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <returns>The connection string of an empty database; null for an embedded one in a folder of its own.</returns>
    protected abstract Task<string?> EmptyAsync();

    /// <summary>The rows of an export of one kind, without what is made again and what only an export of everything puts back.</summary>
    private static async Task<List<string>> PlainAsync(string file)
    {
        var rows = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(file, Stop))
        {
            var row = JsonNode.Parse(line)!.AsObject();
            foreach (var name in (string[])[.. MadeAgain, "cameBy", "team", "seat"])
            {
                row.Remove(name);
            }

            (row["queue"] as JsonObject)?.Remove("id");
            rows.Add(row.ToJsonString(JsonSerializerOptions.Web));
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>Six tickets: one resolved and confirmed, one that waits, one put aside, two of one customer of which one went into the other, and one of that customer's twin.</summary>
    private async Task LiveAsync(string of = "1")
    {
        var solved = await product.OpenTicketAsync(phone: $"1370040{of.Length}001", externalId: $"rt-{of}");
        await AnswerAsync(solved, "It arrives tomorrow");
        product.Clock.Advance(TimeSpan.FromMinutes(7));
        await product.Get<ResolveTicketHandler>().HandleAsync(solved.Number, new(), null, product.Agent, Stop);
        await product.Get<ConfirmSolvedHandler>().HandleAsync(new(product.Get<PortalLinks>().For(solved.Id)), product.As("", Guid.Empty, null), Stop);
        var waits = await product.OpenTicketAsync(phone: $"1370040{of.Length}002", type: "complaint", priority: Priority.Urgent);
        await product.Get<AddMessageHandler>().HandleAsync(waits.Number, new("Which parcel?", Wait: true), null, product.Agent, Stop);
        await product.Get<AddMessageHandler>().HandleAsync(waits.Number, new("Sounds angry", Visibility: Visibility.Internal), null, product.Agent, Stop);
        var aside = await product.OpenTicketAsync(phone: $"1370040{of.Length}003");
        await AnswerAsync(aside, "We look into it");
        await product.Get<SnoozeTicketHandler>().HandleAsync(aside.Number, new(product.Clock.GetUtcNow().AddDays(30)), null, product.Agent, Stop);
        var older = await product.OpenTicketAsync(phone: $"1370040{of.Length}004");
        var newer = await product.OpenTicketAsync(phone: $"1370040{of.Length}004");
        await product.Get<MergeTicketsHandler>().HandleAsync(older.Number, new(newer.Number), null, product.Agent, Stop);
        var twin = (await product.Get<CreateCustomerHandler>().HandleAsync(new("Chen", $"chen-{of}@example.com", ExternalId: $"rt-c-{of}", City: "Wuhan"), product.Manager, Stop)).Value;
        await product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Chat, "Second parcel", "And the other?", new("Chen", $"chen-{of}@example.com", null), "question", "logistics"), product.Manager, Stop);
        await product.Get<MergeCustomersHandler>().HandleAsync(new(twin.Id.Value, newer.Customer.Id.Value), null, product.Manager, Stop);
        Assert.Empty(await product.DifferencesAsync());
    }

    private async Task AnswerAsync(TicketView ticket, string text) =>
        Assert.True((await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new(text), null, product.Agent, Stop)).IsDone);

    private async Task<string> OpenOneMoreAsync(string? database)
    {
        var mail = Path.Combine(_folder, "one.eml");
        await File.WriteAllTextAsync(mail, "From: Chen <chen-1@example.com>\r\nTo: help@example.com\r\nSubject: Parcel\r\nMessage-ID: <rt@example.com>\r\n\r\nWhere is it?\r\n", Stop);
        return (await RunAsync(database, "mail", "deliver", mail)).Error;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string? database, params string[] arguments) =>
        ProgramRun.RunAsync(database is null ? [] : [("ConnectionStrings__Banzhang", database)], [.. arguments, "--data", Path.Combine(_folder, "empty")], Stop);

    private static string Account(string id, string email) =>
        $$$"""{"kind":"staff","row":{"id":"{{{id}}}","email":"{{{email}}}","name":"One","role":"agent","language":"en","isActive":true,"createdAt":"2026-11-01T00:00:00Z"}}""";

    private static string Customer(string id, string? externalId, string more = "") =>
        $$$"""{"kind":"customers","row":{"id":"{{{id}}}","name":"Fang","tier":"gold","city":"","remark":"","createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z","externalId":{{{JsonSerializer.Serialize(externalId)}}}{{{more}}}}}""";

    private static string Ticket(string id, int number, string customer, string? externalId, string message, string more = "") =>
        $$$"""
        {"kind":"tickets","row":{"id":"{{{id}}}","number":"BZ-00010{{{number}}}","channel":"chat","subject":"Parcel","status":"closed","priority":"normal","type":"question","category":"logistics","tags":[],"fields":{},"queue":{"code":"online"},
        "customer":{"id":"{{{customer}}}","name":"Fang","tier":"gold"},"clocks":[],"escalationLevel":0,"escalationReason":"","transfers":0,"cycle":0,"createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z","externalId":{{{JsonSerializer.Serialize(externalId)}}},
        "messages":[{"id":"{{{message}}}","author":"customer","authorName":"Fang","visibility":"public","channel":"chat","body":"Where?","at":"2026-11-01T00:00:00Z"}]{{{more}}}}}
        """.ReplaceLineEndings("");

    /// <summary>For what instant each promise that is still owed is owed, or how much was left of it.</summary>
    private static List<string> Owed(IEnumerable<string> lines) =>
        [.. lines.Select(l => JsonNode.Parse(l)!).Where(l => (string?)l["kind"] == "tickets").SelectMany(l => l["row"]!["clocks"]!.AsArray()).Where(c => c!["metAt"] is null && (string?)c["state"] != "cancelled")
            .Select(c => $"{c!["id"]} {c["startedAt"]} {c["dueAt"]} {c["remaining"]}").Order()];

    private static List<string> Rows(IEnumerable<string> lines, string kind)
    {
        var rows = new List<string>();
        foreach (var line in lines.Select(l => JsonNode.Parse(l)!).Where(l => (string?)l["kind"] == kind))
        {
            var row = line["row"]!.AsObject();
            foreach (var name in MadeAgain)
            {
                row.Remove(name);
            }

            row["queue"]?.AsObject().Remove("id");
            rows.Add(row.ToJsonString(JsonSerializerOptions.Web));
        }

        return rows;
    }
}
