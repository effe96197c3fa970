using System.Text;
using System.Text.Json;
using Banzhang.Customers.Restoring;
using Banzhang.Desk;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Kernel;
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

    /// <summary>
    /// Merged customers come behind those they lead to, before the first ticket. Merged tickets come once more at the end, where whatever goes on in their
    /// place is there: then they are led on.
    /// </summary>
    public static IEnumerable<ImportRow> Arrange(IEnumerable<ImportRow> rows)
    {
        var (customers, tickets) = (new List<(ImportRow Row, Guid Id, Guid Into)>(), new List<ImportRow>());
        foreach (var row in rows)
        {
            if (LinkOf(row) is not { } link)
            {
                yield return row;
                continue;
            }

            if (link.Kind == "customers")
            {
                customers.Add((row, link.Id, link.Into));
                continue;
            }

            foreach (var customer in LeadersFirst(customers))
            {
                yield return customer;
            }

            customers.Clear();
            yield return row;
            if (link.Into != Guid.Empty)
            {
                tickets.Add(row with { IsAgain = true });
            }
        }

        foreach (var row in LeadersFirst(customers).Concat(tickets))
        {
            yield return row;
        }
    }

    /// <summary>A ring leads nowhere and comes last, to be refused.</summary>
    private static IEnumerable<ImportRow> LeadersFirst(IReadOnlyList<(ImportRow Row, Guid Id, Guid Into)> customers)
    {
        var waiting = customers.ToLookup(c => c.Into);
        var ids = customers.Select(c => c.Id).ToHashSet();
        var given = new HashSet<int>();
        var next = new Queue<(ImportRow Row, Guid Id, Guid Into)>(customers.Where(c => !ids.Contains(c.Into)));
        while (next.TryDequeue(out var customer))
        {
            if (given.Add(customer.Row.Line))
            {
                yield return customer.Row;
                foreach (var behind in waiting[customer.Id])
                {
                    next.Enqueue(behind);
                }
            }
        }

        foreach (var customer in customers.Where(c => !given.Contains(c.Row.Line)))
        {
            yield return customer.Row;
        }
    }

    /// <summary>What the line leads on to: of customers only merged ones, of tickets each (the empty id for one that lives on its own); null for any other line.</summary>
    private static (string Kind, Guid Id, Guid Into)? LinkOf(ImportRow row)
    {
        if (row.Json is null || Open(row.Json) is not { IsDone: true, Value: var (kind, record) } || record.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return kind switch
        {
            "customers" when IdOf(record, "mergedInto") is var into && into != Guid.Empty => (kind, IdOf(record, "id"), into),
            "tickets" => (kind, IdOf(record, "id"), IdOf(record, "mergedIntoId")),
            _ => null,
        };
    }

    private static Guid IdOf(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : Guid.Empty;

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

    /// <summary>Known is what has the same id here (a queue, which has none in the file: the same code). The same e-mail or number under another id is another record.</summary>
    private static RowFate FateOf(Refusal? refusal) =>
        refusal is AccountIsKnown or TeamIsKnown or QueueCodeIsTaken or CustomerIsKnown or TicketIsKnown ? new(null, true) : new(refusal, false);
}
