using Banzhang.Kernel.Calendars;

namespace Banzhang.Planning.Forecast;

/// <summary>What makes a day unlike others of its weekday.</summary>
public enum DayMarkKind
{
    Holiday = 1,

    /// <summary>A rest day that is worked; shaped like a Monday, with a factor of its own.</summary>
    MakeUp = 2,

    /// <summary>The day before a stretch of holidays.</summary>
    Before = 3,

    /// <summary>The day after one.</summary>
    After = 4,

    /// <summary>Known in advance and named by the planner: a promotion, a mailing.</summary>
    Event = 5,
}

/// <param name="Kind">What it is.</param>
/// <param name="Name">Of the holiday or event; days with the same name learn from each other.</param>
/// <param name="Ordinal">Which day of the stretch, from 1; the third day of a festival is not the first.</param>
public sealed record DayMark(DayMarkKind Kind, string Name, int Ordinal);

/// <summary>The days that are known in advance to be special, past and to come. A day may carry several marks.</summary>
public sealed class MarkedDays
{
    private readonly Dictionary<DateOnly, List<DayMark>> _marks = [];

    public static MarkedDays None { get; } = new();

    /// <summary>Public holidays and make-up days of mainland China with the days around them (<see cref="ChinaDays"/>, its years only).</summary>
    public static MarkedDays China() => new MarkedDays().WithHolidays(
        ChinaDays.Holidays.Select(day => (day.Date, day.Name)), ChinaDays.MakeUpDays.Select(day => (day.Date, day.Name)));

    /// <summary>The same and more days.</summary>
    /// <param name="holidays">Days off in any order; neighbours with the same name are one stretch.</param>
    /// <param name="makeUpDays">Rest days that are worked.</param>
    public MarkedDays WithHolidays(IEnumerable<(DateOnly Date, string Name)> holidays, IEnumerable<(DateOnly Date, string Name)> makeUpDays)
    {
        var marked = Copy();
        var off = holidays.OrderBy(day => day.Date).ToList();
        var dates = off.Select(day => day.Date).ToHashSet();
        var worked = makeUpDays.ToList();
        var ordinal = 0;
        for (var i = 0; i < off.Count; i++)
        {
            var (date, name) = off[i];
            ordinal = i > 0 && off[i - 1].Date.AddDays(1) == date && off[i - 1].Name == name ? ordinal + 1 : 1;
            marked.Add(date, new(DayMarkKind.Holiday, name, ordinal));
            if (!dates.Contains(date.AddDays(-1)))
            {
                marked.Add(date.AddDays(-1), new(DayMarkKind.Before, name, 1));
            }

            if (!dates.Contains(date.AddDays(1)))
            {
                marked.Add(date.AddDays(1), new(DayMarkKind.After, name, 1));
            }
        }

        foreach (var (date, name) in worked)
        {
            marked._marks.Remove(date);
            marked.Add(date, new(DayMarkKind.MakeUp, name, 1));
        }

        return marked;
    }

    /// <summary>The same and events of the planner.</summary>
    public MarkedDays WithEvents(IEnumerable<(DateOnly Date, string Name)> events)
    {
        var marked = Copy();
        foreach (var (date, name) in events)
        {
            marked.Add(date, new(DayMarkKind.Event, name, 1));
        }

        return marked;
    }

    /// <summary>The marks of a day; empty for an ordinary one.</summary>
    public IReadOnlyList<DayMark> Of(DateOnly date) => _marks.TryGetValue(date, out var found) ? found : [];

    public bool Has(DateOnly date) => _marks.ContainsKey(date);

    public bool IsMakeUp(DateOnly date) => _marks.TryGetValue(date, out var found) && found.Exists(mark => mark.Kind == DayMarkKind.MakeUp);

    private MarkedDays Copy()
    {
        var copy = new MarkedDays();
        foreach (var (date, marks) in _marks)
        {
            copy._marks[date] = [.. marks];
        }

        return copy;
    }

    private void Add(DateOnly date, DayMark mark)
    {
        if (!_marks.TryGetValue(date, out var found))
        {
            _marks[date] = found = [];
        }

        if (!found.Contains(mark))
        {
            found.Add(mark);
        }
    }
}
