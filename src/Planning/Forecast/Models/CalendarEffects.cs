namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// A ridge regression of the logarithm of the day's total on the calendar: weekday, slow trend, place in the month (from ten weeks on)
/// and place in the year (from 14 months on). Old days fade. Places are waves whose price grows with the square of their number, so that
/// few months only tell slow things.
/// </summary>
internal sealed class CalendarEffects
{
    private const int Most = 1100, LeastForMonth = 70, LeastForYear = 420;
    private const int MonthWaves = 5, YearWaves = 2, Trend = 7, Places = 8;
    private const double HalfLife = 120, MonthPrice = 2, YearPrice = 8, TrendPrice = 4, WeekdayPrice = 1e-6;

    /// <summary>The trend is measured in quarters of a year and stops growing after this many days: longer it is not to be trusted.</summary>
    private const double Quarter = 91, TrendDays = 7;

    private readonly DayGrid _grid;
    private readonly int _month, _year;
    private readonly DayTotals _days;
    private readonly double[] _weights;

    public CalendarEffects(DayGrid grid, int origin)
    {
        (_grid, Origin) = (grid, origin);
        _days = DayTotals.Of(grid, origin, Most);
        _month = _days.Total.Length >= LeastForMonth ? 2 * MonthWaves : 0;
        _year = _days.Total.Length >= LeastForYear ? 2 * YearWaves : 0;
        var fit = new RidgeFit(Places + _month + _year);
        Span<double> row = stackalloc double[Places + _month + _year];
        var fading = Math.Pow(0.5, 1 / HalfLife);
        var weight = 1.0;
        for (var i = _days.Total.Length - 1; i >= 0; i--, weight *= fading)
        {
            if (double.IsNaN(_days.Total[i]))
            {
                continue;
            }

            Describe(_days.First + i, row);
            fit.Add(row, _days.Total[i], weight);
        }

        Price(row);
        _weights = fit.Solve(row);
    }

    /// <summary>First day that is not looked at.</summary>
    public int Origin { get; }

    /// <summary>log of what its place in month and year makes of a day.</summary>
    public double Place(int day)
    {
        Span<double> row = stackalloc double[_weights.Length];
        Describe(day, row);
        return Vectors.Dot(row[Places..], _weights.AsSpan(Places));
    }

    /// <summary>log of the contacts of a day, without the level of late.</summary>
    public double Total(int day)
    {
        Span<double> row = stackalloc double[_weights.Length];
        Describe(day, row);
        return Vectors.Dot(row, _weights);
    }

    /// <summary>What the regression leaves of late, exponentially weighted.</summary>
    /// <param name="pace">0 to 1 a day.</param>
    public double Level(double pace)
    {
        var (level, seen) = (0.0, 0.0);
        for (var i = Math.Max(0, _days.Total.Length - DayTotals.HalfYear); i < _days.Total.Length; i++)
        {
            if (double.IsNaN(_days.Total[i]))
            {
                continue;
            }

            seen = (seen * (1 - pace)) + 1;
            level += (_days.Total[i] - Total(_days.First + i) - level) / seen;
        }

        return level;
    }

    private void Describe(int day, Span<double> row)
    {
        row.Clear();
        row[_grid.ClassOf(day)] = 1;
        row[Trend] = Math.Min(day - Origin, TrendDays) / Quarter;
        var date = _grid.Date(day);
        if (_month > 0)
        {
            Waves((date.Day - 0.5) / DateTime.DaysInMonth(date.Year, date.Month), row.Slice(Places, _month));
        }

        if (_year > 0)
        {
            Waves(date.DayOfYear / 365.25, row[(Places + _month)..]);
        }
    }

    private static void Waves(double at, Span<double> into)
    {
        for (var wave = 1; 2 * wave <= into.Length; wave++)
        {
            (into[(2 * wave) - 2], into[(2 * wave) - 1]) = Math.SinCos(2 * Math.PI * wave * at);
        }
    }

    private void Price(Span<double> into)
    {
        into[..Trend].Fill(WeekdayPrice);
        into[Trend] = TrendPrice;
        for (var i = 0; i < _month; i++)
        {
            into[Places + i] = MonthPrice * ((i / 2) + 1) * ((i / 2) + 1);
        }

        into[(Places + _month)..].Fill(YearPrice);
    }
}
