namespace Banzhang.Planning.Rosters.Columns;

/// <summary>Whole lines that were part of good rosters, by employee; the latest push out the oldest.</summary>
internal sealed class LinePool(int staff, int most)
{
    private readonly Queue<byte[]>[] _lines = [.. Enumerable.Range(0, staff).Select(_ => new Queue<byte[]>())];

    /// <summary>Most lines an employee keeps.</summary>
    public int Most => most;

    public IEnumerable<byte[]> Of(int employee) => _lines[employee];

    public void Add(int employee, ReadOnlySpan<byte> line)
    {
        var lines = _lines[employee];
        foreach (var known in lines)
        {
            if (line.SequenceEqual(known))
            {
                return;
            }
        }

        if (lines.Count == most)
        {
            lines.Dequeue();
        }

        lines.Enqueue(line.ToArray());
    }
}
