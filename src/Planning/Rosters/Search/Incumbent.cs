namespace Banzhang.Planning.Rosters.Search;

/// <summary>The best roster and the best bound of all threads, with the clock they stop by.</summary>
internal sealed class Incumbent(SearchProblem problem, SearchLimits limits, TimeProvider clock, Action<SearchProgress>? progress, CancellationToken stop)
{
    private readonly Lock _lock = new();
    private readonly long _begun = clock.GetTimestamp();
    private byte[] _lines = [];
    private long _cost = long.MaxValue;
    private long _bound;
    private long _moves, _solved, _pivots, _blocks, _beginnings;
    private TimeSpan _first;

    public bool IsOver => stop.IsCancellationRequested || clock.GetElapsedTime(_begun) >= limits.Time || Volatile.Read(ref _cost) <= Volatile.Read(ref _bound);

    public long Cost => Volatile.Read(ref _cost);

    public TimeSpan Elapsed => clock.GetElapsedTime(_begun);

    public SearchCounts Counts => new(_moves, _solved, _pivots, _blocks, _first, _beginnings);

    public long? Bound => Volatile.Read(ref _bound) is > 0 and var bound ? bound : null;

    public bool HasRoster => _lines.Length > 0;

    /// <summary>A copy of the best lines.</summary>
    public byte[] Lines()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }

    /// <summary>Whether it was better than all before.</summary>
    public bool Offer(SearchState state, SearchPhase phase)
    {
        if (state.Cost >= Cost && HasRoster)
        {
            return false;
        }

        lock (_lock)
        {
            if (state.Cost >= _cost)
            {
                return false;
            }

            if (_lines.Length == 0)
            {
                _lines = new byte[problem.Staff * problem.Days];
                _first = Elapsed;
            }

            state.Lines.CopyTo(_lines, 0);
            Volatile.Write(ref _cost, state.Cost);
            progress?.Invoke(new(Elapsed, _cost, Bound, phase));
            return true;
        }
    }

    /// <summary>No roster can cost less than this; bounds that say nothing (costs are never negative) are not kept.</summary>
    public void Prove(long bound)
    {
        lock (_lock)
        {
            if (bound <= _bound)
            {
                return;
            }

            Volatile.Write(ref _bound, bound);
            if (_lines.Length > 0)
            {
                progress?.Invoke(new(Elapsed, _cost, Bound, SearchPhase.Columns));
            }
        }
    }

    public void Count(long moves, long solved, long pivots, long blocks, long beginnings)
    {
        Interlocked.Add(ref _moves, moves);
        Interlocked.Add(ref _solved, solved);
        Interlocked.Add(ref _pivots, pivots);
        Interlocked.Add(ref _blocks, blocks);
        Interlocked.Add(ref _beginnings, beginnings);
    }
}
