using System.Numerics;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>The end of the program: which last states fit what follows the window, and the way back.</summary>
internal sealed partial class LineProgram
{
    private int Finish(Span<byte> choice)
    {
        var layer = _window.To - _window.From;
        var (low, high) = Range(_window.To);
        var best = Never;
        var where = (State: 0, Weekends: 0, Counts: 0, Time: 0);
        for (var state = 0; state < _offs + (_classes * _runs); state++)
        {
            if (!Fits(state))
            {
                continue;
            }

            for (var weekends = 0; weekends < _weekends; weekends++)
            {
                for (var counts = 0; counts < _counts; counts++)
                {
                    var row = (layer * _rows) + Row(state, weekends, counts);
                    if (!_live[row])
                    {
                        continue;
                    }

                    for (var time = low; time <= Math.Min(high, MostTime(counts)); time++)
                    {
                        if (_values[(row * _stride) + time] < best)
                        {
                            best = _values[(row * _stride) + time];
                            where = (state, weekends, counts, time);
                        }
                    }
                }
            }
        }

        if (best >= Never / 2)
        {
            return Never;
        }

        for (var day = _window.To - 1; day >= _window.From; day--)
        {
            var (type, before) = Back(day, where);
            choice[day - _window.From] = (byte)type;
            where = before;
        }

        return best;
    }

    /// <summary>Whether the state on the window's last day joins with what follows.</summary>
    private bool Fits(int state)
    {
        if (_window.WorkAfter == 0 && _window.OffAfter == 0)
        {
            return true;
        }

        if (state < _offs)
        {
            return _window.OffAfter > 0
                ? state == _offs - 1 || _window.LongEnoughAfter || state + 1 + _window.OffAfter >= _rules.MinOff
                : state == _offs - 1 && (_window.LongEnoughAfter || _window.WorkAfter >= _rules.MinRun);
        }

        var run = (state - _offs) % _runs;
        if (_window.OffAfter > 0)
        {
            return MayEnd(run) && (_window.LongEnoughAfter || _window.OffAfter >= _rules.MinOff);
        }

        var length = run < _rules.MaxRun ? run + 1 : run - _rules.MaxRun + 1;
        return length + _window.WorkAfter <= _rules.MaxRun
            && (run >= _rules.MaxRun || _window.LongEnoughAfter || length + _window.WorkAfter >= _rules.MinRun)
            && (_shape.Follow[(state - _offs) / _runs] >> _window.TypeAfter & 1) != 0;
    }

    private (int Type, (int State, int Weekends, int Counts, int Time) Before) Back(int day, (int State, int Weekends, int Counts, int Time) at)
    {
        var layer = day - _window.From;
        var width = _shape.Options.Length + 1;
        var value = Value(day + 1, at.State, at.Weekends, at.Counts, at.Time);
        if (at.State < _offs)
        {
            var wanted = value - _optionCost[layer * width];
            for (var off = 0; off < _offs; off++)
            {
                if (Math.Min(off + 1, _offs - 1) == at.State && Value(day, off, at.Weekends, at.Counts, at.Time) == wanted)
                {
                    return (0, at with { State = off });
                }
            }

            for (var state = _offs; at.State == 0 && state < _offs + (_classes * _runs); state++)
            {
                if (MayEnd((state - _offs) % _runs) && Value(day, state, at.Weekends, at.Counts, at.Time) == wanted)
                {
                    return (0, at with { State = state });
                }
            }

            throw Lost(day);
        }

        var run = (at.State - _offs) % _runs;
        for (var option = 0; option < _shape.Options.Length; option++)
        {
            var one = _shape.Options[option];
            var cost = _optionCost[(layer * width) + option + 1];
            if (one.Class != (at.State - _offs) / _runs || cost >= Never)
            {
                continue;
            }

            for (var counts = 0; counts < _counts; counts++)
            {
                if (_after[(option * _counts) + counts] == at.Counts
                    && Source(day, run, one.Before, at with { Time = at.Time - (_isLoose ? 0 : one.Units), Counts = counts }, value - cost) is { } source)
                {
                    return (_optionType[(layer * width) + option + 1], source);
                }
            }
        }

        throw Lost(day);
    }

    private (int State, int Weekends, int Counts, int Time)? Source(int day, int run, int set, (int State, int Weekends, int Counts, int Time) at, int wanted)
    {
        if (FirstRun(day) == run)
        {
            var before = at with { State = _offs - 1, Weekends = at.Weekends - (!_isLoose && problem.IsWeekend(day) ? 1 : 0) };
            if (Value(day, before.State, before.Weekends, before.Counts, before.Time) == wanted)
            {
                return before;
            }
        }

        at.Weekends -= !_isLoose && problem.OpensWeekend(day) ? 1 : 0;
        for (var last = 0; last < _runs; last++)
        {
            if (_next[last] != run)
            {
                continue;
            }

            for (var classes = _shape.Before[set]; classes != 0; classes &= classes - 1)
            {
                at.State = Work(BitOperations.TrailingZeroCount(classes), last);
                if (Value(day, at.State, at.Weekends, at.Counts, at.Time) == wanted)
                {
                    return at;
                }
            }
        }

        return null;
    }

    private int Value(int day, int state, int weekends, int counts, int time)
    {
        var (low, high) = Range(day);
        if (weekends < 0 || time < low || time >= high + Lane)
        {
            return int.MaxValue;
        }

        var row = ((day - _window.From) * _rows) + Row(state, weekends, counts);
        return _live[row] ? _values[(row * _stride) + time] : int.MaxValue;
    }

    private static InvalidOperationException Lost(int day) => new($"The way back of the line program is lost on day {day}.");
}
