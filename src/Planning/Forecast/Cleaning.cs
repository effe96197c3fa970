namespace Banzhang.Planning.Forecast;

/// <summary>
/// Fills gaps, replaces days that are no guide (marked, empty, outliers) by what an ordinary day would have been, and cuts single wild
/// intervals, so that every model may take <see cref="DayGrid.Root"/> as it is; then looks for steps of the level. An ordinary day is the median of the nearest same
/// weekdays times the level of the days around.
/// </summary>
internal static class Cleaning
{
    private const int Neighbours = 8, Around = 5;
    private const double WildDay = 4.5, LeastWildShare = 0.35, WildCell = 4;

    /// <summary>Deviation of the root of a Poisson count.</summary>
    private const double RootNoise = 0.5;

    /// <returns>The outlier days that were set aside, in order.</returns>
    public static List<int> Clean(DayGrid grid)
    {
        var expected = new double[grid.Root.Length];
        var ratio = new double[grid.Days];
        var outliers = new List<int>();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var day = 0; day < grid.Days; day++)
            {
                Expect(grid, day, expected.AsSpan(day * grid.Slots, grid.Slots));
            }

            for (var day = 0; day < grid.Days; day++)
            {
                ratio[day] = Ratio(grid, day, expected);
            }

            if (pass == 0)
            {
                outliers = SetAside(grid, ratio);
            }
        }

        Fill(grid, expected, ratio);
        grid.Shifts = LevelShifts.Find(grid);
        return outliers;
    }

    /// <summary>Roots of an ordinary day, at the mean level of its neighbours.</summary>
    private static void Expect(DayGrid grid, int day, Span<double> into)
    {
        Span<int> days = stackalloc int[Neighbours];
        var found = Nearest(grid, day, days);
        Span<double> values = stackalloc double[Neighbours];
        for (var slot = 0; slot < into.Length; slot++)
        {
            var count = 0;
            for (var i = 0; i < found; i++)
            {
                var value = grid.Root[(days[i] * grid.Slots) + slot];
                if (!double.IsNaN(value))
                {
                    values[count++] = value;
                }
            }

            into[slot] = Robust.Median(values[..count]);
        }
    }

    /// <summary>The nearest ordinary days of the same class on both sides, the day itself not among them.</summary>
    private static int Nearest(DayGrid grid, int day, Span<int> into)
    {
        var (found, kind) = (0, grid.Class[day]);
        for (var away = 1; away < grid.Days && found < into.Length; away++)
        {
            if (day - away >= 0 && grid.IsOrdinary[day - away] && grid.Class[day - away] == kind)
            {
                into[found++] = day - away;
            }

            if (day + away < grid.Days && found < into.Length && grid.IsOrdinary[day + away] && grid.Class[day + away] == kind)
            {
                into[found++] = day + away;
            }
        }

        return found;
    }

    /// <summary>Contacts of the day over those expected, of the cells that are known; NaN when nothing is expected.</summary>
    private static double Ratio(DayGrid grid, int day, double[] expected)
    {
        var (seen, wanted) = (0.0, 0.0);
        for (var cell = day * grid.Slots; cell < (day + 1) * grid.Slots; cell++)
        {
            if (double.IsNaN(grid.Raw[cell]))
            {
                continue;
            }

            seen += grid.Raw[cell];
            wanted += expected[cell] * expected[cell];
        }

        return wanted > 0 ? seen / wanted : double.NaN;
    }

    private static List<int> SetAside(DayGrid grid, double[] ratio)
    {
        var away = new double[grid.Whole];
        Span<double> known = new double[grid.Whole];
        var count = 0;
        for (var day = 0; day < grid.Whole; day++)
        {
            away[day] = Math.Log(Math.Max(ratio[day], 1e-3) / Level(grid, day, ratio));
            if (grid.IsOrdinary[day] && !double.IsNaN(away[day]))
            {
                known[count++] = away[day];
            }
        }

        var limit = Math.Max(WildDay * Robust.Spread(known[..count]), LeastWildShare);
        var outliers = new List<int>();
        for (var day = 0; day < grid.Whole; day++)
        {
            if (grid.IsOrdinary[day] && Math.Abs(away[day]) > limit)
            {
                outliers.Add(day);
            }
        }

        foreach (var day in outliers)
        {
            grid.IsOrdinary[day] = false;
        }

        return outliers;
    }

    /// <summary>The median ratio of the ordinary days around.</summary>
    private static double Level(DayGrid grid, int day, double[] ratio)
    {
        Span<double> values = stackalloc double[(2 * Around) + 1];
        var count = 0;
        for (var near = Math.Max(0, day - Around); near <= Math.Min(grid.Whole - 1, day + Around); near++)
        {
            if (grid.IsOrdinary[near] && ratio[near] > 0)
            {
                values[count++] = ratio[near];
            }
        }

        return count > 0 ? Robust.Median(values[..count]) : 1;
    }

    private static void Fill(DayGrid grid, double[] expected, double[] ratio)
    {
        var spread = CellSpread(grid, expected, ratio);
        for (var day = 0; day < grid.Days; day++)
        {
            var isGuide = grid.IsOrdinary[day];
            var level = Math.Sqrt(isGuide && ratio[day] > 0 ? ratio[day] : Level(grid, day, ratio));
            for (var cell = day * grid.Slots; cell < (day + 1) * grid.Slots; cell++)
            {
                var wanted = expected[cell] * level;
                var room = WildCell * Math.Max(RootNoise, spread * Math.Max(wanted, 1));
                grid.Root[cell] = isGuide && !double.IsNaN(grid.Raw[cell]) ? Math.Clamp(grid.Root[cell], wanted - room, wanted + room) : wanted;
            }
        }
    }

    /// <summary>Ordinary deviation of a root from the one expected, as a share of it where it is above 1.</summary>
    private static double CellSpread(DayGrid grid, double[] expected, double[] ratio)
    {
        var count = 0;
        var away = new double[grid.Root.Length];
        for (var cell = 0; cell < away.Length; cell++)
        {
            var day = cell / grid.Slots;
            if (expected[cell] > 0 && grid.IsOrdinary[day] && ratio[day] > 0 && !double.IsNaN(grid.Raw[cell]))
            {
                var wanted = expected[cell] * Math.Sqrt(ratio[day]);
                away[count++] = (grid.Root[cell] - wanted) / Math.Max(wanted, 1);
            }
        }

        return Robust.Spread(away.AsSpan(0, count));
    }
}
