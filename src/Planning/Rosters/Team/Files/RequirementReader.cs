namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>
/// The people wanted, from entries of some hours each. What is said of weekdays holds for each of them; what is said of a date holds in its place, interval by interval.
/// </summary>
internal sealed class RequirementReader(Horizon horizon, int intervalMinutes, NameList skills)
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Most of them together, 5 million: some hundred megabytes.</summary>
    private const int MostCells = 5_000_000;

    private readonly Dictionary<(int Day, string Skill, int Interval), int> _ofWeekdays = [], _ofDates = [];

    /// <summary>In order of day, skill and interval; nobody wanted is not named.</summary>
    public IReadOnlyList<Requirement> Read(IReadOnlyList<JsonPlace> entries)
    {
        foreach (var entry in entries)
        {
            Take(entry.With("date", "weekdays", "skill", "from", "to", "people"));
        }

        foreach (var (at, people) in _ofDates)
        {
            _ofWeekdays[at] = people;
        }

        return [.. _ofWeekdays.Where(one => one.Value > 0).OrderBy(one => one.Key.Day).ThenBy(one => one.Key.Skill, StringComparer.Ordinal).ThenBy(one => one.Key.Interval)
            .Select(one => new Requirement(one.Key.Day, one.Key.Skill, one.Key.Interval, one.Value))];
    }

    private void Take(JsonPlace entry)
    {
        var (date, weekdays) = (entry.Perhaps("date"), entry.Perhaps("weekdays"));
        if (date is null == weekdays is null)
        {
            throw entry.Wrong(TeamFileFault.DateOrWeekdays, "");
        }

        var days = date is not null ? [horizon.DayAt(date)] : DaysOf(weekdays!); // one of the two is there
        var wanted = date is not null ? _ofDates : _ofWeekdays;
        var skill = skills.Of(entry["skill"]);
        var (begin, end) = (Boundary(entry["from"], asEnd: false), Boundary(entry["to"], asEnd: true));
        if (end <= begin)
        {
            throw entry["to"].Wrong(TeamFileFault.EndsBeforeItBegins, entry["from"].Text());
        }

        if (_ofWeekdays.Count + _ofDates.Count + ((long)days.Count * (end - begin)) is var cells and > MostCells)
        {
            throw JsonPlace.Unusable(entry.Path, TeamFileFault.TooLarge, $"{cells}", $"{MostCells}");
        }

        var people = entry["people"].Number(0, Benchmark.InstanceReader.MostRequired);
        foreach (var (day, interval) in from day in days from interval in Enumerable.Range(begin, end - begin) select (day, interval))
        {
            if (!wanted.TryAdd((day, skill, interval), people))
            {
                throw entry.Wrong(TeamFileFault.WantedTwice, $"{Sentence.Date(horizon.FirstDay.AddDays(day))} {Horizon.WrittenTime(interval * intervalMinutes)}");
            }
        }
    }

    private List<int> DaysOf(JsonPlace weekdays)
    {
        var named = weekdays.List().Select(day => day.Choice(Weekdays)).ToHashSet();
        return [.. Enumerable.Range(0, horizon.Days).Where(day => named.Contains(day % 7))]; // the first day is a Monday
    }

    /// <summary>Number of the interval that begins there.</summary>
    private int Boundary(JsonPlace place, bool asEnd)
    {
        var minutes = place.Time(asEnd);
        return minutes % intervalMinutes == 0 ? minutes / intervalMinutes : throw place.Wrong(TeamFileFault.OffInterval, $"{intervalMinutes}");
    }
}
