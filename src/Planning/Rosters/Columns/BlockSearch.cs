using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>
/// Chooses the lines of some employees over some weeks anew while all else stays: column generation with the exact line program, then a dive
/// that fixes the days the linear program is surest of, pricing again in between. Over all employees and days it also proves a lower bound.
/// </summary>
internal sealed partial class BlockSearch(SearchProblem problem, LineProgram program, Dice dice)
{
    private readonly int[] _rowOf = new int[problem.Cells];
    private readonly List<byte[]> _lines = [];
    private readonly List<int> _touched = [];
    private readonly HashSet<(int, UInt128)> _known = [];
    private MasterProgram _master = null!;
    private int[] _members = [], _cells = [], _right = [];
    private (int Nights, int Weekends)[] _outside = [];
    private int _from, _to;

    /// <summary>What costs all that is not in the block.</summary>
    private long _rest;
    private SearchState _state = null!;

    public long Pivots { get; private set; }

    public long Blocks { get; private set; }

    /// <summary>Least cost any choice of the block can have together with the rest, rounded up; valid whenever the search ended.</summary>
    public long Bound { get; private set; }

    /// <summary>Times columns were priced for the block.</summary>
    public int Rounds { get; private set; }

    /// <summary>By cell: what one more there was worth when most of the team was last chosen anew, not a number where that never was.</summary>
    public double[]? Prices { get; set; }

    /// <summary>Lines of earlier blocks over all days, by employee: good parts for a new combination.</summary>
    public LinePool? Pool { get; init; }

    /// <summary>Improves the state in place; true when it became cheaper.</summary>
    /// <param name="members">The employees of the block.</param>
    /// <param name="target">Only costs below this are worth a dive.</param>
    public bool Improve(SearchState state, int[] members, int from, int to, int rounds, long target, Action<long>? proved, Func<bool> stop)
    {
        Blocks++;
        _state = state;
        (_members, _from, _to) = (members, from, to);
        _days = null;
        _rest = Begin();
        Bound = long.MinValue;
        Converge(rounds, target, proved, stop);
        if (stop() || Bound >= target)
        {
            return Done(false);
        }

        return Done(Dive(target - _rest, 0, stop));
    }

    /// <summary>All employees and days.</summary>
    private bool IsWhole => _members.Length == problem.Staff && _to - _from == problem.Days;

    private bool Done(bool result)
    {
        if (2 * _members.Length >= problem.Staff)
        {
            Remember();
        }

        if (IsWhole)
        {
            Keep();
        }

        Pivots += _master.Pivots;
        return result;
    }

    /// <summary>The prices of the bound: a good start where the same cells are asked for again.</summary>
    private void Remember()
    {
        if (Prices is null)
        {
            Prices = new double[problem.Cells];
            Array.Fill(Prices, double.NaN);
        }

        for (var cell = 0; cell < _cells.Length; cell++)
        {
            Prices[_cells[cell]] = _center[cell];
        }
    }

    /// <summary>Keeps the lines that are nearly worth their price: what good rosters are made of.</summary>
    private void Keep()
    {
        if (Pool is null)
        {
            return;
        }

        var worth = new double[_lines.Count];
        for (var column = 0; column < worth.Length; column++)
        {
            worth[column] = _master.Worth(column, _center);
        }

        foreach (var lines in Enumerable.Range(0, worth.Length).GroupBy(_master.OwnerOf))
        {
            foreach (var column in lines.OrderBy(column => worth[column]).Take(Pool.Most / 2))
            {
                Pool.Add(_members[lines.Key], _lines[column]);
            }
        }
    }

    /// <summary>Sets the master program up; the cost of all that is not in the block.</summary>
    private long Begin()
    {
        Array.Fill(_rowOf, -1);
        var cells = new List<int>();
        foreach (var member in _members)
        {
            for (var day = _from; day < _to; day++)
            {
                for (var type = 1; type < problem.Width; type++)
                {
                    if (!problem.Allows(member, day, type))
                    {
                        continue;
                    }

                    foreach (var cell in problem.CellsOf(member, day, type))
                    {
                        if (_rowOf[cell] >= 0)
                        {
                            continue;
                        }

                        _rowOf[cell] = cells.Count;
                        cells.Add(cell);
                    }
                }
            }
        }

        _cells = [.. cells];
        _right = [.. cells.Select(cell => problem.Required[cell] - _state.Count[cell])];
        var rest = _state.Cost;
        foreach (var cell in _cells)
        {
            rest -= problem.CellCost(cell, _state.Count[cell]);
        }

        _outside = [.. _members.Select(Outside)];
        foreach (var member in _members)
        {
            rest -= _state.BurdenOf(member);
            for (var day = _from; day < _to; day++)
            {
                var type = _state.Lines[(member * problem.Days) + day];
                rest -= problem.WishOf(member, day, type);
                foreach (var cell in problem.CellsOf(member, day, type))
                {
                    _right[_rowOf[cell]]++;
                }
            }
        }

        _master = new(_members.Length, _right, [.. cells.Select(cell => problem.Under[cell])], [.. cells.Select(cell => problem.Over[cell])], dice, _master?.Inverse);
        _lines.Clear();
        _known.Clear();
        for (var member = 0; member < _members.Length; member++)
        {
            Add(member, _state.Line(_members[member])[_from.._to]);
        }

        if (Pool is not null && _from == 0 && _to == problem.Days)
        {
            for (var member = 0; member < _members.Length; member++)
            {
                foreach (var line in Pool.Of(_members[member]))
                {
                    Add(member, line);
                }
            }
        }

        _master.Begin();
        _center = [];
        (_least, _value, _leastTotal) = (new double[_members.Length], new double[_members.Length], double.MinValue);
        (_missing, _missingCost) = (new int?[_cells.Length], 0);
        (_prices, _fractions) = (new double[_cells.Length], new int[_cells.Length]);
        Rounds = 0;
        return rest;
    }

    private bool Add(int member, ReadOnlySpan<byte> line)
    {
        if (!_known.Add((member, Print(line))))
        {
            return false;
        }

        _touched.Clear();
        double wishes = BurdenOf(member, line);
        for (var day = 0; day < line.Length; day++)
        {
            wishes += problem.WishOf(_members[member], _from + day, line[day]);
            foreach (var cell in problem.CellsOf(_members[member], _from + day, line[day]))
            {
                _touched.Add(_rowOf[cell]);
            }
        }

        _master.Add(member, wishes, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_touched));
        _lines.Add(line.ToArray());
        return true;
    }

    private static UInt128 Print(ReadOnlySpan<byte> line)
    {
        unchecked
        {
            ulong one = 14695981039346656037, two = 88172645463325252;
            foreach (var type in line)
            {
                one = (one ^ type) * 1099511628211;
                two = (two * 6364136223846793005) + type + 1442695040888963407;
            }

            return new(one, two);
        }
    }
}
