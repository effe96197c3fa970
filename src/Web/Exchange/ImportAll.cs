using System.Text;
using System.Text.Json;
using Banzhang.Customers;
using Banzhang.Customers.Restoring;
using Banzhang.Desk;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Kernel;
using Banzhang.People;
using Banzhang.People.Teams;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Text;

namespace Banzhang.Web.Exchange;

/// <summary>Lines of an export of everything: each names its kind, and is put back as it was, with its id.</summary>
internal static class ImportAll
{
    public static async Task<RowFate> PutAsync(IServiceProvider services, Actor by, string json, CancellationToken stop)
    {
        var line = Open(json);
        return line.Refusal is { } refusal ? new(refusal, false) : line.Value.Kind switch
        {
            "staff" => await PutAccountAsync(services.GetRequiredService<RestoreAccountHandler>(), line.Value.Row, by, stop),
            "teams" => await PutAsync<TeamRecord>(line.Value.Row, r => services.GetRequiredService<RestoreTeamHandler>().HandleAsync(r, by, stop)),
            "queues" => await PutAsync<QueueRecord>(line.Value.Row, r => services.GetRequiredService<RestoreQueueHandler>().HandleAsync(r, by, stop)),
            "customers" => await PutAsync<CustomerRecord>(line.Value.Row, r => services.GetRequiredService<RestoreCustomerHandler>().HandleAsync(r, by, stop)),
            "tickets" => await PutAsync<TicketRecord>(line.Value.Row, r => services.GetRequiredService<RestoreTicketHandler>().HandleAsync(r, by, stop)),
            var other => new(new LineIsOfUnknownKind(other), false),
        };
    }

    /// <summary>Merged tickets come once more at the end, where whatever goes on in their place is there: then they are led on.</summary>
    public static IEnumerable<ImportRow> Arrange(IEnumerable<ImportRow> rows)
    {
        var merged = new List<ImportRow>();
        foreach (var row in rows)
        {
            yield return row;
            if (row.Json is not null && row.Json.Contains("\"mergedInto\":\"BZ-", StringComparison.Ordinal))
            {
                merged.Add(row with { IsAgain = true });
            }
        }

        foreach (var row in merged)
        {
            yield return row;
        }
    }

    private static Outcome<(string Kind, JsonElement Row)> Open(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && root.TryGetProperty("row", out var row)
                ? (kind.GetString()!, row.Clone())
                : new FieldIsMissing("kind");
        }
        catch (JsonException fault)
        {
            return new BodyIsNotJson((fault.LineNumber ?? 0) + 1, (fault.BytePositionInLine ?? 0) + 1);
        }
    }

    private static async Task<RowFate> PutAsync<TRecord>(JsonElement row, Func<TRecord, Task<Outcome>> put)
        where TRecord : class
    {
        var record = ApiBody.Parse<TRecord>(Encoding.UTF8.GetBytes(row.GetRawText()));
        return record.Refusal is { } unreadable ? new(unreadable, false) : FateOf((await put(record.Value)).Refusal);
    }

    private static async Task<RowFate> PutAccountAsync(RestoreAccountHandler handler, JsonElement row, Actor by, CancellationToken stop)
    {
        var record = ApiBody.Parse<AccountRecord>(Encoding.UTF8.GetBytes(row.GetRawText()));
        if (record.Refusal is { } unreadable)
        {
            return new(unreadable, false);
        }

        var restored = await handler.HandleAsync(record.Value, by, stop);
        return restored is { IsDone: true, Value.Password.Length: > 0 } ? new(null, false, (record.Value.Email, restored.Value.Password)) : FateOf(restored.Refusal);
    }

    private static RowFate FateOf(Refusal? refusal) =>
        refusal is CustomerIsKnown or ExternalIdIsTaken or TicketIsKnown or TicketExternalIdIsTaken or EmailIsTaken or TeamCodeIsTaken or QueueCodeIsTaken ? new(null, true) : new(refusal, false);
}
