using Banzhang.Planning.Forecast.Models;

namespace Banzhang.Planning.Forecast;

/// <summary>
/// A history as days × intervals of the day. What was counted stays in <see cref="Raw"/>; models learn from <see cref="Root"/>, the square
/// root of it (counts have a variance that grows with their mean, their roots do not: Brown et al., JASA 2005), where days and cells
/// that are no guide to ordinary days are set aside.
/// </summary>
internal sealed class DayGrid
{
    private bool[] _open;
    private readonly bool _hasWeek;
    private CalendarEffects? _effects;

    public DayGrid(ArrivalHistory history, MarkedDays marks, bool hasWeek = true)
    {
        _hasWeek = hasWeek;
        Slots = history.Slots;
        Interval = history.Interval;
        var midnight = history.Start.Date;
        var offset = (history.Start - midnight).Ticks;
        Shift = TimeSpan.FromTicks(offset % history.Interval.Ticks);
        FirstDate = DateOnly.FromDateTime(midnight);
        var before = (int)(offset / history.Interval.Ticks);
        Days = (before + history.Values.Count + Slots - 1) / Slots;
        Raw = new double[Days * Slots];
        Array.Fill(Raw, double.NaN);
        for (var i = 0; i < history.Values.Count; i++)
        {
            Raw[before + i] = history.Values[i];
        }

        End = before + history.Values.Count;
        Marks = marks;
        Root = new double[Raw.Length];
        for (var i = 0; i < Raw.Length; i++)
        {
            Root[i] = Math.Sqrt(Raw[i]);
        }

        Class = new byte[Days];
        IsOrdinary = new bool[Days];
        for (var day = 0; day < Days; day++)
        {
            Class[day] = ClassOf(day);
            IsOrdinary[day] = !marks.Has(Date(day)) && !IsEmpty(day);
        }

        _open = Opening(Days);
        Whole = End % Slots == 0 || !HasOpenFrom(End) ? Days : Days - 1;
    }

    public int Days { get; }

    /// <summary>Days that are over; one less than <see cref="Days"/> while the last one still runs.</summary>
    public int Whole { get; private set; }

    public int Slots { get; }

    public TimeSpan Interval { get; }

    /// <summary>How far the first interval of a day begins after midnight; shorter than an interval.</summary>
    public TimeSpan Shift { get; }

    public DateOnly FirstDate { get; }

    /// <summary>Index of the first cell after the history.</summary>
    public int End { get; }

    /// <summary>By day × slots + slot; NaN where nothing is known.</summary>
    public double[] Raw { get; }

    /// <summary>Roots, cleaned; NaN where nothing is known.</summary>
    public double[] Root { get; private set; }

    /// <summary>Whose shape a day has: 0 Sunday to 6 Saturday; a make-up day works like a Monday; all 0 when the days of the week do not differ.</summary>
    public byte[] Class { get; }

    /// <summary>Whether models learn from it: not marked, not empty, no outlier.</summary>
    public bool[] IsOrdinary { get; private set; }

    public MarkedDays Marks { get; }

    /// <summary>Where the level steps; found after cleaning.</summary>
    public LevelShifts Shifts { get; set; } = LevelShifts.None;

    public DateOnly Date(int day) => FirstDate.AddDays(day);

    public byte ClassOf(int day) => (byte)(!_hasWeek ? 0 : Marks.IsMakeUp(Date(day)) ? DayOfWeek.Monday : Date(day).DayOfWeek);

    public DateTime Time(int day, int slot) => Date(day).ToDateTime(TimeOnly.MinValue) + Shift + (Interval * slot);

    public ReadOnlySpan<double> RootOf(int day) => Root.AsSpan(day * Slots, Slots);

    public ReadOnlySpan<double> RawOf(int day) => Raw.AsSpan(day * Slots, Slots);

    /// <summary>Whether the history ever holds this interval on days of this class; others are closed hours and are not forecast.</summary>
    public bool IsOpen(int day, int slot) => _open[(ClassOf(day) * Slots) + slot];

    /// <summary>The same days with other roots, which the caller has filled and lifted over the shifts.</summary>
    public DayGrid With(double[] roots)
    {
        var copy = (DayGrid)MemberwiseClone();
        copy.Root = roots;
        copy._effects = null;
        copy.Shifts = LevelShifts.None;
        return copy;
    }

    /// <summary>The same days as they were known before an origin; the caller has cleaned them.</summary>
    /// <param name="roots">Of the days before it; what stands behind is not looked at.</param>
    public DayGrid Before(int origin, double[] roots, bool[] isOrdinary)
    {
        var copy = With(roots);
        (copy.Whole, copy.IsOrdinary, copy._open) = (origin, isOrdinary, Opening(origin));
        return copy;
    }

    /// <summary>What the calendar does to the days before an origin; kept until another origin is asked for.</summary>
    public CalendarEffects Effects(int origin)
    {
        if (_effects is null || _effects.Origin != origin)
        {
            _effects = new(this, origin);
        }

        return _effects;
    }

    private bool IsEmpty(int day)
    {
        foreach (var value in RawOf(day))
        {
            if (!double.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasOpenFrom(int cell)
    {
        for (; cell < Days * Slots; cell++)
        {
            if (IsOpen(cell / Slots, cell % Slots))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="end">First day that is not looked at.</param>
    private bool[] Opening(int end)
    {
        var open = new bool[7 * Slots];
        for (var day = Math.Max(0, end - 371); day < end; day++)
        {
            if (Marks.Has(Date(day)))
            {
                continue;
            }

            for (var slot = 0; slot < Slots; slot++)
            {
                open[(Class[day] * Slots) + slot] |= !double.IsNaN(Raw[(day * Slots) + slot]);
            }
        }

        return open;
    }
}
