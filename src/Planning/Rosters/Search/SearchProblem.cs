namespace Banzhang.Planning.Rosters.Search;

/// <summary>
/// A roster problem as the search sees it: flat arrays, shift types numbered from 1, 0 for a day off. Cost is an integer to be made small:
/// wishes (cost of an assignment to an employee) plus cover (convex cost of the number working in each cell). Day 0 is a Monday.
/// </summary>
internal sealed class SearchProblem
{
    /// <summary>A line's cost stays below this in fractions; below twice this where cells are priced dearer than they cost.</summary>
    public static readonly long MostLineCost = 1 << 27;

    private int _scale;
    private double _mostPrice;

    public required int Days { get; init; }

    public required int Staff { get; init; }

    /// <summary>Shift types without "off"; a type's bit in masks is its number, so at most 63.</summary>
    public required int Types { get; init; }

    /// <summary>Minutes of one unit of working time.</summary>
    public required int UnitMinutes { get; init; }

    /// <summary>Working time by type; 0 for off.</summary>
    public required int[] Units { get; init; }

    /// <summary>By type: mask of what may follow on the next day; off may always.</summary>
    public required ulong[] Follow { get; init; }

    /// <summary>By type: the kind whose number is limited, at most <see cref="Types"/>; several types (the same shift with other breaks) may be of one kind.</summary>
    public required int[] Kind { get; init; }

    public required LineRules[] Rules { get; init; }

    /// <summary>By employee and day: mask of what may be assigned.</summary>
    public required ulong[] Allowed { get; init; }

    /// <summary>By employee, day and type: cost of the assignment.</summary>
    public required int[] Wish { get; init; }

    /// <summary>By cell: number wanted.</summary>
    public required int[] Required { get; init; }

    /// <summary>By cell: cost of each one missing.</summary>
    public required int[] Under { get; init; }

    /// <summary>By cell: cost of each one beyond.</summary>
    public required int[] Over { get; init; }

    /// <summary>By employee: which contributions count for them (equal skills share a group).</summary>
    public required int[] GroupOf { get; init; }

    /// <summary>By group, day and type (and one beyond): first of its cells in <see cref="Touched"/>.</summary>
    public required int[] TouchStart { get; init; }

    /// <summary>Cells an assignment adds one to.</summary>
    public required int[] Touched { get; init; }

    /// <summary>Costs of a line's nights and weekends; null when they cost nothing.</summary>
    public Burdens? Burdens { get; init; }

    /// <summary>By day: whether work on it counts as a weekend's, only ever true of days 5 and 6 of a week; all of these where nothing else is said.</summary>
    public bool[] Weekend { get => field ??= [.. Enumerable.Range(0, Days).Select(day => day % 7 >= 5)]; init; }

    /// <summary>Fractions of a cost unit the line program counts in: as fine as 1/1024, coarser where a line's cost would not fit its numbers.</summary>
    public int Scale => _scale > 0 ? _scale : _scale = (int)Math.Clamp(MostLineCost / (Days * Math.Max(1, DearestDay())), 1, 1024);

    /// <summary>The dearest a cell may be priced, more than it costs: what a line is paid for all its cells stays within <see cref="MostLineCost"/>, and with all else within twice that.</summary>
    public double MostPrice => _mostPrice > 0 ? _mostPrice : _mostPrice = MostLineCost / ((double)Days * Math.Max(1, MostCells()) * Scale);

    public int Cells => Required.Length;

    /// <summary>Types and off.</summary>
    public int Width => Types + 1;

    public int Line(int employee) => employee * Days;

    public ReadOnlySpan<int> CellsOf(int employee, int day, int type)
    {
        var at = (((GroupOf[employee] * Days) + day) * Width) + type;
        return Touched.AsSpan(TouchStart[at], TouchStart[at + 1] - TouchStart[at]);
    }

    public int WishOf(int employee, int day, int type) => Wish[((((employee * Days) + day) * Width) + type)];

    public bool Allows(int employee, int day, int type) => (Allowed[(employee * Days) + day] >> type & 1) != 0;

    public bool IsWeekend(int day) => Weekend[day];

    /// <summary>Whether work on the day begins a worked weekend even after work on the day before.</summary>
    public bool OpensWeekend(int day) => Weekend[day] && !(day % 7 == 6 && Weekend[day - 1]);

    /// <summary>Whether the weekend that begins on this Saturday is worked.</summary>
    public bool IsWorkedWeekend(ReadOnlySpan<byte> line, int saturday) =>
        saturday < line.Length && ((line[saturday] != 0 && Weekend[saturday]) || (saturday + 1 < line.Length && line[saturday + 1] != 0 && Weekend[saturday + 1]));

    /// <summary>Whether the day makes its weekend one that is worked: the first day of it with work.</summary>
    /// <param name="line">Types from a Monday on.</param>
    /// <param name="day">Index in the line.</param>
    /// <param name="from">Day of the horizon on which the line begins.</param>
    public bool CountsAsWeekend(ReadOnlySpan<byte> line, int day, int from = 0) =>
        line[day] != 0 && Weekend[from + day] && (day % 7 != 6 || line[day - 1] == 0 || !Weekend[from + day - 1]);

    public long CellCost(int cell, int count) =>
        count < Required[cell] ? (long)(Required[cell] - count) * Under[cell] : (long)(count - Required[cell]) * Over[cell];

    /// <summary>Cost of one more in the cell.</summary>
    public int Up(int cell, int count) => count < Required[cell] ? -Under[cell] : Over[cell];

    /// <summary>Cost of one less in the cell.</summary>
    public int Down(int cell, int count) => count > Required[cell] ? -Over[cell] : Under[cell];

    /// <summary>Most cells one shift counts in.</summary>
    private long MostCells()
    {
        long cells = 0;
        for (var at = 0; at + 1 < TouchStart.Length; at++)
        {
            cells = Math.Max(cells, TouchStart[at + 1] - TouchStart[at]);
        }

        return cells;
    }

    private long DearestDay()
    {
        long cell = 0;
        for (var at = 0; at < Cells; at++)
        {
            cell = Math.Max(cell, Math.Max(Under[at], Over[at]));
        }

        return (MostCells() * cell) + (Wish.Length == 0 ? 0 : Wish.Max()) + (Burdens?.Dearest ?? 0);
    }
}
