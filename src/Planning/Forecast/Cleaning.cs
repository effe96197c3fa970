namespace Banzhang.Planning.Forecast;

/// <summary>
/// Fills gaps, replaces days that are no guide (marked, empty, outliers) by what an ordinary day would have been, and cuts single wild
/// intervals, so that every model may take <see cref="DayGrid.Root"/> as it is; then looks for steps of the level. An ordinary day is the median of the nearest same
/// weekdays times the level of the days around. It takes days on both sides, so that an origin of the past has a cleaning of its own (<see cref="Before"/>).
/// </summary>
internal sealed class Cleaning
{
    private const int Neighbours = 8, Around = 5, Kinds = 7, Sample = 10_000;
    private const double WildDay = 4.5, LeastWildShare = 0.35, WildCell = 4;

    /// <summary>Deviation of the root of a Poisson count.</summary>
    private const double RootNoise = 0.5;

    /// <summary>Stands where the neighbours of a day are not known yet; no number of a day, and not that of none.</summary>
    private const int Unknown = -2;

    private readonly DayGrid _grid;
    private readonly bool[] _usable;
    private readonly double[] _roots, _expected, _ratio, _away, _known;

    /// <summary>By day: the days it was last expected from. Few change from one origin to the next, and what is expected only when they do.</summary>
    private readonly int[] _like;
    private readonly int[] _sorted, _firstOf = new int[Kinds + 1];
    private bool[] _isOrdinary = [];
    private int _end, _whole;

    private Cleaning(DayGrid grid)
    {
        (_grid, _usable, _roots) = (grid, [.. grid.IsOrdinary], [.. grid.Root]);
        (_expected, _away, _known) = (new double[_roots.Length], new double[_roots.Length], new double[_roots.Length]);
        (_ratio, _like, _sorted) = (new double[grid.Days], new int[grid.Days * Neighbours], new int[grid.Days]);
        Array.Fill(_like, Unknown);
    }

    /// <summary>The outlier days that were set aside, in order.</summary>
    public IReadOnlyList<int> Outliers { get; private set; } = [];

    /// <summary>Cleans the whole of a grid that was not cleaned before.</summary>
    public static Cleaning Clean(DayGrid grid)
    {
        var cleaning = new Cleaning(grid);
        cleaning.Outliers = cleaning.Clean(grid.Days, grid.Whole, grid.IsOrdinary, grid.Root);
        grid.Shifts = LevelShifts.Find(grid);
        return cleaning;
    }

    /// <summary>The grid as it was before an origin, cleaned from nothing but the days before it. It lasts until the next one is asked for.</summary>
    public DayGrid Before(int origin)
    {
        var isOrdinary = (bool[])_usable.Clone();
        Clean(origin, origin, isOrdinary, _known);
        var grid = _grid.Before(origin, _known, isOrdinary);
        grid.Shifts = LevelShifts.Find(grid);
        return grid;
    }

    /// <param name="end">First day that is not looked at.</param>
    /// <param name="whole">Days that are over.</param>
    /// <param name="isOrdinary">Which days are a guide; outliers are taken out.</param>
    /// <param name="into">Receives the roots of the days before the end.</param>
    private List<int> Clean(int end, int whole, bool[] isOrdinary, double[] into)
    {
        (_end, _whole, _isOrdinary) = (end, whole, isOrdinary);
        Expect();
        var outliers = SetAside();
        Expect();
        Fill(into);
        return outliers;
    }

    private void Expect()
    {
        Sort();
        Span<int> days = stackalloc int[Neighbours], next = stackalloc int[Kinds];
        _firstOf.AsSpan(0, Kinds).CopyTo(next);
        for (var day = 0; day < _end; day++)
        {
            ref var at = ref next[_grid.Class[day]];
            var found = Nearest(day, at - 1, _isOrdinary[day] ? ++at : at, days);
            days[found..].Fill(-1);
            var before = _like.AsSpan(day * Neighbours, Neighbours);
            if (days.SequenceEqual(before))
            {
                continue;
            }

            days.CopyTo(before);
            Expect(day, days[..found]);
            _ratio[day] = Ratio(day);
        }
    }

    /// <summary>Roots of an ordinary day, at the mean level of its neighbours. Where there is hardly any, a day is what it was.</summary>
    private void Expect(int day, ReadOnlySpan<int> days)
    {
        Span<double> values = stackalloc double[Neighbours];
        var slots = _grid.Slots;
        for (var slot = 0; slot < slots; slot++)
        {
            var count = 0;
            foreach (var like in days)
            {
                var value = _roots[(like * slots) + slot];
                if (!double.IsNaN(value))
                {
                    values[count++] = value;
                }
            }

            var own = _roots[(day * slots) + slot];
            _expected[(day * slots) + slot] = count == 0 && days.Length < 2 && _usable[day] && !double.IsNaN(own) ? own : Robust.Median(values[..count]);
        }
    }

    /// <summary>The ordinary days by class, in order of time within each.</summary>
    private void Sort()
    {
        Array.Clear(_firstOf);
        for (var day = 0; day < _end; day++)
        {
            _firstOf[_grid.Class[day] + 1] += _isOrdinary[day] ? 1 : 0;
        }

        Span<int> next = stackalloc int[Kinds];
        for (var kind = 0; kind < Kinds; kind++)
        {
            _firstOf[kind + 1] += next[kind] = _firstOf[kind];
        }

        for (var day = 0; day < _end; day++)
        {
            if (_isOrdinary[day])
            {
                _sorted[next[_grid.Class[day]]++] = day;
            }
        }
    }

    /// <summary>The nearest ordinary days of the same class on both sides, the day itself not among them.</summary>
    /// <param name="before">Place of the last one before it.</param>
    /// <param name="after">Place of the first one after it.</param>
    private int Nearest(int day, int before, int after, Span<int> into)
    {
        var (found, kind) = (0, _grid.Class[day]);
        var (first, end) = (_firstOf[kind], _firstOf[kind + 1]);
        while (found < into.Length && (before >= first || after < end))
        {
            into[found++] = after >= end || (before >= first && day - _sorted[before] <= _sorted[after] - day) ? _sorted[before--] : _sorted[after++];
        }

        return found;
    }

    /// <summary>Contacts of the day over those expected, of the cells that are known; NaN when nothing is expected.</summary>
    private double Ratio(int day)
    {
        var (seen, wanted) = (0.0, 0.0);
        for (var cell = day * _grid.Slots; cell < (day + 1) * _grid.Slots; cell++)
        {
            if (double.IsNaN(_grid.Raw[cell]))
            {
                continue;
            }

            seen += _grid.Raw[cell];
            wanted += _expected[cell] * _expected[cell];
        }

        return wanted > 0 ? seen / wanted : double.NaN;
    }

    private List<int> SetAside()
    {
        var away = new double[_whole];
        Span<double> known = new double[_whole];
        var count = 0;
        for (var day = 0; day < _whole; day++)
        {
            away[day] = Math.Log(Math.Max(_ratio[day], 1e-3) / Level(day));
            if (_isOrdinary[day] && !double.IsNaN(away[day]))
            {
                known[count++] = away[day];
            }
        }

        var limit = Math.Max(WildDay * Robust.Spread(known[..count]), LeastWildShare);
        var outliers = new List<int>();
        for (var day = 0; day < _whole; day++)
        {
            if (_isOrdinary[day] && Math.Abs(away[day]) > limit)
            {
                outliers.Add(day);
            }
        }

        foreach (var day in outliers)
        {
            _isOrdinary[day] = false;
        }

        return outliers;
    }

    /// <summary>The median ratio of the ordinary days around.</summary>
    private double Level(int day)
    {
        Span<double> values = stackalloc double[(2 * Around) + 1];
        var count = 0;
        for (var near = Math.Max(0, day - Around); near <= Math.Min(_whole - 1, day + Around); near++)
        {
            if (_isOrdinary[near] && _ratio[near] > 0)
            {
                values[count++] = _ratio[near];
            }
        }

        return count > 0 ? Robust.Median(values[..count]) : 1;
    }

    private void Fill(double[] into)
    {
        var spread = CellSpread();
        for (var day = 0; day < _end; day++)
        {
            var isGuide = _isOrdinary[day];
            var level = Math.Sqrt(isGuide && _ratio[day] > 0 ? _ratio[day] : Level(day));
            for (var cell = day * _grid.Slots; cell < (day + 1) * _grid.Slots; cell++)
            {
                var wanted = _expected[cell] * level;
                var room = WildCell * Math.Max(RootNoise, spread * Math.Max(wanted, 1));
                into[cell] = isGuide && !double.IsNaN(_grid.Raw[cell]) ? Math.Clamp(_roots[cell], wanted - room, wanted + room) : wanted;
            }
        }
    }

    /// <summary>Ordinary deviation of a root from the one expected, as a share of it where it is above 1. Some thousand cells tell it as well as all.</summary>
    private double CellSpread()
    {
        var (count, step) = (0, Math.Max(1, _end * _grid.Slots / Sample));
        for (var day = 0; day < _end; day++)
        {
            if (!_isOrdinary[day] || !(_ratio[day] > 0))
            {
                continue;
            }

            var level = Math.Sqrt(_ratio[day]);
            for (var cell = (day * _grid.Slots) + (day % step); cell < (day + 1) * _grid.Slots; cell += step)
            {
                if (_expected[cell] > 0 && !double.IsNaN(_grid.Raw[cell]))
                {
                    var wanted = _expected[cell] * level;
                    _away[count++] = (_roots[cell] - wanted) / Math.Max(wanted, 1);
                }
            }
        }

        return Robust.Spread(_away.AsSpan(0, count));
    }
}
