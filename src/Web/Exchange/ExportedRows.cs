using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banzhang.Customers;
using Banzhang.Customers.Restoring;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Platform.Identity.Accounts;

namespace Banzhang.Web.Exchange;

/// <summary>
/// Rows of an export of one kind, known by their id: they are put back as the lines of an export of everything are, with that id, so that a second run finds
/// them known. A row without an id is new.
/// </summary>
internal static class ExportedRows
{
    /// <summary>What is put back, and which columns of the export besides are only to be read.</summary>
    private static readonly Dictionary<string, (IReadOnlyList<Column> Columns, string[] Shown)> Kinds = new()
    {
        ["staff"] = (ColumnsOf(typeof(AccountRecord)), [Name(nameof(StaffRow.Team)), Name(nameof(StaffRow.Seat))]),
        ["customers"] = (ColumnsOf(typeof(CustomerRecord)), [Name(nameof(CustomerView.Version)), Name(nameof(CustomerView.Merged))]),

        // The record a ticket came by may be one that was merged, and those are in an export of everything only; the ticket is its customer's.
        ["tickets"] = (ColumnsOf(typeof(TicketRecord)), [Name(nameof(TicketRecord.CameBy))]),
    };

    /// <summary>The row as a line of an export of everything; null for one without an id.</summary>
    /// <param name="kind">Tickets, customers or staff.</param>
    /// <param name="row">As it was read.</param>
    /// <param name="isTable">Its values are texts, and what is empty is not there.</param>
    public static ImportRow? LineOf(string kind, ImportRow row, bool isTable)
    {
        if (!Kinds.TryGetValue(kind, out var known) || row.Json is null || Read(row.Json) is not { } record || !record.ContainsKey("id"))
        {
            return null;
        }

        foreach (var column in known.Shown)
        {
            record.Remove(column);
        }

        if (isTable)
        {
            Type(record, known.Columns);
        }

        // Masked contact data are none: with them the column stays and is refused as unknown.
        if (record["isMasked"] is JsonValue masked && masked.ToString() == "false")
        {
            record.Remove("isMasked");
        }

        return row with { Json = new JsonObject { ["kind"] = kind, ["row"] = record }.ToJsonString() };
    }

    private static JsonObject? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            // Refused with its place by whoever reads the row.
            return null;
        }
    }

    /// <summary>Texts of a table become what the record holds; what must be there and is empty is an empty text or list.</summary>
    private static void Type(JsonObject row, IReadOnlyList<Column> columns)
    {
        foreach (var (name, type, isRequired) in columns)
        {
            if (!row.TryGetPropertyValue(name, out var value))
            {
                if (isRequired && (type == typeof(string) || IsList(type)))
                {
                    row[name] = type == typeof(string) ? "" : new JsonArray();
                }
            }
            else if (value is JsonValue text && IsNoText(type) && Parsed(text.ToString()) is { } typed)
            {
                row[name] = typed;
            }
        }
    }

    private static IReadOnlyList<Column> ColumnsOf(Type record)
    {
        var nullability = new NullabilityInfoContext();
        return [.. record.GetProperties().Where(p => p.CanWrite).Select(p => new Column(
            Name(p.Name), Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, nullability.Create(p).WriteState == NullabilityState.NotNull))];
    }

    /// <summary>Null where it cannot be read: the text stays, and is refused as what it should be.</summary>
    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsList(Type type) => type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    /// <summary>Written in JSON as a number, a yes or no, a list or an object.</summary>
    private static bool IsNoText(Type type) => type == typeof(int) || type == typeof(bool) || type == typeof(JsonElement) || IsList(type) || (type.IsClass && type != typeof(string));

    private static string Name(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    private sealed record Column(string Name, Type Type, bool IsRequired);
}
