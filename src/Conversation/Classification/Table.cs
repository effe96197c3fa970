using System.Text;
using System.Text.Json;
using Banzhang.Conversation.Transcripts;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Classification;

/// <summary>Rows to learn from or to predict: CSV with a heading, or JSON Lines. UTF-8, else GB18030.</summary>
public sealed class Table
{
    private const string TurnsColumn = "turns";

    private readonly List<string> _columns;
    private readonly List<TableRow> _rows;

    private Table(List<string> columns, List<TableRow> rows) => (_columns, _rows) = (columns, rows);

    public IReadOnlyList<string> Columns => _columns;

    public IReadOnlyList<TableRow> Rows => _rows;

    /// <param name="isJsonLines">Else CSV.</param>
    public static Outcome<Table> Read(ReadOnlySpan<byte> bytes, bool isJsonLines)
    {
        var text = Decode(bytes);
        return isJsonLines ? ReadJsonLines(text) : ReadCsv(text);
    }

    /// <summary>The samples of a column; several columns, parted by commas, are joined. Of the column <c>turns</c> each cell is a whole conversation.</summary>
    public Outcome<IReadOnlyList<Sample>> Samples(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Find(column) is not { } places)
            return new ColumnIsMissing(column, string.Join(", ", _columns));
        var samples = new List<Sample>(_rows.Count);
        foreach (var row in _rows)
        {
            if (places.Count > 1 || _columns[places[0]] != TurnsColumn)
            {
                samples.Add(Sample.Of(string.Join('\n', places.Select(place => row.Cells[place]))));
                continue;
            }
            var turns = ReadTurns(row.Cells[places[0]], row.Line);
            if (turns.Refusal is { } refusal)
                return refusal;
            samples.Add(Sample.Of(turns.Value));
        }
        return samples;
    }

    /// <summary>The cells of a column as they stand.</summary>
    public Outcome<IReadOnlyList<string>> Cells(string column)
    {
        var place = _columns.IndexOf(column);
        return place < 0 ? new ColumnIsMissing(column, string.Join(", ", _columns)) : _rows.ConvertAll(row => row.Cells[place]);
    }

    private static Outcome<IReadOnlyList<Turn>> ReadTurns(string cell, long line)
    {
        try
        {
            using var json = JsonDocument.Parse(cell);
            return TranscriptReader.ReadTurns(json.RootElement, line, TurnsColumn);
        }
        catch (JsonException fault)
        {
            return new RowIsBroken(line, $"{TurnsColumn}: {fault.Message}");
        }
    }

    private List<int>? Find(string column)
    {
        List<string> names = _columns.Contains(column) ? [column] : [.. column.Split(',', StringSplitOptions.TrimEntries)];
        var places = names.ConvertAll(name => _columns.IndexOf(name));
        return places.Contains(-1) ? null : places;
    }

    private static Outcome<Table> ReadCsv(string text)
    {
        var csv = new CsvReader(text);
        if (csv.Next() is not { } heading)
            return new TableIsEmpty();
        var rows = new List<TableRow>();
        while (csv.Next() is { } cells)
        {
            if (cells is [{ Length: 0 }])
                continue;
            if (csv.IsOpen)
                return new QuoteIsOpen(csv.Line);
            if (cells.Count != heading.Count)
                return new RowHasOtherWidth(csv.Line, cells.Count, heading.Count, string.Join(',', heading));
            rows.Add(new(csv.Line, cells));
        }
        return csv.IsOpen ? new QuoteIsOpen(csv.Line) : new Table(heading, rows);
    }

    private static Outcome<Table> ReadJsonLines(string text)
    {
        var (columns, rows, line) = (new List<string>(), new List<TableRow>(), 0L);
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            line++;
            if (row.IsWhiteSpace())
                continue;
            try
            {
                using var json = JsonDocument.Parse(row.ToString());
                if (json.RootElement.ValueKind != JsonValueKind.Object)
                    return new RowIsBroken(line, "{…}");
                var cells = new List<string>(columns.Select(_ => ""));
                foreach (var field in json.RootElement.EnumerateObject())
                    Put(columns, cells, field);
                rows.Add(new(line, cells));
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                return new RowIsBroken(line, fault.Message);
            }
        }
        if (rows.Count == 0)
            return new TableIsEmpty();
        // Fields that came up later are empty in the rows before.
        foreach (var row in rows)
            row.Cells.AddRange(Enumerable.Repeat("", columns.Count - row.Cells.Count));
        return new Table(columns, rows);
    }

    private static void Put(List<string> columns, List<string> cells, JsonProperty field)
    {
        var place = columns.IndexOf(field.Name);
        if (place < 0)
        {
            place = columns.Count;
            columns.Add(field.Name);
            cells.Add("");
        }
        cells[place] = field.Value.ValueKind switch
        {
            JsonValueKind.String => field.Value.GetString()!,
            JsonValueKind.Null => "",
            _ => field.Value.GetRawText(),
        };
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }
}

/// <param name="line">Where the row begins, from 1.</param>
public sealed class TableRow(long line, List<string> cells)
{
    public long Line => line;

    internal List<string> Cells => cells;
}
