using Banzhang.Planning.Rosters.Lines;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>From parts of lines to whole ones: the lines the program is surest of are fixed, and new ones priced for the others in between.</summary>
internal sealed partial class BlockSearch
{
    private bool Dive(long current, long target, Func<bool> stop)
    {
        var chosen = new int[_members.Length];
        Array.Fill(chosen, -1);
        var closed = new bool[_members.Length];
        var open = _members.Length;
        Box(1e9);
        // Once the program grows stubborn, a walk finishes what it began better than more pivots.
        var most = (2 * _master.Pivots) + 4000;
        while (open > 0)
        {
            _master.Solve(stop);
            if (stop() || _master.Objective > target + 5 || _master.Pivots > most)
            {
                break;
            }

            open -= FixSurest(chosen, closed, open);
            _master.Duals();
            for (var again = 0; again < 2 && open > 0; again++)
            {
                _master.Solve(stop);
                for (var cell = 0; cell < _cells.Length; cell++)
                {
                    _prices[cell] = again == 0 ? 0.5 * (_master.CellDual(cell) + _center[cell]) : _master.CellDual(cell);
                }

                Price(closed, stop);
                if (stop())
                {
                    break;
                }
            }
        }

        return Take(chosen, stop);
    }

    private int FixSurest(int[] chosen, bool[] closed, int open)
    {
        var shares = _master.Shares(1e-6).Where(share => !closed[_master.OwnerOf(share.Column)]).OrderByDescending(share => share.Share).ToList();
        var most = Math.Max(1, open / 10);
        var done = 0;
        foreach (var (column, share) in shares)
        {
            var owner = _master.OwnerOf(column);
            if (closed[owner] || (share < 0.999 && done >= most) || (share < 0.4 && done > 0))
            {
                continue;
            }

            closed[owner] = true;
            chosen[owner] = column;
            _master.Fix(column);
            done++;
        }

        return done;
    }

    /// <summary>Puts the chosen lines in; members still open get the line that suits what these leave.</summary>
    private bool Take(int[] chosen, Func<bool> stop)
    {
        var before = _state.Cost;
        var old = _members.Select(member => _state.Line(member)[_from.._to].ToArray()).ToArray();
        for (var member = 0; member < _members.Length; member++)
        {
            if (chosen[member] >= 0)
            {
                _state.Replace(_members[member], _from, _lines[chosen[member]]);
            }
        }

        for (var again = 0; again < 2; again++)
        {
            for (var member = 0; member < _members.Length && !stop(); member++)
            {
                if (chosen[member] >= 0)
                {
                    continue;
                }

                var employee = _members[member];
                LineCosts.Marginal(_state, employee, _from, _to, _cost);
                if (program.Solve(employee, _state.Line(employee), _from, _to, _cost.AsSpan(0, (_to - _from) * problem.Width), _choice.AsSpan(0, _to - _from)) < LineProgram.Never)
                {
                    _state.Replace(employee, _from, _choice.AsSpan(0, _to - _from));
                }
            }
        }

        if (_state.Cost <= before + Tolerated)
        {
            return _state.Cost < before;
        }

        for (var member = 0; member < _members.Length; member++)
        {
            _state.Replace(_members[member], _from, old[member]);
        }

        return false;
    }

    /// <summary>How much worse a result may be than before and still be kept, for a walk to go on from.</summary>
    public long Tolerated { get; set; }
}
