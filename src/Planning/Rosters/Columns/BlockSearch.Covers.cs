namespace Banzhang.Planning.Rosters.Columns;

/// <summary>
/// How many are missing or too many where, in whole people, decided before anybody's day is. The program likes to spread what must be missing over several cells in parts;
/// days fixed on top of such parts lead nowhere, and nothing a day can be fixed to mends it.
/// </summary>
internal sealed partial class BlockSearch
{
    /// <summary>What one person more or fewer than decided costs, by the dearest a cell can be; less where the line program's numbers would not hold it.</summary>
    private const int Firmness = 3;

    /// <summary>Rows of a program in which covers are decided. In larger ones that takes longer than it is worth.</summary>
    private const int MostRowsForCovers = 400;

    /// <summary>By cell: how many are decided to be missing, surplus negative; null while open.</summary>
    private int?[] _missing = [];

    private double _missingCost;

    /// <summary>Whether dives decide covers first, where programs are small enough. Over long horizons it takes longer than it is worth.</summary>
    public bool DecidesCovers { get; init; }

    /// <summary>
    /// Decides all cells, the surest first, each to the whole number next to what the program has, or the one on the other side where that is cheaper. Stops where the program becomes dearer than
    /// a dive may, or takes too many pivots: the dive ends then.
    /// </summary>
    private void DecideCovers(long mostPivots, double noise, Func<bool> stop)
    {
        var reached = Refine(double.MaxValue, stop);
        while (SurestPart(noise) is { } cell)
        {
            if (stop() || reached > _most - 0.99 || _master.Pivots > mostPivots)
            {
                return;
            }

            var part = _master.Missing(cell);
            var near = (int)Math.Round(part);
            var next = CostOfDeciding(cell, near, reached, stop);
            if (next > reached + 0.5)
            {
                var dearer = next;
                next = CostOfDeciding(cell, part > near ? near + 1 : near - 1, reached, stop);
                next = next < dearer ? next : CostOfDeciding(cell, near, dearer, stop);
            }

            reached = next;
        }

        for (var cell = 0; cell < _cells.Length; cell++)
        {
            if (_missing[cell] is null)
            {
                Decide(cell, (int)Math.Round(_master.Missing(cell)));
            }
        }

        Box(double.MaxValue);
    }

    /// <summary>The open cell nearest to a whole number of those that are not whole.</summary>
    private int? SurestPart(double noise)
    {
        var (best, which) = (double.MaxValue, (int?)null);
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            if (_missing[cell] is not null)
            {
                continue;
            }

            var part = _master.Missing(cell);
            var off = Math.Abs(part - Math.Round(part));
            if (off < 0.02)
            {
                continue;
            }

            var order = off + (noise * dice.Share());
            if (order < best)
            {
                (best, which) = (order, cell);
            }
        }

        return which;
    }

    /// <summary>Decides the cell; what the program costs then.</summary>
    private double CostOfDeciding(int cell, int missing, double last, Func<bool> stop)
    {
        Decide(cell, missing);
        Box(double.MaxValue);
        return Refine(last, stop);
    }

    /// <summary>Opens all cells again; <see cref="Box"/> makes it felt.</summary>
    private void OpenCovers()
    {
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            Decide(cell, null);
        }
    }

    private void Decide(int cell, int? missing)
    {
        var (before, after) = (_missing[cell] ?? 0, missing ?? 0);
        _missing[cell] = missing;
        _master.WantFewer(cell, after - before);
        _missingCost += Cost(after) - Cost(before);
        long Cost(int count) => problem.CellCost(_cells[cell], problem.Required[_cells[cell]] - count);
    }

    /// <summary>What one missing and one surplus costs a cell in the program, in full.</summary>
    private (double Under, double Over) Dearest(int row) =>
        _missing[row] is null ? (problem.Under[_cells[row]], problem.Over[_cells[row]]) : (Firm, Firm);

    private double Firm => Math.Min(Firmness * _widest, problem.MostPrice);
}
