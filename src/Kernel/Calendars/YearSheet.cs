namespace Banzhang.Kernel.Calendars;

/// <summary>
/// The open stretches of one UTC year, with the open time before each: business time becomes a subtraction, a due time a binary search.
/// </summary>
internal sealed class YearSheet
{
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly long[] _openBefore;

    private YearSheet(long[] starts, long[] ends, long[] openBefore, long total)
    {
        _starts = starts;
        _ends = ends;
        _openBefore = openBefore;
        Total = total;
    }

    /// <summary>Open ticks of the whole year.</summary>
    public long Total { get; }

    public static YearSheet Of(IEnumerable<OpenPiece> pieces)
    {
        List<long> starts = [], ends = [], openBefore = [];
        var total = 0L;
        foreach (var piece in pieces)
        {
            if (ends.Count > 0 && ends[^1] == piece.Start)
            {
                ends[^1] = piece.End;
            }
            else
            {
                starts.Add(piece.Start);
                ends.Add(piece.End);
                openBefore.Add(total);
            }
            total += piece.End - piece.Start;
        }
        return new([.. starts], [.. ends], [.. openBefore], total);
    }

    public bool IsOpen(long at)
    {
        var i = LastNotAfter(_starts, at);
        return i >= 0 && at < _ends[i];
    }

    /// <summary>Open ticks of this year before the instant.</summary>
    public long OpenBefore(long at)
    {
        var i = LastNotAfter(_starts, at);
        return i < 0 ? 0 : _openBefore[i] + Math.Min(at, _ends[i]) - _starts[i];
    }

    /// <summary>The earliest instant of this year before which that much is open; more than 0 and at most <see cref="Total"/>.</summary>
    public long EarliestAfter(long open)
    {
        var i = LastNotAfter(_openBefore, open - 1);
        return _starts[i] + open - _openBefore[i];
    }

    /// <summary>The first open instant not before; null when this year has none left.</summary>
    public long? NextOpening(long at)
    {
        var i = LastNotAfter(_starts, at);
        if (i >= 0 && at < _ends[i])
            return at;
        return i + 1 < _starts.Length ? _starts[i + 1] : null;
    }

    private static int LastNotAfter(long[] sorted, long value)
    {
        var i = Array.BinarySearch(sorted, value);
        return i >= 0 ? i : ~i - 1;
    }
}

/// <summary>Open time of one local date, in UTC ticks, end out.</summary>
internal readonly record struct OpenPiece(DateOnly Date, long Start, long End);
