using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;

namespace Banzhang.Web.Exchange;

/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Raw">As it stood in the file.</param>
/// <param name="Json">The row as a JSON object; null when it could not be read.</param>
/// <param name="IsAgain">It came before and was counted then; what is left to do needed lines behind it.</param>
internal sealed record ImportRow(int Line, string Raw, string? Json, bool IsAgain = false);

/// <summary>
/// Rows of a CSV file as JSON objects; a column like <c>customer.phone</c> becomes a nested field. A row that is broken, even by a quote that is
/// never closed, is one broken row: reading goes on with the line after it.
/// </summary>
internal static class CsvRows
{
    private const int LongestRow = 500;
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null, MissingFieldFound = null };

    public static IEnumerable<ImportRow> Read(string text, IReadOnlySet<string> listFields)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        if (lines.Length == 0 || Fields(lines[0], out _) is not { } header)
        {
            yield break;
        }

        var at = 1;
        while (at < lines.Length)
        {
            var first = at;
            var record = lines[at++];
            if (record.Trim().Length == 0)
            {
                continue;
            }

            while (IsOpen(record) && at < lines.Length && at - first < LongestRow)
            {
                record += "\n" + lines[at++];
            }

            var fields = Fields(record, out var isWhole);
            if (IsOpen(record) || !isWhole)
            {
                // A quote that was never closed, or one within a field that made one row of several: only its own line is lost, the others are rows of their own.
                at = first + 1;
                yield return new(first + 1, lines[first], null);
                continue;
            }

            yield return new(first + 1, record, fields is null || fields.Length != header.Length ? null : Object(header, fields, listFields));
        }
    }

    /// <summary>Whether a field that began with a quote has not ended; a quote further on in a field (five inches) opens nothing (RFC 4180, 2.5).</summary>
    private static bool IsOpen(string record)
    {
        var (isQuoted, begins) = (false, true);
        for (var at = 0; at < record.Length; at++)
        {
            if (!isQuoted)
            {
                isQuoted = begins && record[at] == '"';
                begins = record[at] is ',' or '\n';
            }
            else if (record.AsSpan(at).StartsWith("\"\"", StringComparison.Ordinal))
            {
                // Two are one quote of the text.
                at++;
            }
            else
            {
                isQuoted = record[at] != '"';
            }
        }

        return isQuoted;
    }

    /// <param name="record">One row, or several lines of one.</param>
    /// <param name="isWhole">Nothing of it is left after the row.</param>
    private static string[]? Fields(string record, out bool isWhole)
    {
        using var parser = new CsvParser(new StringReader(record), Format);
        var fields = parser.Read() ? parser.Record : null;
        isWhole = !parser.Read();
        return fields;
    }

    /// <summary>Null where a column and one below it (<c>customer</c>, <c>customer.phone</c>) both have a value.</summary>
    private static string? Object(string[] header, string[] fields, IReadOnlySet<string> listFields)
    {
        var row = new JsonObject();
        for (var i = 0; i < header.Length; i++)
        {
            if (fields[i].Length == 0)
            {
                continue;
            }

            var cell = SpreadsheetText.Unguarded(fields[i]);
            var path = header[i].Trim().Split('.');
            var target = row;
            foreach (var step in path[..^1])
            {
                if ((target[step] ??= new JsonObject()) is not JsonObject below)
                {
                    return null;
                }

                target = below;
            }

            target[path[^1]] = listFields.Contains(header[i].Trim()) ? new JsonArray([.. cell.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => (JsonNode)t.Trim())]) : cell;
        }

        return row.ToJsonString();
    }
}
