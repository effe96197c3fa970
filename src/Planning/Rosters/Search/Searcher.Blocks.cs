namespace Banzhang.Planning.Rosters.Search;

/// <summary>Which employees and weeks a thread chooses anew, and how what it found joins what the others found.</summary>
internal sealed partial class Searcher
{
    /// <summary>Rows of a master program whose block takes a second or two, four at most; the usual ones of half as many take a tenth of that.</summary>
    private const int MostRows = 400;

    private int _week, _sweeps;

    /// <summary>Where blocks are quick they do nearly all; else even threads mostly choose blocks anew, odd ones mostly walk; over long horizons, where no walk gets far, both choose anew.</summary>
    private bool IsForBlocks(int round) => AreBlocksQuick ? _dice.Below(20) > 0 : IsLong || _number % 2 == 0 ? round % 4 != 3 : round % 4 == 3;

    private bool IsLong => _problem.Days > 42;

    /// <summary>Whether two weeks of the whole team are a program of at most <see cref="MostRows"/>.</summary>
    private bool AreBlocksQuick => !IsLong && (14 * CellsADay) + _problem.Staff <= MostRows;

    /// <summary>The master's size grows with the cells of a block; where a day has hundreds, only walks are quick enough.</summary>
    private int CellsADay => _problem.Cells / _problem.Days;

    private void Block()
    {
        var (from, to, size, count) = IsLong && Slab() is { } slab ? slab : AreBlocksQuick && _dice.Below(3) > 0 ? Weeks() : Small();
        for (var i = 0; i < count && !IsOver(); i++)
        {
            var members = Enumerable.Range(0, _problem.Staff).ToArray();
            _dice.Shuffle<int>(members);
            members = members[..Math.Min(size, members.Length)];
            Follow();
            if (_blocks.Improve(_state, members, from, to, size > 20 ? 100 : 40, _state.Cost, null, IsOver))
            {
                Join(members, from, to);
                Keep(SearchPhase.Block);
            }
        }
    }

    /// <summary>Puts the days just chosen into what the others found meanwhile, where that is cheaper still.</summary>
    private void Join(int[] members, int from, int to)
    {
        if (_isAlone || _incumbent.Cost >= _best.Cost)
        {
            return;
        }

        _joined.Load(_incumbent.Lines());
        foreach (var member in members)
        {
            var before = _joined.Line(member)[from..to].ToArray();
            _joined.Replace(member, from, _state.Line(member)[from..to]);
            if (!LineCheck.Keeps(_problem, member, _joined.Line(member)))
            {
                _joined.Replace(member, from, before);
            }
        }

        if (_joined.Cost < _state.Cost)
        {
            _state.CopyFrom(_joined);
        }
    }

    /// <summary>Two weeks of two thirds to all of the team, or, where programs are small, three or four of at least a third: where many must change together for something to get better.</summary>
    private (int From, int To, int Size, int Count) Weeks()
    {
        var all = (_problem.Days + 6) / 7;
        var isWide = (28 * CellsADay) + _problem.Staff <= MostRows && _dice.Below(3) == 0;
        var (weeks, least, count) = isWide ? (3 + _dice.Below(2), 1, 2) : (2, 2, 4);
        weeks = Math.Min(weeks, all);
        var from = _dice.Below(all - weeks + 1) * 7;
        least = Math.Max(1, _problem.Staff * least / 3);
        return (from, Math.Min(_problem.Days, from + (7 * weeks)), least + _dice.Below(_problem.Staff - least + 1), count);
    }

    /// <summary>A few employees and some weeks, many times.</summary>
    private (int From, int To, int Size, int Count) Small()
    {
        var (weeks, from, to) = (4 + (2 * _dice.Below(2)), 0, _problem.Days);
        if (IsLong)
        {
            from = _dice.Below(Math.Max(1, (_problem.Days / 7) - weeks + 1)) * 7;
            to = Math.Min(_problem.Days, from + (weeks * 7));
        }

        return (from, to, 4 + _dice.Below(Math.Clamp(_problem.Staff / 4, 3, 12)), AreBlocksQuick ? 4 : 12);
    }

    /// <summary>
    /// As much of the team as the master can bear, over some weeks: what many must change together no small block finds. The weeks go round, with more at once each time
    /// all have been. Null when the master bears too little.
    /// </summary>
    private (int From, int To, int Size, int Count)? Slab()
    {
        // A program of 350 rows takes some seconds, one of 750 a minute.
        var rows = Math.Min(750, 150 + (25 * Math.Sqrt(_limits.Time.TotalSeconds)));
        var (most, all) = ((int)(rows * 0.8 / (7 * Math.Max(1, CellsADay))), (_problem.Days + 6) / 7);
        if (most < 1)
        {
            return null;
        }

        var weeks = Math.Min(all, Math.Min(most, 2 + (_sweeps % 5)));
        var first = Math.Min(_week, all - weeks);
        (_week, _sweeps) = first + weeks >= all ? (0, _sweeps + 1) : (first + Math.Max(1, weeks - 1), _sweeps);
        var (from, to) = (first * 7, Math.Min(_problem.Days, (first + weeks) * 7));
        return (from, to, Math.Min(_problem.Staff, (int)rows - (CellsADay * (to - from))), 1);
    }
}
