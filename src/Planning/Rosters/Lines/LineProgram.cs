using System.Numerics;
using System.Runtime.InteropServices;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// The exact dynamic program over one employee's line (a shortest path with resources): among all lines that keep the hard rules in a window,
/// the cheapest for given costs of each day and type. State after a day: length of the run of work or days off, class of the last type,
/// weekends used, counts of the limited types that matter, working time. Working time is the innermost axis, eight states a step;
/// no predecessors are stored, the way back recomputes them. Not safe for two threads; each has its own.
/// </summary>
/// <param name="problem">Whose lines.</param>
/// <param name="mostCounts">Most joint counts of limited types: more make the bound better and a run slower.</param>
/// <param name="shared">Where the states lie; programs that never run at the same time share one place.</param>
internal sealed partial class LineProgram(SearchProblem problem, int mostCounts = 25, LineStates? shared = null)
{
    /// <summary>A cost no line has: the sum of all arc costs of a line stays below half of it.</summary>
    public static readonly int Never = 1 << 29;

    private const int Lane = 8;

    /// <summary>Numbers a row takes when working time is left out.</summary>
    public static readonly int LooseStride = Stride(0);

    private readonly LineStates _states = shared ?? new();

    private readonly LineShape?[] _shapes = new LineShape?[problem.Staff];
    private readonly List<int>[] _counted = [.. Enumerable.Range(0, problem.Staff).Select(_ => new List<int>())];
    private readonly int[] _left = new int[problem.Width], _strides = new int[problem.Width], _sizes = new int[problem.Width], _worked = new int[problem.Width], _penalty = new int[problem.Width];
    private readonly int[] _next = new int[problem.Rules.Max(rules => rules.MaxRun + rules.MinRun)];
    private int[] _values = [], _mins = [], _optionCost = [], _optionType = [], _penalised = [];
    private bool[] _live = [];
    private int _stride, _runs, _offs, _classes, _weekends, _counts, _rows;
    private bool _isLoose;
    private LineWindow _window;
    private LineShape _shape = null!;
    private LineRules _rules = null!;

    /// <summary>Programs run so far: the work a search has done.</summary>
    public long Solved { get; private set; }

    /// <summary>States of all these runs together.</summary>
    public long States { get; private set; }

    /// <summary>Least cost with limits that are not counted left out: a valid lower bound of the last solution's cost.</summary>
    public int Bound { get; private set; }

    /// <summary>Whether the last <see cref="Never"/> is a proof: no line keeps the rules. False when limits that were only priced stood in the way.</summary>
    public bool IsProven => Bound >= Never / 2;

    /// <summary>Whether a window of so many days is small enough for an exact run.</summary>
    public bool Fits(int employee, int days)
    {
        var rules = problem.Rules[employee];
        var shape = _shapes[employee] ??= new LineShape(problem, employee, CollectionsMarshal.AsSpan(_counted[employee]));
        var rows = (rules.MinOff + (shape.Classes * (rules.MaxRun + rules.MinRun - 1))) * (long)(Math.Min(rules.MaxWeekends, (days + 6) / 7) + 1);
        return rows * (Math.Min(rules.MaxUnits, days * shape.LongestUnits) + Lane + Lane) * (days + 1) <= LineStates.Most / 2;
    }

    /// <summary>
    /// The cheapest line over all days when working time, weekends and limits of types are left out; a quick way to a line whose prices
    /// for these keep them anyway. <see cref="Never"/> when even that is impossible.
    /// </summary>
    public int Loose(int employee, ReadOnlySpan<int> cost, Span<byte> choice)
    {
        _isLoose = true;
        Span<byte> line = stackalloc byte[problem.Days];
        line.Clear();
        _window = LineWindow.Of(problem, employee, line, 0, problem.Days, _left);
        _window.MinUnits = _window.MaxUnits = _window.Weekends = 0;
        _isBanded = false;
        _rules = problem.Rules[employee];
        var value = Run(employee, cost, choice);
        _isLoose = false;
        return value;
    }

    /// <summary>The cheapest line of the window, written to <paramref name="choice"/>; <see cref="Never"/> when there is none.</summary>
    /// <param name="line">The employee's whole line; outside the window it stays.</param>
    /// <param name="cost">By day of the window and type.</param>
    /// <param name="choice">Receives the types of the window's days.</param>
    public int Solve(int employee, ReadOnlySpan<byte> line, int from, int to, ReadOnlySpan<int> cost, Span<byte> choice)
    {
        _window = LineWindow.Of(problem, employee, line, from, to, _left);
        _rules = problem.Rules[employee];
        Bound = Never;
        if (_window.MaxUnits < 0 || _window.Weekends < 0 || _left.AsSpan(1).ContainsAnyInRange(int.MinValue, -1))
        {
            return Never;
        }

        if (!LeaveOvertime(line))
        {
            return Never;
        }

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var value = Run(employee, cost, choice);
            Bound = value;
            if (value >= Never / 2)
            {
                return Never;
            }

            if (Excess(choice) is not { } type)
            {
                return KeepsOvertime(choice) ? value : Penalised(employee, cost, choice);
            }

            if (!Count(employee, type))
            {
                return Penalised(employee, cost, choice);
            }
        }

        return Penalised(employee, cost, choice);
    }

    /// <summary>A kind used more often than is left, or null.</summary>
    private int? Excess(ReadOnlySpan<byte> choice)
    {
        Array.Clear(_worked);
        foreach (var type in choice)
        {
            _worked[problem.Kind[type]]++;
        }

        for (var type = 1; type < _worked.Length; type++)
        {
            if (_worked[type] > _left[type])
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>From now on the employee's program counts the type, unless that takes too many states.</summary>
    private bool Count(int employee, int type)
    {
        var counted = _counted[employee];
        if (counted.Contains(type))
        {
            return false;
        }
        // The tightest limits matter most; a wider one gives way.
        while (TooMany(counted, type))
        {
            var widest = counted.Count == 0 ? -1 : counted.MaxBy(one => _left[one]);
            if (widest < 0 || _left[widest] <= _left[type])
            {
                return false;
            }

            counted.Remove(widest);
        }

        counted.Add(type);
        _shapes[employee] = null;
        return true;
    }

    /// <summary>Whether counting one kind more would make the run just made for this employee too large.</summary>
    private bool TooMany(List<int> counted, int type)
    {
        long counts = Size(type);
        foreach (var one in counted)
        {
            counts *= Size(one);
        }

        return counts > mostCounts || (long)(Days + 1) * (_rows / _counts) * _stride * counts > LineStates.Most;
    }

    /// <summary>Prices limits that are too many to count, and overtime: dearer each round until they are kept. A heuristic; the bound stays that of the first round.</summary>
    private int Penalised(int employee, ReadOnlySpan<int> cost, Span<byte> choice)
    {
        var bound = Bound;
        if (_penalised.Length < cost.Length)
        {
            _penalised = new int[cost.Length];
        }

        Array.Clear(_penalty);
        Array.Clear(_spanPenalty);
        var step = 1;
        foreach (var one in cost)
        {
            step = Math.Max(step, Math.Abs(one) < 1 << 22 ? Math.Abs(one) / 4 : 0);
        }

        for (var round = 0; round < 12; round++)
        {
            for (var type = 1; type < _worked.Length; type++)
            {
                if (_worked[type] > _left[type])
                {
                    _penalty[type] = Math.Min(_penalty[type] + (step * (1 + (round / 2))), 1 << 23);
                }
            }

            PriceOvertime(step * (1 + (round / 2)));
            for (var at = 0; at < cost.Length; at++)
            {
                _penalised[at] = cost[at] + _penalty[problem.Kind[at % problem.Width]] + OvertimePenalty(at / problem.Width, at % problem.Width);
            }

            var value = Run(employee, _penalised.AsSpan(0, cost.Length), choice);
            if (value >= Never / 2)
            {
                break;
            }

            if (Excess(choice) is null & KeepsOvertime(choice))
            {
                Bound = bound;
                var sum = 0;
                for (var day = 0; day < choice.Length; day++)
                {
                    sum += cost[(day * problem.Width) + choice[day]];
                }

                return sum;
            }
        }

        Bound = bound;
        return Never;
    }

    /// <summary>Leaves the widest limits uncounted while the run would take too many states: what is tight in a short window may be wide in a long one.</summary>
    /// <param name="employee">Whose line.</param>
    /// <param name="uncounted">States of the run with nothing counted.</param>
    private bool LeaveOut(int employee, long uncounted)
    {
        var counted = _counted[employee];
        var before = counted.Count;
        while (counted.Count > 0)
        {
            var (states, widest) = (uncounted, 0);
            for (var i = 0; i < counted.Count; i++)
            {
                states = states > LineStates.Most ? states : states * Size(counted[i]);
                widest = Size(counted[i]) > Size(counted[widest]) ? i : widest;
            }

            if (states <= LineStates.Most)
            {
                break;
            }

            counted.RemoveAt(widest);
        }

        if (counted.Count < before)
        {
            _shapes[employee] = null;
        }

        return counted.Count < before;
    }

    private void Shape(int employee) => _shape = _isLoose ? new LineShape(problem, employee, []) : _shapes[employee] ??= new LineShape(problem, employee, CollectionsMarshal.AsSpan(_counted[employee]));

    private int Run(int employee, ReadOnlySpan<int> cost, Span<byte> choice)
    {
        Solved++;
        Prepare(employee, cost);
        if (!IsReachable())
        {
            return Never;
        }

        for (var day = _window.From; day < _window.To; day++)
        {
            Step(day);
        }

        return Finish(choice);
    }

    private void Prepare(int employee, ReadOnlySpan<int> cost)
    {
        Shape(employee);
        var days = Days;
        _offs = _rules.MinOff;
        _runs = _rules.MaxRun + _rules.MinRun - 1;
        _classes = _shape.Classes;
        _window.MaxUnits = Math.Min(_window.MaxUnits, Capacity(days));
        _weekends = Math.Min(_window.Weekends, (days + 6) / 7) + 1;
        _stride = Stride(_window.MaxUnits);
        var uncounted = (_offs + (_classes * _runs)) * _weekends;
        if (!_isLoose && LeaveOut(employee, (days + 1L) * uncounted * _stride))
        {
            Shape(employee);
        }

        Tally(_isLoose ? [] : CollectionsMarshal.AsSpan(_counted[employee]));
        _rows = uncounted * _counts;
        for (var run = 0; run < _runs; run++)
        {
            _next[run] = run < _rules.MaxRun ? (run + 1 < _rules.MaxRun ? run + 1 : -1) : run + 1 < _runs ? run + 1 : _rules.MinRun - 1;
        }

        var size = checked((long)(days + 1) * _rows * _stride);
        States += size;
        (_values, _live) = _states.For(size, (days + 1) * _rows);
        if (_mins.Length < _stride + (2 * Lane))
        {
            _mins = new int[_stride + (2 * Lane)];
        }

        Cheapest(employee, cost, days);
        Begin();
    }

    /// <summary>The cheapest type of each option on each day.</summary>
    private void Cheapest(int employee, ReadOnlySpan<int> cost, int days)
    {
        var options = _shape.Options;
        var width = options.Length + 1;
        if (_optionCost.Length < days * width)
        {
            _optionCost = new int[days * width];
            _optionType = new int[days * width];
        }

        for (var day = 0; day < days; day++)
        {
            var allowed = problem.Allowed[problem.Line(employee) + _window.From + day];
            var costs = cost.Slice(day * problem.Width, problem.Width);
            _optionCost[day * width] = (allowed & 1) != 0 ? costs[0] : Never;
            for (var option = 0; option < options.Length; option++)
            {
                var best = Never;
                var which = 0;
                for (var types = options[option].Types & allowed; types != 0; types &= types - 1)
                {
                    var type = BitOperations.TrailingZeroCount(types);
                    if (costs[type] < best && _left[problem.Kind[type]] > 0)
                    {
                        (best, which) = (costs[type], type);
                    }
                }

                _optionCost[(day * width) + option + 1] = best;
                _optionType[(day * width) + option + 1] = which;
            }
        }
    }

    /// <summary>Most working time in so many days: the longest runs with the shortest rests.</summary>
    private int Capacity(int days)
    {
        var cycle = _rules.MaxRun + _rules.MinOff;
        return _isLoose ? 0 : ((days / cycle * _rules.MaxRun) + Math.Min(_rules.MaxRun, days % cycle)) * _shape.LongestUnits;
    }

    private static int Stride(int maxUnits) => (Math.Max(0, maxUnits) + 1 + Lane + Lane) & ~(Lane - 1);

    private int Row(int state, int weekends, int counts) => (((state * _weekends) + weekends) * _counts) + counts;

    private int Work(int type, int run) => _offs + (type * _runs) + run;

    private void Begin()
    {
        var state = _window.WorkBefore > 0
            ? Work(_shape.ClassOf(_window.TypeBefore), _window.LongEnoughBefore && _window.WorkBefore < _rules.MinRun ? _rules.MaxRun + _window.WorkBefore - 1 : Math.Min(_window.WorkBefore, _rules.MaxRun) - 1)
            : _window.LongEnoughBefore ? _offs - 1 : Math.Min(_window.OffBefore, _offs) - 1;
        var row = Row(state, 0, 0);
        _live[row] = true;
        var values = _values.AsSpan(row * _stride, _stride);
        values.Fill(Never);
        values[0] = 0;
    }

    /// <summary>Work begins in this run: a run that begins with an open horizon is long enough from its first day.</summary>
    private int FirstRun(int day) => day == 0 && _rules.Start.IsOpen && _rules.MinRun > 1 ? _rules.MaxRun : 0;

    private bool MayEnd(int run) => run >= _rules.MaxRun || run + 1 >= _rules.MinRun;

    private (int Low, int High) Range(int day) =>
        !_isBanded ? (Math.Max(0, _window.MinUnits - Capacity(_window.To - day)), Math.Min(_window.MaxUnits, Capacity(day - _window.From)))
            : (Math.Max(0, _window.MinUnits - Math.Min(_mostFrom[day - _window.From], Capacity(_window.To - day))), Math.Min(_window.MaxUnits, Math.Min(_mostBy[day - _window.From], Capacity(day - _window.From))));

    /// <summary>Whether the least and the most working time leave something on every day.</summary>
    private bool IsReachable()
    {
        for (var day = _window.From; day <= _window.To; day++)
        {
            var (low, high) = Range(day);
            if (low > high)
            {
                return false;
            }
        }

        return true;
    }
}
