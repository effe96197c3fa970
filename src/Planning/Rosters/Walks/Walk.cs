using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Walks;

/// <summary>
/// Simulated annealing over rosters whose lines always keep the hard rules. Small moves put another type on one or a few days or exchange
/// a block of days between two employees; now and then a whole line, or some weeks of it, is chosen anew by the exact program with noise.
/// A move allocates nothing.
/// </summary>
internal sealed class Walk(SearchProblem problem, LineProgram program, Dice dice)
{
    private const int LongestBlock = 16;

    private readonly byte[] _old = new byte[problem.Days], _other = new byte[problem.Days];
    private readonly int[] _cost = new int[problem.Days * problem.Width];
    private readonly byte[] _choice = new byte[problem.Days];
    private SearchState _state = null!;
    private double _limit;

    /// <summary>Small moves tried so far.</summary>
    public long Moves { get; private set; }

    /// <summary>Walks from the state in place, cooling from one temperature to another, and leaves the best found in <paramref name="best"/> if it is better.</summary>
    /// <param name="moves">How many small moves; the walk is the same for the same number, whatever the clock says.</param>
    /// <param name="lineEvery">Small moves between two runs of the line program; 0 for none.</param>
    public void Run(SearchState state, SearchState best, long moves, double warm, double cold, int lineEvery, int windowDays, Func<bool> stop)
    {
        _state = state;
        var temperature = warm;
        for (long done = 0; done < moves; done++)
        {
            if ((done & 1023) == 0)
            {
                temperature = warm * Math.Pow(cold / warm, (double)done / moves);
                if (stop())
                {
                    return;
                }
            }

            if (lineEvery > 0 && done % lineEvery == lineEvery - 1)
            {
                Rewrite(temperature, windowDays);
            }

            _limit = -temperature * Math.Log(1.0 - dice.Share());
            Moves++;
            var kind = dice.Below(100);
            if (kind < 55)
            {
                Exchange();
            }
            else if (kind < 82)
            {
                Put(1 + (dice.Below(3) / 2));
            }
            else if (kind < 92)
            {
                Put(1 + dice.Below(6));
            }
            else
            {
                Extend();
            }

            if (state.Cost < best.Cost)
            {
                best.CopyFrom(state);
            }
        }
    }

    /// <summary>The same days of two employees change hands.</summary>
    private void Exchange()
    {
        var one = dice.Below(problem.Staff);
        var two = dice.Below(problem.Staff);
        if (one == two)
        {
            return;
        }

        var length = 1 + (dice.Below(3) == 0 ? dice.Below(Math.Min(LongestBlock, problem.Days)) : dice.Below(Math.Min(5, problem.Days)));
        var from = dice.Below(problem.Days - length + 1);
        var first = _state.Line(one).Slice(from, length);
        var second = _state.Line(two).Slice(from, length);
        if (first.SequenceEqual(second))
        {
            return;
        }
        // Trim what is equal at both ends: the same exchange, less to look at.
        while (first[0] == second[0])
        {
            from++;
            first = first[1..];
            second = second[1..];
        }

        while (first[^1] == second[^1])
        {
            first = first[..^1];
            second = second[..^1];
        }

        first.CopyTo(_old);
        second.CopyTo(_other);
        length = first.Length;
        if (!Fits(one, from, _other.AsSpan(0, length)) || !Fits(two, from, _old.AsSpan(0, length)))
        {
            return;
        }

        Try2(one, two, from, length);
    }

    private void Try2(int one, int two, int from, int length)
    {
        unchecked
        {
            var delta = BurdenChange(one, from, _old.AsSpan(0, length), _other.AsSpan(0, length)) + BurdenChange(two, from, _other.AsSpan(0, length), _old.AsSpan(0, length));
            if (problem.GroupOf[one] == problem.GroupOf[two])
            {
                for (var i = 0; i < length; i++)
                {
                    delta += problem.WishOf(one, from + i, _other[i]) - problem.WishOf(one, from + i, _old[i])
                        + problem.WishOf(two, from + i, _old[i]) - problem.WishOf(two, from + i, _other[i]);
                }

                if (delta > _limit)
                {
                    return;
                }
            }
            else
            {
                for (var i = 0; i < length; i++)
                {
                    delta += _state.Change(one, from + i, _old[i], _other[i]) + _state.Change(two, from + i, _other[i], _old[i]);
                }

                if (delta > _limit)
                {
                    for (var i = 0; i < length; i++)
                    {
                        _state.Change(one, from + i, _other[i], _old[i]);
                        _state.Change(two, from + i, _old[i], _other[i]);
                    }

                    return;
                }
            }

            Write(one, from, _old.AsSpan(0, length), _other.AsSpan(0, length));
            Write(two, from, _other.AsSpan(0, length), _old.AsSpan(0, length));
            _state.Cost += delta;
        }
    }

    /// <summary>One type, or off, on some days in a row.</summary>
    private void Put(int length)
    {
        length = Math.Min(length, problem.Days);
        var employee = dice.Below(problem.Staff);
        var from = dice.Below(problem.Days - length + 1);
        var type = (byte)dice.Below(problem.Width);
        _other.AsSpan(0, length).Fill(type);
        Try1(employee, from, length);
    }

    /// <summary>The type of the day before or after, or off, also on this day.</summary>
    private void Extend()
    {
        var employee = dice.Below(problem.Staff);
        var day = dice.Below(problem.Days);
        var near = dice.Below(2) == 0 ? day - 1 : day + 1;
        if (near < 0 || near >= problem.Days)
        {
            return;
        }

        _other[0] = _state.Line(employee)[near];
        Try1(employee, day, 1);
    }

    private void Try1(int employee, int from, int length)
    {
        unchecked
        {
            var line = _state.Line(employee).Slice(from, length);
            if (line.SequenceEqual(_other.AsSpan(0, length)) || !Fits(employee, from, _other.AsSpan(0, length)))
            {
                return;
            }

            line.CopyTo(_old);
            var delta = BurdenChange(employee, from, _old.AsSpan(0, length), _other.AsSpan(0, length));
            for (var i = 0; i < length; i++)
            {
                if (_old[i] != _other[i])
                {
                    delta += _state.Change(employee, from + i, _old[i], _other[i]);
                }
            }

            if (delta > _limit)
            {
                for (var i = 0; i < length; i++)
                {
                    if (_old[i] != _other[i])
                    {
                        _state.Change(employee, from + i, _other[i], _old[i]);
                    }
                }

                return;
            }

            Write(employee, from, _old.AsSpan(0, length), _other.AsSpan(0, length));
            _state.Cost += delta;
        }
    }

    /// <summary>What other types on these days change in the cost of the employee's nights and weekends; the line still holds the old ones.</summary>
    private int BurdenChange(int employee, int from, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (problem.Burdens is not { } burdens)
        {
            return 0;
        }

        unchecked
        {
            var line = _state.Line(employee);
            var nights = _state.KindCount[(employee * problem.Width) + Burdens.Kind];
            var weekends = _state.Weekends[employee];
            var (nightsAfter, weekendsAfter) = (nights, weekends - WeekendsAround(line, from, from + after.Length));
            for (var i = 0; i < after.Length; i++)
            {
                nightsAfter += (problem.Kind[after[i]] == Burdens.Kind ? 1 : 0) - (problem.Kind[before[i]] == Burdens.Kind ? 1 : 0);
            }

            after.CopyTo(line[from..]);
            weekendsAfter += WeekendsAround(line, from, from + after.Length);
            before.CopyTo(line[from..]);
            return burdens.Of(employee, nightsAfter, weekendsAfter) - burdens.Of(employee, nights, weekends);
        }
    }

    /// <summary>Whether the employee's line keeps its rules with these types on these days.</summary>
    private bool Fits(int employee, int from, ReadOnlySpan<byte> types)
    {
        unchecked
        {
            var rules = problem.Rules[employee];
            var line = _state.Line(employee);
            var allowed = problem.Allowed.AsSpan((employee * problem.Days) + from, types.Length);
            var units = _state.Units[employee];
            for (var i = 0; i < types.Length; i++)
            {
                if ((allowed[i] >> types[i] & 1) == 0)
                {
                    return false;
                }

                units += problem.Units[types[i]] - problem.Units[line[from + i]];
            }

            if (units < rules.MinUnits || units > rules.MaxUnits || !FitsCounts(employee, rules, line.Slice(from, types.Length), types))
            {
                return false;
            }

            Span<byte> before = stackalloc byte[LongestBlock];
            before = before[..types.Length];
            var place = line.Slice(from, types.Length);
            place.CopyTo(before);
            var weekends = _state.Weekends[employee] - WeekendsAround(line, from, from + types.Length);
            types.CopyTo(place);
            weekends += WeekendsAround(line, from, from + types.Length);
            var keeps = weekends <= rules.MaxWeekends && LineCheck.KeepsOrder(problem, rules, line, from, from + types.Length) && rules.KeepsOvertime(line);
            before.CopyTo(place);
            return keeps;
        }
    }

    private bool FitsCounts(int employee, LineRules rules, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        unchecked
        {
            var counts = _state.KindCount.AsSpan(employee * problem.Width, problem.Width);
            for (var i = 0; i < after.Length; i++)
            {
                counts[problem.Kind[before[i]]]--;
                counts[problem.Kind[after[i]]]++;
            }

            var fits = true;
            for (var i = 0; i < after.Length; i++)
            {
                fits &= after[i] == 0 || counts[problem.Kind[after[i]]] <= rules.MaxOf[problem.Kind[after[i]]];
            }

            for (var i = 0; i < after.Length; i++)
            {
                counts[problem.Kind[before[i]]]++;
                counts[problem.Kind[after[i]]]--;
            }

            return fits;
        }
    }

    /// <summary>Worked weekends that the days can belong to.</summary>
    private int WeekendsAround(ReadOnlySpan<byte> line, int from, int to)
    {
        unchecked
        {
            var weekends = 0;
            for (var saturday = (from / 7 * 7) + 5; saturday < to; saturday += 7)
            {
                if (problem.IsWorkedWeekend(line, saturday))
                {
                    weekends++;
                }
            }

            return weekends;
        }
    }

    private void Write(int employee, int from, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        unchecked
        {
            var line = _state.Line(employee);
            _state.Weekends[employee] -= WeekendsAround(line, from, from + after.Length);
            after.CopyTo(line[from..]);
            _state.Weekends[employee] += WeekendsAround(line, from, from + after.Length);
            var counts = _state.KindCount.AsSpan(employee * problem.Width, problem.Width);
            for (var i = 0; i < after.Length; i++)
            {
                _state.Units[employee] += problem.Units[after[i]] - problem.Units[before[i]];
                counts[problem.Kind[before[i]]]--;
                counts[problem.Kind[after[i]]]++;
            }
        }
    }

    /// <summary>Some weeks of one employee's line are chosen anew, exactly but for noise that grows with the temperature.</summary>
    private void Rewrite(double temperature, int windowDays)
    {
        var employee = dice.Below(problem.Staff);
        var from = 0;
        var to = problem.Days;
        if (problem.Days > windowDays)
        {
            from = dice.Below(((problem.Days - windowDays) / 7) + 1) * 7;
            to = Math.Min(problem.Days, from + windowDays);
        }
        // Now and then much noise: two lines that must change together need one of them to be odd for a while.
        var noise = (int)(temperature * (dice.Below(12) == 0 ? 6 : 0.7) * problem.Scale);
        LineCosts.Marginal(_state, employee, from, to, _cost);
        for (var at = 0; noise > 0 && at < (to - from) * problem.Width; at++)
        {
            _cost[at] += dice.Below(noise);
        }

        var line = _state.Line(employee);
        if (program.Solve(employee, line, from, to, _cost.AsSpan(0, (to - from) * problem.Width), _choice.AsSpan(0, to - from)) >= LineProgram.Never)
        {
            return;
        }

        var before = _state.Cost;
        line[from..to].CopyTo(_old);
        _state.Replace(employee, from, _choice.AsSpan(0, to - from));
        if (_state.Cost - before > -temperature * Math.Log(1.0 - dice.Share()))
        {
            _state.Replace(employee, from, _old.AsSpan(0, to - from));
        }
    }
}
