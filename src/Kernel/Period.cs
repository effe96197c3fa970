namespace Banzhang.Kernel;

/// <summary>
/// A stretch of time between two instants, half-open: the start is in, the end is out, so neighbouring periods neither overlap nor gap.
/// May be empty (start equals end), never backwards or unbounded. Instants are kept with offset zero. Equality is by both instants;
/// <c>default</c> is empty at year 1.
/// </summary>
public readonly record struct Period
{
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public Period(DateTimeOffset start, DateTimeOffset end)
    {
        if (end < start)
            throw new ArgumentException($"A period cannot end at {end:O}, before its start at {start:O}.\nMaybe the two are swapped.", nameof(end));
        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    /// <summary>First instant inside.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>First instant after; not inside.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Wall time from start to end, not business time.</summary>
    public TimeSpan Length => End - Start;

    public bool IsEmpty => Start == End;

    public bool Contains(DateTimeOffset at) => Start <= at && at < End;

    /// <summary>An empty period lies in every period, as the empty set does.</summary>
    public bool Contains(Period other) => other.IsEmpty || (Start <= other.Start && other.End <= End);

    /// <summary>Whether some instant is in both. Touching periods do not overlap; an empty one overlaps nothing.</summary>
    public bool Overlaps(Period other) => !IsEmpty && !other.IsEmpty && Start < other.End && other.Start < End;

    /// <summary>What is in both; null when they do not overlap.</summary>
    public Period? Intersect(Period other) => Overlaps(other)
        ? new Period(Start > other.Start ? Start : other.Start, End < other.End ? End : other.End)
        : null;

    /// <summary>The two as one; null when an instant between them would be in neither.</summary>
    public Period? Union(Period other) => Start <= other.End && other.Start <= End
        ? new Period(Start < other.Start ? Start : other.Start, End > other.End ? End : other.End)
        : null;

    public override string ToString() => $"[{Start:O}, {End:O})";
}
