using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// What the line program of one employee distinguishes. Types with equal successors share a class; types of equal class, predecessors,
/// length and counted limit are one option a day, of which only the cheapest matters. That makes ten types as quick as four.
/// </summary>
internal sealed class LineShape
{
    private readonly int[] _classOf;

    public LineShape(SearchProblem problem, int employee, ReadOnlySpan<int> counted)
    {
        var rules = problem.Rules[employee];
        ulong mask = 1;
        for (var day = 0; day < problem.Days; day++)
        {
            mask |= problem.Allowed[problem.Line(employee) + day];
        }

        for (var type = 1; type <= problem.Types; type++)
        {
            if (rules.MaxOf[problem.Kind[type]] == 0)
            {
                mask &= ~(1UL << type);
            }
        }

        _classOf = new int[problem.Width];
        var follows = new List<ulong>();
        for (var type = 1; type <= problem.Types; type++)
        {
            var follow = problem.Follow[type] & mask;
            var found = follows.IndexOf(follow);
            // A type nobody here works still needs a class when it was worked the day before the horizon.
            if (found < 0 && ((mask >> type & 1) != 0 || type == rules.Start.Type))
            {
                found = follows.Count;
                follows.Add(follow);
            }

            _classOf[type] = found;
        }

        if (rules.Start is { WorkDays: > 0, Type: 0 })
        {
            // Worked the day before, nobody knows what: anything may follow.
            _classOf[0] = follows.IndexOf(mask);
            if (_classOf[0] < 0)
            {
                _classOf[0] = follows.Count;
                follows.Add(mask);
            }
        }

        Classes = follows.Count;
        Follow = [.. follows];
        var options = new List<LineOption>();
        var sets = new List<ulong>();
        for (var type = 1; type <= problem.Types; type++)
        {
            if ((mask >> type & 1) == 0)
            {
                continue;
            }

            ulong before = 0;
            for (var one = 0; one < Classes; one++)
            {
                before |= (follows[one] >> type & 1) << one;
            }

            var set = sets.IndexOf(before);
            if (set < 0)
            {
                set = sets.Count;
                sets.Add(before);
            }

            var key = new LineOption(_classOf[type], set, problem.Units[type], counted.IndexOf(problem.Kind[type]), 0);
            var at = options.FindIndex(option => option with { Types = 0 } == key);
            if (at < 0)
            {
                options.Add(key with { Types = 1UL << type });
            }
            else
            {
                options[at] = options[at] with { Types = options[at].Types | (1UL << type) };
            }
        }

        Options = [.. options];
        Before = [.. sets];
        LongestUnits = options.Count == 0 ? 0 : options.Max(option => option.Units);
    }

    public int Classes { get; }

    /// <summary>By class: mask of the types that may follow.</summary>
    public ulong[] Follow { get; }

    public LineOption[] Options { get; }

    /// <summary>By set: mask of the classes that may come the day before.</summary>
    public ulong[] Before { get; }

    public int LongestUnits { get; }

    /// <param name="type">Of the day before; 0 when it was worked and the type is unknown.</param>
    public int ClassOf(int type) => _classOf[type];
}

/// <param name="Class">Class it leads to.</param>
/// <param name="Before">Index of the set of classes that may come the day before.</param>
/// <param name="Units">Its length.</param>
/// <param name="Counted">Index among the counted kinds, -1 when not counted.</param>
/// <param name="Types">Mask of the types it stands for.</param>
internal readonly record struct LineOption(int Class, int Before, int Units, int Counted, ulong Types);
