namespace Banzhang.Planning.Rosters.Search;

/// <summary>Whether a line keeps its hard rules, looking no further than a change of some days can reach.</summary>
internal static class LineCheck
{
    /// <summary>All hard rules of the whole line.</summary>
    public static bool Keeps(SearchProblem problem, int employee, ReadOnlySpan<byte> line)
    {
        var rules = problem.Rules[employee];
        int units = 0, weekends = 0;
        Span<int> counts = stackalloc int[problem.Width];
        counts.Clear();
        for (var day = 0; day < line.Length; day++)
        {
            units += problem.Units[line[day]];
            counts[problem.Kind[line[day]]]++;
            if (problem.CountsAsWeekend(line, day))
            {
                weekends++;
            }

            if (!problem.Allows(employee, day, line[day]))
            {
                return false;
            }
        }

        for (var type = 1; type < counts.Length; type++)
        {
            if (counts[type] > rules.MaxOf[type])
            {
                return false;
            }
        }

        return units >= rules.MinUnits && units <= rules.MaxUnits && weekends <= rules.MaxWeekends && KeepsOrder(problem, rules, line, 0, line.Length) && rules.KeepsOvertime(line);
    }

    /// <summary>Successions and runs around the days from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static bool KeepsOrder(SearchProblem problem, LineRules rules, ReadOnlySpan<byte> line, int from, int to)
    {
        unchecked
        {
            var follow = problem.Follow;
            if (from == 0 && rules.Start.Type != 0 && (follow[rules.Start.Type] >> line[0] & 1) == 0)
            {
                return false;
            }

            var last = Math.Min(to, line.Length - 1);
            for (var day = Math.Max(1, from); day <= last; day++)
            {
                if ((follow[line[day - 1]] >> line[day] & 1) == 0)
                {
                    return false;
                }
            }

            var start = from;
            if (from > 0)
            {
                var works = line[from - 1] != 0;
                while (start > 0 && line[start - 1] != 0 == works)
                {
                    start--;
                }
            }

            while (start <= last)
            {
                var works = line[start] != 0;
                var end = start + 1;
                while (end < line.Length && line[end] != 0 == works)
                {
                    end++;
                }

                var length = end - start;
                var mayBeShort = end == line.Length;
                if (start == 0)
                {
                    mayBeShort |= rules.Start.IsOpen;
                    length += works ? rules.Start.WorkDays : rules.Start.OffDays;
                    // What ended on day -1 is over; whether it was long enough is told by its length.
                    if (works ? rules.Start.OffDays > 0 && rules.Start.OffDays < rules.MinOff : rules.Start.WorkDays > 0 && rules.Start.WorkDays < rules.MinRun)
                    {
                        return false;
                    }
                }

                if (works ? length > rules.MaxRun || (length < rules.MinRun && !mayBeShort) : length < rules.MinOff && !mayBeShort)
                {
                    return false;
                }

                start = end;
            }

            return true;
        }
    }
}
