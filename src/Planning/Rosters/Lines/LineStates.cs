namespace Banzhang.Planning.Rosters.Lines;

/// <summary>Where a line program's states lie. It grows to what the largest run so far needed; a thread's programs share it.</summary>
internal sealed class LineStates
{
    private int[] _values = [];
    private bool[] _live = [];

    /// <summary>Most states of one run that still counts limits of types: 24 MB.</summary>
    public static readonly long Most = 6_000_000;

    /// <summary>Room for so many states in so many rows: values as they are, no row live.</summary>
    /// <exception cref="OverflowException">More than an array can hold.</exception>
    public (int[] Values, bool[] Live) For(long states, int rows)
    {
        if (_values.Length < states)
        {
            // By doubling, and without the old array beside the new one: many sizes in turn would each stay until the next full collection.
            var room = Math.Max(states, Math.Min(2L * _values.Length, Most));
            _values = [];
            _values = new int[checked((int)room)];
        }

        if (_live.Length < rows)
        {
            _live = new bool[Math.Max(rows, 2 * _live.Length)];
        }

        Array.Clear(_live, 0, rows);
        return (_values, _live);
    }
}
