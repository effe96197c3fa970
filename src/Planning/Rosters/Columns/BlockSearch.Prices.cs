using Banzhang.Planning.Rosters.Lines;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>Column generation: prices of the cells, the cheapest lines at them, and the bound they prove.</summary>
internal sealed partial class BlockSearch
{
    private readonly int[] _cost = new int[problem.Days * problem.Width];
    private readonly byte[] _choice = new byte[problem.Days];
    private readonly double[] _underCost = new double[problem.Cells], _overCost = new double[problem.Cells];

    /// <summary>By cell: the prices of the best bound, and those of now.</summary>
    private double[] _center = [], _prices = [];

    /// <summary>By member: what the cheapest line costs at the prices of the best bound, and at those of now.</summary>
    private double[] _least = [], _value = [];

    /// <summary>The best bound of the block, and the dearest that a cell can be.</summary>
    private double _leastTotal, _widest;

    /// <summary>The prices in fractions of a cost unit, whole: what the line program counts with and the bound is made of.</summary>
    private int[] _fractions = [];

    /// <summary>
    /// Column generation until the bound meets the program, or rounds or time end. Prices are kept in a box around the best known ones (Marsten's box step),
    /// else the many equally good corners of the program make them jump between extremes that teach nothing.
    /// </summary>
    private void Converge(int rounds, long target, Action<long>? proved, Func<bool> stop)
    {
        var patience = 1;
        var radius = Prices is null || _cells.Length == 0 || double.IsNaN(Prices[_cells[0]]) ? 12.0 : 4.0;
        Center();
        for (var round = 0; round < rounds && !stop(); round++)
        {
            Rounds++;
            Box(radius);
            _master.Solve(stop, patience);
            for (var cell = 0; cell < _cells.Length; cell++)
            {
                _prices[cell] = _master.CellDual(cell);
            }

            var (bound, added) = Price(stop);
            if (stop())
            {
                return;
            }

            var near = _master.Objective - bound < 0.05;
            if (bound > _leastTotal)
            {
                _leastTotal = bound;
                _prices.CopyTo(_center, 0);
                _value.CopyTo(_least, 0);
                Bound = _rest + (long)Math.Ceiling(bound - 1e-6);
                proved?.Invoke(Bound);
            }

            if (Bound >= target)
            {
                return;
            }

            if (!near && (added > 0 || patience < 64))
            {
                // Nothing new, yet the bound is not met: the program itself was left too early.
                patience = added > 0 ? Math.Max(1, patience / 2) : patience * 4;
                continue;
            }

            patience = 1;
            if (radius > _widest)
            {
                return;
            }

            radius *= 2.5;
        }
    }

    /// <summary>First prices: the last known ones, or what the cells would say of the roster as it is, half way to the middle.</summary>
    private void Center()
    {
        _center = new double[_cells.Length];
        _widest = 0;
        for (var row = 0; row < _cells.Length; row++)
        {
            var cell = _cells[row];
            _widest = Math.Max(_widest, problem.Under[cell] + problem.Over[cell]);
            var missing = problem.Required[cell] - _state.Count[cell];
            _center[row] = Prices is not null && !double.IsNaN(Prices[cell]) ? Prices[cell] : missing > 0 ? problem.Under[cell] : missing < 0 ? -problem.Over[cell] : 0;
        }
    }

    private void Box(double radius)
    {
        for (var row = 0; row < _cells.Length; row++)
        {
            var (under, over) = Dearest(row);
            _underCost[row] = Math.Min(under, _center[row] + radius);
            _overCost[row] = Math.Min(over, radius - _center[row]);
        }

        _master.Reprice(_underCost.AsSpan(0, _cells.Length), _overCost.AsSpan(0, _cells.Length));
    }

    /// <summary>The cheapest line of every open member at the prices; the bound they prove and how many new columns came.</summary>
    private (double Bound, int Added) Price(Func<bool> stop)
    {
        var scale = problem.Scale;
        long bound = 0;
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var (under, over) = Dearest(cell);
            var price = (long)Math.Round(Math.Clamp(_prices[cell], -over, under) * scale);
            (_fractions[cell], _prices[cell]) = ((int)price, (double)price / scale);
            bound += price * _right[cell];
        }

        var added = 0;
        for (var member = 0; member < _members.Length; member++)
        {
            if (stop())
            {
                return (double.MinValue, added);
            }

            var employee = _members[member];
            var length = _to - _from;
            Costs(employee, scale);
            Force(member);
            var value = program.Solve(employee, _state.Line(employee), _from, _to, _cost.AsSpan(0, length * problem.Width), _choice.AsSpan(0, length));
            _value[member] = ((double)program.Bound / scale) + BelowBurden(member);
            bound += program.Bound + (BelowBurden(member) * scale);
            if (value >= LineProgram.Never)
            {
                continue;
            }

            if (True(member) < -1e-5 && Add(member, _choice.AsSpan(0, length)))
            {
                added++;
            }
        }

        return ((double)bound / scale, added);
    }

    private void Costs(int employee, int scale)
    {
        unchecked
        {
            var burdens = LineCosts.Prices(_state, employee);
            for (var day = _from; day < _to; day++)
            {
                var allowed = problem.Allowed[problem.Line(employee) + day];
                for (var type = 0; type < problem.Width; type++)
                {
                    var cost = (problem.WishOf(employee, day, type) * scale) + burdens.Of(problem, day, type);
                    if ((allowed >> type & 1) != 0)
                    {
                        foreach (var cell in problem.CellsOf(employee, day, type))
                        {
                            cost -= _fractions[_rowOf[cell]];
                        }
                    }

                    _cost[((day - _from) * problem.Width) + type] = cost;
                }
            }
        }
    }

    /// <summary>Reduced cost of the last choice at the master's own prices.</summary>
    private double True(int member)
    {
        var sum = BurdenOf(member, _choice.AsSpan(0, _to - _from)) - _master.OwnerDual(member);
        for (var day = _from; day < _to; day++)
        {
            var type = _choice[day - _from];
            sum += problem.WishOf(_members[member], day, type);
            foreach (var cell in problem.CellsOf(_members[member], day, type))
            {
                sum -= _master.CellDual(_rowOf[cell]);
            }
        }

        return sum;
    }
}
