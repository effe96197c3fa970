namespace Banzhang.Platform.Data;

/// <summary>
/// The counters of one commit group of the embedded database: read once, counted in memory, written once before the commit.
/// An act that is undone gives its numbers back, so that numbers have no gaps.
/// </summary>
internal sealed class GroupCounters(Func<string, long> read, Action<string, long> write)
{
    private readonly Dictionary<string, long> _last = [];
    private readonly Stack<(string Counter, long Before)> _takenByAct = new();

    public long Next(string counter)
    {
        if (!_last.TryGetValue(counter, out var last))
        {
            last = read(counter);
        }

        _takenByAct.Push((counter, last));
        return _last[counter] = last + 1;
    }

    public void Keep() => _takenByAct.Clear();

    public void Undo()
    {
        while (_takenByAct.TryPop(out var taken))
        {
            _last[taken.Counter] = taken.Before;
        }
    }

    /// <summary>The group was rolled back: what it counted never happened.</summary>
    public void Forget()
    {
        _takenByAct.Clear();
        _last.Clear();
    }

    /// <summary>At the end of the group; the next one reads again, because another process may have counted meanwhile.</summary>
    public void WriteAll()
    {
        foreach (var (counter, last) in _last)
        {
            write(counter, last);
        }

        _last.Clear();
    }
}
