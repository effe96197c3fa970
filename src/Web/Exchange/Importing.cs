using System.Text.Json;
using Banzhang.Platform.Data;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Text;

namespace Banzhang.Web.Exchange;

/// <param name="Known">Rows whose externalId, or whose id where an export wrote them, was there already.</param>
/// <param name="Secrets">E-mail and one-time password of each account made new.</param>
internal sealed record ImportReport(int Added, int Known, int Rejected, IReadOnlyList<(string Email, string Password)> Secrets);

/// <summary>Reads CSV or JSON Lines by extension; a refused row goes to FILE.rejected with its reason, the rest goes in; a second run adds nothing twice.</summary>
internal static class Importing
{
    /// <summary>So many rows at once share a commit.</summary>
    private const int AtOnce = 64;

    public static async Task<ImportReport> RunAsync(ImportKind kind, string file, CancellationToken stop)
    {
        var text = TextFiles.Read(await File.ReadAllBytesAsync(file, stop));
        var isTable = Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase);
        int added = 0, known = 0;
        var rejected = new SortedDictionary<int, string>();
        var secrets = new List<(string, string)>();
        foreach (var (by, group) in Groups(kind, isTable ? CsvRows.Read(text, kind.ListFields) : Lines(text), isTable))
        {
            // Rows of one group with the same externalId would race: the database keeps one and tells the other it is known.
            var fates = await Task.WhenAll(group.Select(row => PutAsync(by, row, stop)));
            for (var i = 0; i < group.Length; i++)
            {
                if (fates[i].Refusal is { } refusal)
                {
                    rejected[group[i].Line] = JsonSerializer.Serialize(new { line = group[i].Line, reason = WordBook.Say(refusal), code = refusal.Code, row = group[i].Raw }, Platform.Json.StoredJson.Options);
                }
                else if (group[i].IsAgain && !rejected.Remove(group[i].Line))
                {
                    continue;
                }
                else if (fates[i].WasKnown)
                {
                    known++;
                }
                else
                {
                    added++;
                    if (fates[i].Secret is { } secret)
                    {
                        secrets.Add(secret);
                    }
                }
            }
        }

        if (rejected.Count > 0)
        {
            await File.WriteAllLinesAsync(file + ".rejected", rejected.Values, stop);
        }
        else
        {
            // Of an earlier run, whose rows have gone in by now.
            File.Delete(file + ".rejected");
        }

        return new(added, known, rejected.Count, secrets);
    }

    /// <summary>What is put in at once and how: new rows in any order, then those that an export wrote, in theirs.</summary>
    private static IEnumerable<(ImportKind By, ImportRow[] Rows)> Groups(ImportKind kind, IEnumerable<ImportRow> rows, bool isTable)
    {
        if (kind is not { Arrange: null, OfExport: { } export })
        {
            return kind.Arrange!(rows).Chunk(1).Select(g => (kind, g));
        }

        var exported = new List<ImportRow>();
        return New().Chunk(AtOnce).Select(g => (kind, g)).Concat(Later());

        IEnumerable<ImportRow> New()
        {
            foreach (var row in rows)
            {
                if (ExportedRows.LineOf(kind.Name, row, isTable) is { } line)
                {
                    exported.Add(line);
                }
                else
                {
                    yield return row;
                }
            }
        }

        IEnumerable<(ImportKind, ImportRow[])> Later() => export.Arrange!(exported).Chunk(1).Select(g => (export, g));
    }

    private static async Task<RowFate> PutAsync(ImportKind kind, ImportRow row, CancellationToken stop)
    {
        if (row.Json is null)
        {
            return new(new RowIsBroken(row.Line), false);
        }

        try
        {
            return await kind.PutAsync(row.Json, stop);
        }
        catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
        {
            return kind.Arrange is null ? new(null, true) : new(new RecordCollides(), false);
        }
    }

    private static IEnumerable<ImportRow> Lines(string text)
    {
        var line = 0;
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n'))
        {
            line++;
            if (row.Trim().Length > 0)
            {
                yield return new(line, row, row);
            }
        }
    }
}
