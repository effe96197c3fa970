using System.Runtime.InteropServices;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>
/// The linear program that combines lines: each owner (employee) takes one of their columns (lines), in parts, so that wishes plus missing
/// and surplus cover cost least. Primal simplex with a dense inverse kept by columns; it starts from any roster, which is feasible, and
/// stays feasible when columns are added or banned. Right sides are shifted by tiny amounts against standing still.
/// </summary>
internal sealed partial class MasterProgram
{
    /// <summary>Cost of a column that its owner may not take.</summary>
    private const double Banned = 1e6;

    private const double Tolerance = 1e-7;
    private const int PivotsBeforeRebuild = 1500;
    private const int MostIdle = 250;


    private readonly int _owners, _cells, _size;
    private readonly double[] _under, _over, _right, _exact, _inverse, _value, _dual, _basicCost, _alpha;
    private readonly int[] _basic;
    private readonly List<double> _cost = [];
    private readonly List<int> _owner = [], _start = [0], _touched = [];
    private readonly List<bool> _banned = [];
    private readonly List<int> _candidates = [], _flips = [];
    private readonly List<(double Ratio, int Row)> _breaks = [];
    private readonly double[] _best;
    private readonly int[] _bestColumn;
    private int _sinceRebuild;
    private double _gain;


    /// <param name="inverse">That of a program no longer in use, to be used again where it is large enough: new ones of many hundred rows are garbage of megabytes.</param>
    /// <param name="right">By cell: wanted, less what others give; may be negative.</param>
    public MasterProgram(int owners, ReadOnlySpan<int> right, ReadOnlySpan<int> under, ReadOnlySpan<int> over, Search.Dice dice, double[]? inverse = null)
    {
        _owners = owners;
        _cells = right.Length;
        _size = _owners + _cells;
        _under = [.. under.ToArray().Select(cost => (double)cost)];
        _over = [.. over.ToArray().Select(cost => (double)cost)];
        _right = new double[_size];
        _exact = new double[_size];
        for (var row = 0; row < _size; row++)
        {
            _exact[row] = row < _owners ? 1 : right[row - _owners];
            _right[row] = row < _owners ? 1 : _exact[row] + (1e-4 * (dice.Share() + 0.1));
        }

        _inverse = inverse is not null && inverse.Length >= _size * _size ? inverse : new double[_size * _size];
        _value = new double[_size];
        _dual = new double[_size];
        _basicCost = new double[_size];
        _alpha = new double[_size];
        _basic = new int[_size];
        _best = new double[_owners];
        _bestColumn = new int[_owners];
    }

    /// <summary>For the next program, once this one is no longer in use.</summary>
    public double[] Inverse => _inverse;

    public int Columns => _cost.Count;

    /// <summary>Pivots made so far.</summary>
    public long Pivots { get; private set; }

    public double Objective { get; private set; }

    public double OwnerDual(int owner) => _dual[owner];

    public double CellDual(int cell) => _dual[_owners + cell];

    public int OwnerOf(int column) => _owner[column];

    /// <summary>Adds a line; the number of its column.</summary>
    /// <param name="touched">Cells it adds one to; a cell may come more than once.</param>
    public int Add(int owner, double cost, ReadOnlySpan<int> touched)
    {
        _cost.Add(cost);
        _owner.Add(owner);
        _banned.Add(false);
        foreach (var cell in touched)
        {
            _touched.Add(cell);
        }

        _start.Add(_touched.Count);
        return _cost.Count - 1;
    }

    /// <summary>The first basis: for each owner the column of the same number, the rest slack.</summary>
    public void Begin()
    {
        _inverse.AsSpan(0, _size * _size).Clear();
        var rest = _right.AsSpan().ToArray();
        for (var owner = 0; owner < _owners; owner++)
        {
            _basic[owner] = owner;
            _value[owner] = 1;
            foreach (var cell in Cells(owner))
            {
                rest[_owners + cell]--;
            }
        }

        for (var cell = 0; cell < _cells; cell++)
        {
            var row = _owners + cell;
            var isUnder = rest[row] >= 0;
            _basic[row] = isUnder ? Under(cell) : Over(cell);
            _value[row] = Math.Abs(rest[row]);
            _inverse[(row * _size) + row] = isUnder ? 1 : -1;
        }

        for (var owner = 0; owner < _owners; owner++)
        {
            _inverse[(owner * _size) + owner] = 1;
            foreach (var cell in Cells(owner))
            {
                _inverse[(owner * _size) + _owners + cell] -= _inverse[((_owners + cell) * _size) + _owners + cell];
            }
        }

        Duals();
    }

    /// <summary>Least cost over the columns there are.</summary>
    /// <remarks>Ends early when many pivots in a row gain next to nothing; the prices are good enough then.</remarks>
    /// <param name="patience">Times the usual number of such pivots.</param>
    public void Solve(Func<bool> stop, int patience = 1)
    {
        var most = MostIdle * patience;
        _gain = 0;
        var idle = 0;
        while (idle < most && Price() && !stop())
        {
            while (idle < most && Choose() is var (entering, reduced))
            {
                if (!Pivot(entering, reduced))
                {
                    break;
                }

                idle++;
                if (_gain > 0.01)
                {
                    _gain = 0;
                    idle = 0;
                }

                if (_sinceRebuild >= PivotsBeforeRebuild)
                {
                    Rebuild();
                }
            }
        }

        Objective = 0;
        for (var row = 0; row < _size; row++)
        {
            Objective += _dual[row] * _exact[row];
        }
    }

    /// <summary>Other costs for missing and surplus cover; the basis stays feasible. Narrow costs keep the prices near a centre.</summary>
    public void Reprice(ReadOnlySpan<double> under, ReadOnlySpan<double> over)
    {
        under.CopyTo(_under);
        over.CopyTo(_over);
        Duals();
    }

    /// <summary>Whether a column may be taken; <see cref="Duals"/> makes it felt.</summary>
    public void Ban(int column, bool isBanned) => _banned[column] = isBanned;

    /// <summary>Recomputes prices after <see cref="Ban"/> and <see cref="WantFewer"/>.</summary>
    public void Duals()
    {
        for (var row = 0; row < _size; row++)
        {
            _basicCost[row] = CostOf(_basic[row]);
        }

        for (var row = 0; row < _size; row++)
        {
            _dual[row] = Dot(_basicCost, _inverse.AsSpan(row * _size, _size));
        }
    }

    /// <summary>Columns with a share above <paramref name="least"/>.</summary>
    public IEnumerable<(int Column, double Share)> Shares(double least)
    {
        for (var row = 0; row < _size; row++)
        {
            if (_basic[row] >= 0 && _value[row] > least)
            {
                yield return (_basic[row], _value[row]);
            }
        }
    }

    /// <summary>Cost of a column less what its cells are worth at these prices; low is good.</summary>
    public double Worth(int column, ReadOnlySpan<double> prices)
    {
        var sum = _cost[column];
        foreach (var cell in Cells(column))
        {
            sum -= prices[cell];
        }

        return sum;
    }

    private static int Under(int cell) => ~(2 * cell);

    private static int Over(int cell) => ~((2 * cell) + 1);

    private ReadOnlySpan<int> Cells(int column) => CollectionsMarshal.AsSpan(_touched)[_start[column].._start[column + 1]];

    private double CostOf(int variable) =>
        variable >= 0 ? _banned[variable] ? Banned : _cost[variable] : IsUnder(variable) ? _under[~variable >> 1] : _over[~variable >> 1];

    private double Reduced(int variable)
    {
        unchecked
        {
            if (variable < 0)
            {
                var dual = _dual[_owners + (~variable >> 1)];
                return IsUnder(variable) ? _under[~variable >> 1] - dual : _over[~variable >> 1] + dual;
            }

            var sum = CostOf(variable) - _dual[_owner[variable]];
            foreach (var cell in Cells(variable))
            {
                sum -= _dual[_owners + cell];
            }

            return sum;
        }
    }

    /// <summary>Collects the variables that would lower the cost: the best column of each owner and every slack. False when there is none.</summary>
    private bool Price()
    {
        _candidates.Clear();
        Array.Fill(_best, -Tolerance * 10);
        Array.Fill(_bestColumn, -1);
        for (var column = 0; column < _cost.Count; column++)
        {
            if (_banned[column])
            {
                continue;
            }

            var reduced = Reduced(column);
            var owner = _owner[column];
            if (reduced < _best[owner])
            {
                _best[owner] = reduced;
                _bestColumn[owner] = column;
            }
        }

        foreach (var column in _bestColumn)
        {
            if (column >= 0)
            {
                _candidates.Add(column);
            }
        }

        for (var cell = 0; cell < _cells; cell++)
        {
            if (Reduced(Under(cell)) < -Tolerance * 10)
            {
                _candidates.Add(Under(cell));
            }

            if (Reduced(Over(cell)) < -Tolerance * 10)
            {
                _candidates.Add(Over(cell));
            }
        }

        return _candidates.Count > 0;
    }

    private (int Entering, double Reduced)? Choose()
    {
        var best = -Tolerance * 5;
        var which = -1;
        for (var i = _candidates.Count - 1; i >= 0; i--)
        {
            var reduced = Reduced(_candidates[i]);
            if (reduced >= -Tolerance)
            {
                _candidates[i] = _candidates[^1];
                _candidates.RemoveAt(_candidates.Count - 1);
                if (which == _candidates.Count)
                {
                    which = i;
                }
            }
            else if (reduced < best)
            {
                best = reduced;
                which = i;
            }
        }

        return which < 0 ? null : (_candidates[which], best);
    }
}
