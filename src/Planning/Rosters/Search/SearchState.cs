namespace Banzhang.Planning.Rosters.Search;

/// <summary>A roster under search with the sums its rules and cost are read from. Lines are kept feasible by those who change them.</summary>
internal sealed class SearchState
{
    public SearchState(SearchProblem problem)
    {
        Problem = problem;
        Lines = new byte[problem.Staff * problem.Days];
        Count = new int[problem.Cells];
        Units = new int[problem.Staff];
        Weekends = new int[problem.Staff];
        KindCount = new int[problem.Staff * problem.Width];
    }

    public SearchProblem Problem { get; }

    /// <summary>By employee and day: the type worked, 0 for off.</summary>
    public byte[] Lines { get; }

    /// <summary>By cell: number working.</summary>
    public int[] Count { get; }

    public int[] Units { get; }

    public int[] Weekends { get; }

    public int[] KindCount { get; }

    public long Cost { get; set; }

    public Span<byte> Line(int employee) => Lines.AsSpan(employee * Problem.Days, Problem.Days);

    /// <summary>Takes over whole lines and sums everything anew.</summary>
    public void Load(ReadOnlySpan<byte> lines)
    {
        lines.CopyTo(Lines);
        Array.Clear(Count);
        Array.Clear(KindCount);
        Cost = 0;
        for (var employee = 0; employee < Problem.Staff; employee++)
        {
            Sum(employee);
            Cost += BurdenOf(employee);
            for (var day = 0; day < Problem.Days; day++)
            {
                var type = Lines[(employee * Problem.Days) + day];
                Cost += Problem.WishOf(employee, day, type);
                foreach (var cell in Problem.CellsOf(employee, day, type))
                {
                    Count[cell]++;
                }
            }
        }

        for (var cell = 0; cell < Count.Length; cell++)
        {
            Cost += Problem.CellCost(cell, Count[cell]);
        }
    }

    public void CopyFrom(SearchState other)
    {
        other.Lines.CopyTo(Lines, 0);
        other.Count.CopyTo(Count, 0);
        other.Units.CopyTo(Units, 0);
        other.Weekends.CopyTo(Weekends, 0);
        other.KindCount.CopyTo(KindCount, 0);
        Cost = other.Cost;
    }

    /// <summary>Puts other types on a stretch of an employee's days. The line must keep its rules.</summary>
    public void Replace(int employee, int from, ReadOnlySpan<byte> types)
    {
        var line = Line(employee);
        long delta = -BurdenOf(employee);
        for (var i = 0; i < types.Length; i++)
        {
            if (line[from + i] != types[i])
            {
                delta += Change(employee, from + i, line[from + i], types[i]);
            }
        }

        types.CopyTo(line[from..]);
        Sum(employee);
        Cost += delta + BurdenOf(employee);
    }

    /// <summary>What the employee's nights and weekends cost.</summary>
    public int BurdenOf(int employee) => Problem.Burdens?.Of(employee, KindCount[(employee * Problem.Width) + Burdens.Kind], Weekends[employee]) ?? 0;

    /// <summary>Somebody is counted in other cells; the lines stay.</summary>
    public void Move(IEnumerable<int> leave, IEnumerable<int> enter)
    {
        foreach (var cell in leave)
        {
            Cost += Problem.Down(cell, Count[cell]--);
        }

        foreach (var cell in enter)
        {
            Cost += Problem.Up(cell, Count[cell]++);
        }
    }

    /// <summary>Counts a change of one day in the cells and says what it costs; the line itself is not written.</summary>
    public int Change(int employee, int day, int before, int after)
    {
        unchecked
        {
            var delta = Problem.WishOf(employee, day, after) - Problem.WishOf(employee, day, before);
            foreach (var cell in Problem.CellsOf(employee, day, before))
            {
                delta += Problem.Down(cell, Count[cell]--);
            }

            foreach (var cell in Problem.CellsOf(employee, day, after))
            {
                delta += Problem.Up(cell, Count[cell]++);
            }

            return delta;
        }
    }

    private void Sum(int employee)
    {
        var line = Line(employee);
        var counts = KindCount.AsSpan(employee * Problem.Width, Problem.Width);
        counts.Clear();
        Units[employee] = 0;
        Weekends[employee] = 0;
        for (var day = 0; day < line.Length; day++)
        {
            counts[Problem.Kind[line[day]]]++;
            Units[employee] += Problem.Units[line[day]];
            if (Problem.CountsAsWeekend(line, day))
            {
                Weekends[employee]++;
            }
        }
    }
}
