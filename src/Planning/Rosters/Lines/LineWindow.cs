using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// A stretch of days of one employee's line to be chosen anew while the rest of the line stays: what the rest leaves of time, weekends and
/// limited types, and the runs it begins or ends with. Windows begin on Mondays and end after Sundays (or with the horizon), so that no weekend straddles.
/// </summary>
internal struct LineWindow
{
    public int From, To;
    public int MinUnits, MaxUnits, Weekends;

    /// <summary>Work days or days off in a row just before the window; both 0 when nothing is known.</summary>
    public int WorkBefore, OffBefore, TypeBefore;

    /// <summary>The run before touches an open start and is long enough, whatever its length.</summary>
    public bool LongEnoughBefore;

    /// <summary>Work days or days off in a row just after; both 0 when the window ends with the horizon.</summary>
    public int WorkAfter, OffAfter, TypeAfter;

    /// <summary>The run after touches the end of the horizon and is long enough.</summary>
    public bool LongEnoughAfter;

    /// <param name="line">The employee's whole line.</param>
    /// <param name="left">Receives, by kind, how many more the rest of the line leaves.</param>
    public static LineWindow Of(SearchProblem problem, int employee, ReadOnlySpan<byte> line, int from, int to, Span<int> left)
    {
        var rules = problem.Rules[employee];
        var window = new LineWindow { From = from, To = to, MinUnits = rules.MinUnits, MaxUnits = rules.MaxUnits, Weekends = rules.MaxWeekends };
        rules.MaxOf.CopyTo(left);
        for (var day = 0; day < line.Length; day++)
        {
            if (day == from)
            {
                day = to;
            }

            if (day == line.Length)
            {
                break;
            }

            if (line[day] == 0)
            {
                continue;
            }

            window.MinUnits -= problem.Units[line[day]];
            window.MaxUnits -= problem.Units[line[day]];
            left[problem.Kind[line[day]]]--;
            if (problem.CountsAsWeekend(line, day))
            {
                window.Weekends--;
            }
        }

        window.LookBefore(rules, line);
        window.LookAfter(line);
        return window;
    }

    private void LookBefore(LineRules rules, ReadOnlySpan<byte> line)
    {
        var start = From;
        while (start > 0 && line[start - 1] != 0 == (line[From - 1] != 0))
        {
            start--;
        }

        var length = From - start;
        var works = From > 0 ? line[From - 1] != 0 : rules.Start.WorkDays > 0;
        TypeBefore = From > 0 ? line[From - 1] : rules.Start.Type;
        if (start == 0)
        {
            LongEnoughBefore = rules.Start.IsOpen;
            length += works ? rules.Start.WorkDays : rules.Start.OffDays;
        }

        WorkBefore = works ? length : 0;
        OffBefore = works ? 0 : length;
    }

    private void LookAfter(ReadOnlySpan<byte> line)
    {
        if (To == line.Length)
        {
            LongEnoughAfter = true;
            return;
        }

        var works = line[To] != 0;
        var end = To;
        while (end < line.Length && line[end] != 0 == works)
        {
            end++;
        }

        LongEnoughAfter = end == line.Length;
        TypeAfter = line[To];
        WorkAfter = works ? end - To : 0;
        OffAfter = works ? 0 : end - To;
    }
}
