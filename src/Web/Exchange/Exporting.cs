using System.Globalization;
using System.Text;
using System.Text.Json;
using Banzhang.Customers;
using Banzhang.Customers.Restoring;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Banzhang.People.Teams;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using CsvHelper;

namespace Banzhang.Web.Exchange;

/// <summary>Everything of a kind, by the same queries as the screens; CSV flat, JSON Lines whole.</summary>
internal sealed class Exporting(IServiceProvider services, Actor by)
{
    private const int AtOnce = 200;

    /// <summary>In this order each line finds what it names when everything is put back.</summary>
    private static readonly string[] Everything = ["staff", "teams", "queues", "customers", "tickets"];

    public static readonly IReadOnlyList<string> Kinds = ["tickets", "customers", "staff", "all"];

    public async Task<Outcome<int>> RunAsync(string kind, string file, CancellationToken stop)
    {
        var csv = Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        var part = file + ".part";
        var count = 0;
        await using (var writer = new StreamWriter(part, append: false, new UTF8Encoding(csv)))
        {
            foreach (var one in kind == "all" ? Everything : [kind])
            {
                count += await WriteAsync(one, kind == "all", csv, writer, stop);
            }
        }

        File.Move(part, file, overwrite: true);
        return count;
    }

    private async Task<int> WriteAsync(string kind, bool named, bool csv, StreamWriter writer, CancellationToken stop)
    {
        var count = 0;
        await using var table = csv ? new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true) : null;
        await foreach (var row in named ? RecordsAsync(kind, stop) : RowsAsync(kind, stop))
        {
            if (table is null)
            {
                await writer.WriteLineAsync(JsonSerializer.Serialize(named ? new { kind, row } : row, ApiJson.Options));
            }
            else
            {
                WriteFlat(table, row, count == 0);
            }

            count++;
        }

        return count;
    }

    /// <summary>Nested objects as columns with dots, other structures as JSON in their cell.</summary>
    private static void WriteFlat(CsvWriter table, object row, bool withHeader)
    {
        var fields = Flatten(JsonSerializer.SerializeToElement(row, row.GetType(), ApiJson.Options), "").ToList();
        if (withHeader)
        {
            foreach (var (name, _) in fields)
            {
                table.WriteField(name);
            }

            table.NextRecord();
        }

        foreach (var (_, value) in fields)
        {
            table.WriteField(SpreadsheetText.Guarded(value));
        }

        table.NextRecord();
    }

    private static IEnumerable<(string Name, string Value)> Flatten(JsonElement element, string prefix)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + property.Name;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object when property.Name is "customer" or "queue":
                    foreach (var inner in Flatten(property.Value, name + "."))
                    {
                        yield return inner;
                    }

                    break;
                case JsonValueKind.Array when property.Name == "tags":
                    yield return (name, string.Join(';', property.Value.EnumerateArray().Select(t => t.GetString())));
                    break;
                case JsonValueKind.Null:
                    yield return (name, "");
                    break;
                case JsonValueKind.String:
                    yield return (name, property.Value.GetString()!);
                    break;
                default:
                    yield return (name, property.Value.GetRawText());
                    break;
            }
        }
    }

    /// <summary>Whole, with ids, as they are put back.</summary>
    private IAsyncEnumerable<object> RecordsAsync(string kind, CancellationToken stop) => kind switch
    {
        "tickets" => TicketsAsync(stop),
        "customers" => CustomerRecordsAsync(stop),
        "queues" => QueuesAsync(stop),
        "teams" => ListedAsync(services.GetRequiredService<TeamRecordsQuery>().RunAsync(by, stop)),
        _ => ListedAsync(services.GetRequiredService<AccountRecordsQuery>().RunAsync(by, stop)),
    };

    private static async IAsyncEnumerable<object> ListedAsync<TRecord>(Task<Outcome<IReadOnlyList<TRecord>>> asked)
        where TRecord : class
    {
        foreach (var record in (await asked).Value)
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<object> CustomerRecordsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var record in (await services.GetRequiredService<CustomerRecordsQuery>().RunAsync(by, stop)).Value.WithCancellation(stop))
        {
            yield return record;
        }
    }

    private async IAsyncEnumerable<object> QueuesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var queue in await services.GetRequiredService<Desk.Contracts.IQueues>().ReadAsync(stop))
        {
            yield return new QueueRecord(queue.Code, queue.Name, queue.EnglishName, queue.Team?.Value);
        }
    }

    private IAsyncEnumerable<object> RowsAsync(string kind, CancellationToken stop) => kind switch
    {
        "tickets" => TicketsAsync(stop),
        "customers" => CustomersAsync(stop),
        _ => StaffAsync(stop),
    };

    private async IAsyncEnumerable<object> TicketsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var list = services.GetRequiredService<TicketListQuery>();
        var reader = services.GetRequiredService<TicketQuery>();
        string? cursor = null;
        do
        {
            var page = (await list.RunAsync(new(TicketViewNames.All, Sort: "oldest", Cursor: cursor, Limit: AtOnce), by, stop)).Value;
            foreach (var ticket in await reader.WithThreadsAsync([.. page.Items.Select(t => t.Id)], by.Language, stop))
            {
                yield return ticket;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async IAsyncEnumerable<object> CustomersAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var list = services.GetRequiredService<CustomerListQuery>();
        string? cursor = null;
        do
        {
            var page = (await list.RunAsync(new(Cursor: cursor, Limit: AtOnce), by, stop)).Value;
            foreach (var customer in page.Items)
            {
                yield return customer;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async IAsyncEnumerable<object> StaffAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var people = await services.GetRequiredService<People.Contracts.IPeople>().ReadAsync(stop);
        foreach (var account in (await services.GetRequiredService<AccountRecordsQuery>().RunAsync(by, stop)).Value)
        {
            var agent = people.Agent(new(account.Id));
            yield return new StaffRow(account.Id, account.Email, account.Name, account.Role, agent?.Team?.Value, agent?.Seat ?? "", account.Language, account.IsActive, account.CreatedAt);
        }
    }
}

/// <param name="Team">To be read only, like the seat: what belongs to a team is in an export of everything.</param>
internal sealed record StaffRow(Guid Id, string Email, string Name, string Role, Guid? Team, string Seat, string Language, bool IsActive, DateTimeOffset CreatedAt);
