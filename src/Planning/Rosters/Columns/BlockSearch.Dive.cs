using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>
/// From parts of lines to whole ones: single days the program is surest of are fixed, some more each time, and new lines priced for what is left. A step that makes the
/// program dearer is taken back by half; a single day that does is forbidden instead. Fixing days, not lines, leaves the program room until the end.
/// </summary>
internal sealed partial class BlockSearch
{
    /// <summary>Steps that lead to nothing cheaper before a dive gives up.</summary>
    private const int MostReturns = 12;

    private FixedDays? _days;
    private double _most;

    /// <summary>How far above the program a dive may end, as a share of it: little at first, so that it turns back early; more after each that found nothing.</summary>
    private double _reach = 0.01;

    /// <summary>Dives once more from the last program over everything; true when the state became cheaper.</summary>
    /// <param name="target">Only costs below this are worth a dive.</param>
    /// <param name="noise">How much chance decides between days that are about equally sure.</param>
    public bool Again(SearchState state, long target, double noise, Func<bool> stop)
    {
        _state = state;
        _days = null;
        OpenCovers();
        Box(double.MaxValue);
        var before = _master.Pivots;
        Mark();
        _master.Solve(stop, 64);
        Refine(double.MinValue, stop);
        var result = Near(target - _rest, noise, stop);
        Pivots += _master.Pivots - before;
        return result;
    }

    /// <summary>A dive that turns back where it gets too far from the program.</summary>
    private bool Near(long target, double noise, Func<bool> stop)
    {
        var near = (long)Math.Ceiling(_master.Objective + (_reach * Math.Abs(_master.Objective))) + 1;
        var result = Dive(Math.Min(target, near), noise, stop);
        _reach = result || near >= target ? _reach : 2 * _reach;
        return result;
    }

    private bool Dive(long target, double noise, Func<bool> stop)
    {
        _days = new(_members.Length, _to - _from, problem.Width, dice);
        Box(double.MaxValue);
        // Once the program of a block grows stubborn, another block is worth more than its pivots.
        var most = IsWhole ? long.MaxValue : (8 * _master.Pivots) + 4000;
        var tolerance = 0.005 * _widest;
        var (batch, good) = (Math.Max(1, _members.Length * (_to - _from) / 25), 2);
        _most = target;
        Mark();
        if (DecidesCovers && _cells.Length + _members.Length <= MostRowsForCovers)
        {
            DecideCovers(most, noise, stop);
        }

        var (last, isStep) = (double.MaxValue, false);
        for (var returns = 0; ;)
        {
            var reached = Refine(last, stop);
            var isTooDear = reached > target - 0.99;
            if (stop() || _master.Pivots > most || (isTooDear && (!_days.HasSteps || returns == MostReturns)))
            {
                return false;
            }

            if (isTooDear || (isStep && reached > last + tolerance))
            {
                returns += isTooDear ? 1 : 0;
                (batch, isStep) = _days.TakeBack();
                good = 0;
            }
            else
            {
                var count = _days.FixSurest(_master.Shares(1e-6).Select(part => (_master.OwnerOf(part.Column), _lines[part.Column], part.Share)), reached < last + 0.1 && ++good > 2 ? batch *= 2 : batch, noise);
                if (count is not > 0)
                {
                    return count == 0 && Take();
                }

                (batch, isStep, last) = (Math.Min(batch, count.Value), true, reached);
            }

            Mark();
        }
    }

    /// <summary>Solves and prices until the program is as cheap as before the last step, or no longer falls.</summary>
    private double Refine(double last, Func<bool> stop)
    {
        _master.Solve(stop);
        var before = double.MaxValue;
        for (var again = 0; again < 30 && !stop() && Reached > last + 0.01 && (again <= 2 || before - Reached >= 0.1); again++)
        {
            before = Reached;
            for (var cell = 0; cell < _cells.Length; cell++)
            {
                _prices[cell] = again % 2 == 0 ? 0.5 * (_master.CellDual(cell) + _center[cell]) : _master.CellDual(cell);
            }

            Price(stop);
            _master.Solve(stop);
        }

        return Reached;
    }

    /// <summary>What the program costs with all that is decided.</summary>
    private double Reached => _master.Objective + _missingCost;

    /// <summary>Whether no roster below the most a dive may cost has such a line: at the prices of the bound it is worse than the member's best by more than what is between.</summary>
    private bool IsTooDear(int member, double worth) => _leastTotal + worth - _least[member] > _most - 0.99;

    /// <summary>Bars the columns that do not agree with what is decided.</summary>
    private void Mark()
    {
        for (var column = 0; column < _lines.Count; column++)
        {
            var member = _master.OwnerOf(column);
            _master.Ban(column, _days is not null && (!_days.Allows(member, _lines[column]) || IsTooDear(member, _master.Worth(column, _center))));
        }

        _master.Duals();
    }

    /// <summary>Makes what is not decided for the member too dear for the line program.</summary>
    private void Force(int member)
    {
        for (var day = 0; _days is not null && day < _to - _from; day++)
        {
            for (var type = 0; type < problem.Width; type++)
            {
                if (!_days.Allows(member, day, type))
                {
                    _cost[(day * problem.Width) + type] = LineProgram.Never / 4;
                }
            }
        }
    }

    /// <summary>Puts the whole lines in.</summary>
    private bool Take()
    {
        var before = _state.Cost;
        var old = _members.Select(member => _state.Line(member)[_from.._to].ToArray()).ToArray();
        foreach (var (column, _) in _master.Shares(0.5))
        {
            _state.Replace(_members[_master.OwnerOf(column)], _from, _lines[column]);
        }

        if (_state.Cost < before)
        {
            return true;
        }

        for (var member = 0; member < _members.Length; member++)
        {
            _state.Replace(_members[member], _from, old[member]);
        }

        return false;
    }
}
