namespace Banzhang.Tests.Rules.Architecture;

/// <summary>The table "room | may ask" of ARCHITECTURE.md.</summary>
internal sealed class RoomTable
{
    private readonly Dictionary<string, IReadOnlyList<string>> _mayAsk;

    private RoomTable(Dictionary<string, IReadOnlyList<string>> mayAsk) => _mayAsk = mayAsk;

    public IReadOnlyCollection<string> Rooms => _mayAsk.Keys;

    /// <param name="page">Markdown with one table whose first two columns are headed <c>room</c> and <c>may ask</c>.</param>
    public static RoomTable Parse(string page)
    {
        var rows = page.Split('\n')
            .SkipWhile(line => !line.StartsWith("| room | may ask |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        if (rows.Count == 0)
            throw new InvalidOperationException("No table '| room | may ask |' was found.\nMaybe its heading was reworded.");
        var rooms = rows.ConvertAll(row => row[1]);
        return new(rows.ToDictionary(row => row[1], row => (IReadOnlyList<string>)Names(row[2], row[1], rooms)));
    }

    public bool Has(string room) => _mayAsk.ContainsKey(room);

    public bool MayAsk(string room, string other) => _mayAsk.TryGetValue(room, out var others) && others.Contains(other);

    /// <summary>Names in the second column that are no rooms, and edges that close a circle.</summary>
    public IEnumerable<Violation> Faults()
    {
        foreach (var (room, others) in _mayAsk)
        {
            foreach (var other in others)
            {
                if (!Has(other))
                    yield return new("OPS001", room, other);
                else if (Reaches(other, room, []))
                    yield return new("OPS004", room, other);
            }
        }
    }

    private static List<string> Names(string cell, string room, List<string> rooms) => cell switch
    {
        "-" => [],
        "all" => rooms.FindAll(other => other != room),
        _ => [.. cell.Split(',', StringSplitOptions.TrimEntries)],
    };

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && _mayAsk.TryGetValue(from, out var others) && others.Any(other => Reaches(other, to, seen)));
}
