using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// Overtime. A second axis of time would square the program's states, so that weeks and months are not counted: their limits bound the running sum of
/// working time from both sides, which is all there is to it where little slack is left; afterwards the program looks, and prices the spans that are
/// over. The bounds only cut off what no line could keep, so that the program's lower bound stays valid.
/// </summary>
internal sealed partial class LineProgram
{
    private readonly byte[] _whole = new byte[problem.Days];
    private readonly int[] _mostBy = new int[problem.Days + 1], _mostFrom = new int[problem.Days + 1];
    private int[] _spanLeft = [], _poolLeft = [], _spanPenalty = [];
    private bool[] _blamed = [];
    private bool _isBanded;

    /// <summary>What the rest of the line leaves; false when it leaves less than nothing.</summary>
    private bool LeaveOvertime(ReadOnlySpan<byte> line)
    {
        _isBanded = false;
        if (_rules.Overtime is not { } rule)
        {
            return true;
        }

        if (_spanLeft.Length < rule.Standard.Length)
        {
            (_spanLeft, _spanPenalty, _blamed) = (new int[rule.Standard.Length], new int[rule.Standard.Length], new bool[rule.Standard.Length]);
        }

        if (_poolLeft.Length < rule.Most.Length)
        {
            _poolLeft = new int[rule.Most.Length];
        }

        line.CopyTo(_whole);
        _whole.AsSpan(_window.From, Days).Clear();
        var pools = _poolLeft.AsSpan(0, rule.Most.Length);
        var together = rule.Leave(_whole.AsSpan(0, line.Length), _spanLeft.AsSpan(0, rule.Standard.Length), pools);
        if (together < 0 || pools.ContainsAnyInRange(int.MinValue, -1))
        {
            return false;
        }

        Band(rule, together);
        return true;
    }

    /// <summary>Most working time up to each day of the window, and from it on: the standard time of the spans that are touched, and the overtime that is left.</summary>
    private void Band(OvertimeRule rule, int together)
    {
        _isBanded = true;
        _mostBy[0] = 0;
        var (standard, pooled) = (0L, 0L);
        for (var day = _window.From; day < _window.To; day++)
        {
            Add(rule, day, day == _window.From ? -1 : rule.SpanOf[day - 1], ref standard, ref pooled);
            _mostBy[day - _window.From + 1] = Units(standard + Math.Min(pooled, together));
        }

        _mostFrom[Days] = 0;
        (standard, pooled) = (0, 0);
        for (var day = _window.To - 1; day >= _window.From; day--)
        {
            Add(rule, day, day + 1 == _window.To ? -1 : rule.SpanOf[day + 1], ref standard, ref pooled);
            _mostFrom[day - _window.From] = Units(standard + Math.Min(pooled, together));
        }

        _window.MaxUnits = Math.Min(_window.MaxUnits, _mostBy[Days]);
    }

    private void Add(OvertimeRule rule, int day, int neighbour, ref long standard, ref long pooled)
    {
        var span = rule.SpanOf[day];
        if (span != neighbour)
        {
            standard += _spanLeft[span];
            pooled += neighbour >= 0 && rule.PoolOf[neighbour] == rule.PoolOf[span] ? 0 : _poolLeft[rule.PoolOf[span]];
        }
    }

    private int Units(long minutes) => (int)Math.Min(int.MaxValue / 2, minutes / problem.UnitMinutes);

    private bool KeepsOvertime(ReadOnlySpan<byte> choice)
    {
        if (_rules.Overtime is not { } rule)
        {
            return true;
        }

        choice.CopyTo(_whole.AsSpan(_window.From));
        return rule.Keeps(_whole);
    }

    /// <summary>Makes the spans that are over dearer, by so much for the longest shift.</summary>
    private void PriceOvertime(int step)
    {
        if (_rules.Overtime is not { } rule || !rule.Blame(_whole, _blamed.AsSpan(0, rule.Standard.Length)))
        {
            return;
        }

        var longest = Math.Max(1, _shape.LongestUnits);
        for (var span = 0; span < rule.Standard.Length; span++)
        {
            if (_blamed[span])
            {
                _spanPenalty[span] = Math.Min(_spanPenalty[span] + Math.Max(1, step / longest), (1 << 22) / longest);
            }
        }
    }

    private int OvertimePenalty(int day, int type) => _rules.Overtime is not { } rule ? 0 : _spanPenalty[rule.SpanOf[_window.From + day]] * problem.Units[type];

    /// <summary>What steps of eight states wrote past the most working time of the day is no line's: the next day allows more.</summary>
    private void Clip(StepRange span)
    {
        for (var row = 0; row < _rows; row++)
        {
            if (_live[span.NextRows + row])
            {
                _values.AsSpan(((span.NextRows + row) * _stride) + span.NextHigh + 1, Lane).Fill(Never);
            }
        }
    }
}
