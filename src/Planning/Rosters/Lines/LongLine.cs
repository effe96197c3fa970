using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// A feasible line over a horizon too long for the exact program: working time, weekends and limited types are priced instead of counted,
/// the prices are moved until the line keeps them, and what is still amiss is mended by exact runs over some weeks.
/// </summary>
internal sealed class LongLine(SearchProblem problem, LineProgram program, Dice dice)
{
    private readonly int[] _cost = new int[problem.Days * problem.Width], _typePrice = new int[problem.Width], _count = new int[problem.Width];
    private readonly int[] _weekendPrice = new int[(problem.Days / 7) + 1], _spanPrice = new int[problem.Days];
    private readonly bool[] _blamed = new bool[problem.Days];
    private readonly byte[] _window = new byte[problem.Days];

    /// <summary><see cref="LineVerdict.Found"/> when <paramref name="line"/> received a line that keeps all rules, cheap for the costs.</summary>
    /// <param name="stop">Asked before each run of the program.</param>
    public LineVerdict Solve(int employee, ReadOnlySpan<int> cost, Span<byte> line, Func<bool> stop)
    {
        var rules = problem.Rules[employee];
        for (var attempt = 0; attempt < 12; attempt++)
        {
            Array.Clear(_typePrice);
            Array.Clear(_weekendPrice);
            Array.Clear(_spanPrice);
            var unitPrice = 0.0;
            var unitStep = 4.0 * problem.Scale;
            var side = 0;
            for (var round = 0; round < 60; round++)
            {
                if (stop())
                {
                    return LineVerdict.Stopped;
                }

                Price(rules, cost, (int)unitPrice, attempt);
                if (program.Loose(employee, _cost, line) >= LineProgram.Never)
                {
                    return LineVerdict.Impossible;
                }

                var (units, weekends) = Measure(line);
                var wrong = units < rules.MinUnits ? -1 : units > rules.MaxUnits ? 1 : 0;
                var fits = wrong == 0 & Weekends(rules, weekends, line) & Types(rules) & Overtime(rules, line);
                if (fits)
                {
                    return LineVerdict.Found;
                }

                if (wrong != 0)
                {
                    unitStep = side != 0 && wrong != side ? unitStep * 0.5 : unitStep * 1.2;
                    unitPrice = Math.Clamp(unitPrice + (wrong * unitStep), -1e6, 1e6);
                    side = wrong;
                }

                if (round > 10 && Mend(employee, cost, line, stop))
                {
                    return LineVerdict.Found;
                }
            }
        }

        return LineVerdict.NotFound;
    }

    private void Price(LineRules rules, ReadOnlySpan<int> cost, int unitPrice, int noise)
    {
        unchecked
        {
            // However dear, a line's sum must fit: the prices together stay below what a day may cost.
            var most = (int)(SearchProblem.MostLineCost / problem.Days);
            for (var day = 0; day < problem.Days; day++)
            {
                var weekend = problem.IsWeekend(day) ? _weekendPrice[day / 7] : 0;
                var overtime = rules.Overtime is { } rule ? _spanPrice[rule.SpanOf[day]] : 0;
                for (var type = 0; type < problem.Width; type++)
                {
                    var at = (day * problem.Width) + type;
                    _cost[at] = type == 0 ? cost[at] : (int)Math.Clamp(cost[at] + ((long)(unitPrice + overtime) * problem.Units[type]) + weekend + _typePrice[problem.Kind[type]] + dice.Below(1 + (noise * 4 * problem.Scale)), -most, most);
                }
            }
        }
    }

    private (int Units, int Weekends) Measure(ReadOnlySpan<byte> line)
    {
        Array.Clear(_count);
        int units = 0, weekends = 0;
        for (var day = 0; day < line.Length; day++)
        {
            units += problem.Units[line[day]];
            _count[problem.Kind[line[day]]]++;
            if (problem.CountsAsWeekend(line, day))
            {
                weekends++;
            }
        }

        return (units, weekends);
    }

    /// <summary>Makes some of the worked weekends dearer when there are too many.</summary>
    private bool Weekends(LineRules rules, int weekends, ReadOnlySpan<byte> line)
    {
        if (weekends <= rules.MaxWeekends)
        {
            return true;
        }

        for (var week = 0; week < _weekendPrice.Length; week++)
        {
            var saturday = (week * 7) + 5;
            if (problem.IsWorkedWeekend(line, saturday) && dice.Below(weekends) < Math.Max(1, weekends - rules.MaxWeekends) * 2)
            {
                _weekendPrice[week] = Math.Min(_weekendPrice[week] + (20 * problem.Scale), 400 * problem.Scale);
            }
        }

        return false;
    }

    private bool Types(LineRules rules)
    {
        var fits = true;
        for (var type = 1; type < problem.Width; type++)
        {
            if (_count[type] <= rules.MaxOf[type])
            {
                continue;
            }

            fits = false;
            _typePrice[type] = Math.Min(_typePrice[type] + (5 * problem.Scale), 400 * problem.Scale);
        }

        return fits;
    }

    /// <summary>Makes the spans whose overtime is too much dearer.</summary>
    private bool Overtime(LineRules rules, ReadOnlySpan<byte> line)
    {
        if (rules.Overtime is not { } rule || !rule.Blame(line, _blamed.AsSpan(0, rule.Standard.Length)))
        {
            return true;
        }

        for (var span = 0; span < rule.Standard.Length; span++)
        {
            _spanPrice[span] = _blamed[span] ? Math.Min(_spanPrice[span] + (4 * problem.Scale), 400 * problem.Scale) : _spanPrice[span];
        }

        return false;
    }

    /// <summary>Tries exact runs over some weeks, the rest of the line as it is.</summary>
    private bool Mend(int employee, ReadOnlySpan<int> cost, Span<byte> line, Func<bool> stop)
    {
        var days = 56;
        while (days > 14 && !program.Fits(employee, days))
        {
            days -= 14;
        }

        if (!program.Fits(employee, days))
        {
            return false;
        }

        for (var from = 0; from + days <= problem.Days && !stop(); from += 28)
        {
            if (program.Solve(employee, line, from, from + days, cost.Slice(from * problem.Width, days * problem.Width), _window.AsSpan(0, days)) >= LineProgram.Never)
            {
                continue;
            }

            _window.AsSpan(0, days).CopyTo(line[from..]);
            if (LineCheck.Keeps(problem, employee, line))
            {
                return true;
            }
        }

        return false;
    }
}
