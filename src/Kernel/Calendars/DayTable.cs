namespace Banzhang.Kernel.Calendars;

/// <summary>Says what each date is, and when the wall clock of a date shows opening hours.</summary>
internal sealed class DayTable
{
    private readonly WorkWindow[][] _week = new WorkWindow[7][];
    private readonly Dictionary<DateOnly, BusinessDay> _named = [];

    public DayTable(BusinessCalendarDefinition definition)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>())
            _week[(int)day] = [.. definition.Weekly.Where(window => window.Day == day).Select(window => new WorkWindow(window.From, window.To)).OrderBy(window => window.From)];
        foreach (var day in definition.Holidays)
            _named[day.Date] = new(day.Date, DayKind.Holiday, day.Name, []);
        foreach (var day in definition.MakeUpDays)
            _named[day.Date] = new(day.Date, DayKind.MakeUp, day.Name, _week[(int)(day.WorksLike ?? definition.MakeUpDaysWorkLike)]);
        foreach (var day in definition.SpecialDays)
            _named[day.Date] = new(day.Date, DayKind.Special, day.Name, [.. day.Windows.OrderBy(window => window.From)]);
    }

    public BusinessDay Day(DateOnly date)
    {
        if (_named.TryGetValue(date, out var named))
            return named;
        var windows = _week[(int)date.DayOfWeek];
        return new(date, windows.Length == 0 ? DayKind.Rest : DayKind.Ordinary, null, windows);
    }

    /// <summary>
    /// Stretches of the date's wall clock that are open, as ticks after midnight within 0 and 24 hours, in order, disjoint and not
    /// touching: the date's own windows cut at midnight, and what the windows of the day before run over.
    /// </summary>
    public void Open(DateOnly date, List<(long From, long To)> into)
    {
        into.Clear();
        foreach (var window in Windows(date.AddDays(-1)))
        {
            if (window.EndTicks > TimeSpan.TicksPerDay)
                into.Add((0, window.EndTicks - TimeSpan.TicksPerDay));
        }
        foreach (var window in Windows(date))
            into.Add((window.From.Ticks, Math.Min(window.EndTicks, TimeSpan.TicksPerDay)));
        Merge(into);
    }

    private IReadOnlyList<WorkWindow> Windows(DateOnly date) =>
        _named.TryGetValue(date, out var named) ? named.Windows : _week[(int)date.DayOfWeek];

    private static void Merge(List<(long From, long To)> stretches)
    {
        stretches.Sort();
        var kept = 0;
        for (var i = 0; i < stretches.Count; i++)
        {
            if (kept > 0 && stretches[i].From <= stretches[kept - 1].To)
                stretches[kept - 1] = (stretches[kept - 1].From, Math.Max(stretches[kept - 1].To, stretches[i].To));
            else if (stretches[i].From < stretches[i].To)
                stretches[kept++] = stretches[i];
        }
        stretches.RemoveRange(kept, stretches.Count - kept);
    }
}
