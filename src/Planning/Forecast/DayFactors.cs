namespace Banzhang.Planning.Forecast;

/// <summary>
/// What a mark makes of an ordinary day, learnt from the marked days of the history: contacts over those an ordinary day would have had.
/// A mark without a past takes the mean of its name, that of its kind, and in the end 1 (a holiday: what a Sunday is).
/// </summary>
internal sealed class DayFactors
{
    private const double KindDoubt = 0.5, NameDoubt = 1, OwnDoubt = 1, ShapeDoubt = 4;

    private readonly DayGrid _grid;
    private readonly List<(int Day, DayMark Mark, double Ratio)> _past = [];

    public DayFactors(DayGrid grid)
    {
        _grid = grid;
        for (var day = 0; day < grid.Whole; day++)
        {
            if (grid.Marks.Of(grid.Date(day)) is [var mark])
            {
                _past.Add((day, mark, Ratio(day)));
            }
        }
    }

    /// <summary>How many past days with the same kind and name there are.</summary>
    public int Known(DayMark mark) => _past.Count(past => IsNamesake(past.Mark, mark) && !double.IsNaN(past.Ratio));

    /// <summary>Whether every past day of this kind and name held nothing at all: closed, and not forecast.</summary>
    public bool IsClosed(int day) => _grid.Marks.Of(_grid.Date(day)).Any(mark =>
        mark.Kind == DayMarkKind.Holiday && _past.Exists(past => IsNamesake(past.Mark, mark)) && _past.TrueForAll(past => !IsNamesake(past.Mark, mark) || double.IsNaN(past.Ratio)));

    /// <summary>Changes a forecast ordinary day into what its marks make of it.</summary>
    public void Apply(int day, Span<double> forecast)
    {
        foreach (var mark in _grid.Marks.Of(_grid.Date(day)))
        {
            Apply(mark, day, forecast);
        }
    }

    private void Apply(DayMark mark, int day, Span<double> forecast)
    {
        var factor = Factor(mark, day);
        var like = _past.Where(past => IsNamesake(past.Mark, mark) && !double.IsNaN(past.Ratio)).ToList();
        if (like.Count == 0)
        {
            like = [.. _past.Where(past => past.Mark.Kind == mark.Kind && !double.IsNaN(past.Ratio))];
        }

        var slots = _grid.Slots;
        var (came, wanted) = (new double[slots], new double[slots]);
        foreach (var past in like)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var raw = _grid.Raw[(past.Day * slots) + slot];
                if (double.IsNaN(raw))
                {
                    continue;
                }

                var root = _grid.Root[(past.Day * slots) + slot];
                (came[slot], wanted[slot]) = (came[slot] + raw, wanted[slot] + (root * root));
            }
        }
        // The shape of the days before, pulled to the mean factor where counts are few; then the total that the factor wants.
        var mean = wanted.Sum() > 0 ? came.Sum() / wanted.Sum() : 1;
        var doubt = ShapeDoubt * Math.Max(wanted.Sum() / slots, 1);
        var (before, after) = (0.0, 0.0);
        for (var slot = 0; slot < slots; slot++)
        {
            before += forecast[slot];
            forecast[slot] *= (came[slot] + (doubt * mean)) / (wanted[slot] + doubt);
            after += forecast[slot];
        }

        foreach (ref var value in forecast)
        {
            value *= after > 0 ? factor * before / after : 0;
        }
    }

    private double Factor(DayMark mark, int day)
    {
        var factor = Mean(past => past.Kind == mark.Kind, Prior(mark, day), KindDoubt);
        factor = Mean(past => IsNamesake(past, mark), factor, NameDoubt);
        return Mean(past => past == mark, factor, OwnDoubt);
    }

    private double Mean(Func<DayMark, bool> isLike, double otherwise, double doubt)
    {
        var (sum, count) = (doubt * otherwise, doubt);
        foreach (var (_, mark, ratio) in _past)
        {
            if (isLike(mark) && !double.IsNaN(ratio))
            {
                (sum, count) = (sum + ratio, count + 1);
            }
        }

        return sum / count;
    }

    private double Prior(DayMark mark, int day)
    {
        if (mark.Kind != DayMarkKind.Holiday)
        {
            return 1;
        }

        var (sunday, same) = (Total(0), Total(_grid.ClassOf(day)));
        return sunday > 0 && same > 0 ? Math.Min(1, sunday / same) : 1;
    }

    /// <summary>Cleaned contacts of the last eight days of a class.</summary>
    private double Total(byte kind)
    {
        Span<int> days = stackalloc int[8];
        var sum = 0.0;
        foreach (var day in days[..Models.SameWeekdays.Before(_grid, _grid.Whole, kind, days)])
        {
            foreach (var root in _grid.RootOf(day))
            {
                sum += root * root;
            }
        }

        return sum;
    }

    private double Ratio(int day)
    {
        var (came, wanted) = (0.0, 0.0);
        for (var cell = day * _grid.Slots; cell < (day + 1) * _grid.Slots; cell++)
        {
            if (double.IsNaN(_grid.Raw[cell]))
            {
                continue;
            }

            came += _grid.Raw[cell];
            wanted += _grid.Root[cell] * _grid.Root[cell];
        }

        return wanted > 0 ? came / wanted : double.NaN;
    }

    private static bool IsNamesake(DayMark one, DayMark other) => one.Kind == other.Kind && one.Name == other.Name;
}
