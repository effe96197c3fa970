using Banzhang.Planning.Rosters.Columns;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>The linear program that combines lines, and what changes of a cell's right side do to it.</summary>
public class MasterProgramTests
{
    [Fact]
    public void A_cell_without_anybody_misses_all_it_wants_and_one_with_too_many_has_a_surplus()
    {
        var master = Of([2, 0], [10, 10], [1, 1], [[1]]);

        master.Solve(() => false);

        Assert.Equal([2, -1], [Math.Round(master.Missing(0), 2), Math.Round(master.Missing(1), 2)]);
        Assert.Equal(21, master.Objective, 3);
    }

    [Fact]
    public void A_cell_that_wants_fewer_misses_fewer_and_then_has_a_surplus()
    {
        var master = Of([2], [10], [1], [[]]);

        foreach (var (fewer, missing, cost) in new[] { (1, 1.0, 10.0), (2, -1.0, 1.0), (-3, 2.0, 20.0) })
        {
            master.WantFewer(0, fewer);
            master.Duals();
            master.Solve(() => false);

            Assert.Equal(missing, master.Missing(0), 2);
            Assert.Equal(cost, master.Objective, 3);
        }
    }

    [Fact]
    public void A_program_whose_cells_were_shifted_costs_what_one_made_so_costs()
    {
        var random = new Random(31);
        for (var round = 0; round < 200; round++)
        {
            var (owners, cells) = (2 + random.Next(4), 2 + random.Next(6));
            var right = Many(cells, () => random.Next(-1, owners));
            var under = Many(cells, () => 20 + random.Next(80));
            var over = Many(cells, () => 1 + random.Next(5));
            var lines = Enumerable.Range(0, owners * 5).Select(_ => Enumerable.Range(0, cells).Where(_ => random.Next(2) == 0).ToArray()).ToArray();
            var shifted = Of(right, under, over, lines, owners);
            shifted.Solve(() => false, 64);
            for (var change = 0; change < 4; change++)
            {
                var (cell, fewer) = (random.Next(cells), random.Next(-2, 3));
                right[cell] -= fewer;
                shifted.WantFewer(cell, fewer);
                shifted.Duals();
                shifted.Solve(() => false, 64);
                var made = Of(right, under, over, lines, owners);
                made.Solve(() => false, 64);

                Assert.True(Math.Abs(made.Objective - shifted.Objective) < 0.1, $"round {round}, change {change}: made {made.Objective}, shifted {shifted.Objective}");
                AssertBalanced(shifted, right, lines, $"round {round}, change {change}");
            }
        }
    }

    /// <summary>What a cell misses is what it wants less what the lines' shares give it.</summary>
    private static void AssertBalanced(MasterProgram master, int[] right, int[][] lines, string where)
    {
        var given = new double[right.Length];
        foreach (var (column, share) in master.Shares(1e-9))
        {
            foreach (var cell in lines[column])
            {
                given[cell] += share;
            }
        }

        for (var cell = 0; cell < right.Length; cell++)
        {
            Assert.True(Math.Abs(right[cell] - given[cell] - master.Missing(cell)) < 0.01, $"{where}, cell {cell}: wants {right[cell]}, has {given[cell]}, misses {master.Missing(cell)}");
        }
    }

    private static int[] Many(int count, Func<int> one) => [.. Enumerable.Range(0, count).Select(_ => one())];

    /// <summary>Lines in turn of all owners, so that each has one to begin with; they cost their number's rest by 7.</summary>
    private static MasterProgram Of(int[] right, int[] under, int[] over, int[][] lines, int owners = 1)
    {
        var master = new MasterProgram(owners, right, under, over, new Dice(1));
        for (var line = 0; line < lines.Length; line++)
        {
            master.Add(line % owners, line % 7, lines[line]);
        }

        master.Begin();
        return master;
    }
}
