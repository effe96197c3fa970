namespace Banzhang.Kernel.Calendars;

/// <summary>
/// Business time: what a weekend, a holiday or a make-up working day is, is known here and nowhere else. Immutable and safe to share.
/// An instant is open when the wall clock of the calendar's zone shows a time within a window, so an hour that the clocks skip is worked
/// by nobody and an hour they repeat is worked twice. Windows include their start and exclude their end. Answers carry offset zero.
/// Computes from 1900 to 2199 (UTC); each year is laid out once, on first use.
/// </summary>
public sealed class BusinessCalendar
{
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    private readonly DayTable _days;
    private readonly YearSheet?[] _years = new YearSheet?[LastYear - FirstYear + 1];

    /// <exception cref="ArgumentException">The definition has <see cref="BusinessCalendarDefinition.Problems"/>, e.g. is never open.</exception>
    public BusinessCalendar(BusinessCalendarDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var problems = definition.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(
                $"The calendar '{definition.Id}' cannot be used: {string.Join(", ", problems.Select(problem => $"{problem.Kind} ({problem.Found})"))}.\nMaybe show Problems() where it is edited.",
                nameof(definition));
        }
        Definition = definition;
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(definition.TimeZone);
        _days = new DayTable(definition);
    }

    /// <summary>What it was made from, for storage.</summary>
    public BusinessCalendarDefinition Definition { get; }

    public string Id => Definition.Id;

    public string Name => Definition.Name;

    /// <summary>See <see cref="BusinessCalendarDefinition.Version"/>.</summary>
    public int Version => Definition.Version;

    public TimeZoneInfo TimeZone { get; }

    public bool IsOpen(DateTimeOffset at) => Year(at.UtcDateTime.Year).IsOpen(at.UtcTicks);

    /// <summary>The first open instant not before <paramref name="at"/>; that instant itself when it is open.</summary>
    /// <exception cref="InvalidOperationException">It does not open again before 2200.</exception>
    public DateTimeOffset NextOpening(DateTimeOffset at)
    {
        for (var year = at.UtcDateTime.Year; year <= LastYear; year++)
        {
            if (Year(year).NextOpening(at.UtcTicks) is { } ticks)
                return new DateTimeOffset(ticks, TimeSpan.Zero);
        }
        throw Exhausted(at);
    }

    /// <summary>
    /// The earliest instant by which <paramref name="businessDuration"/> of open time has passed since <paramref name="start"/>: the end
    /// of a window rather than the start of the next. A duration of zero gives the start, open or not.
    /// </summary>
    /// <param name="start">When the clock starts; may be closed time.</param>
    /// <param name="businessDuration">Open time, not negative.</param>
    /// <exception cref="InvalidOperationException">So much open time does not come before 2200, as in a calendar with a few special days only.</exception>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan businessDuration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessDuration, TimeSpan.Zero);
        if (businessDuration == TimeSpan.Zero)
            return start.ToUniversalTime();
        var year = start.UtcDateTime.Year;
        var sheet = Year(year);
        var passed = sheet.OpenBefore(start.UtcTicks);
        var ahead = businessDuration.Ticks;
        while (ahead > sheet.Total - passed)
        {
            ahead -= sheet.Total - passed;
            passed = 0;
            if (++year > LastYear)
                throw Exhausted(start);
            sheet = Year(year);
        }
        return new DateTimeOffset(sheet.EarliestAfter(passed + ahead), TimeSpan.Zero);
    }

    /// <summary>Open time from <paramref name="from"/> to <paramref name="to"/>; negative when they are in reverse order.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var firstYear = from.UtcDateTime.Year;
        var lastYear = to.UtcDateTime.Year;
        if (lastYear < firstYear)
            return -Between(to, from);
        var ticks = Year(lastYear).OpenBefore(to.UtcTicks) - Year(firstYear).OpenBefore(from.UtcTicks);
        for (var year = firstYear; year < lastYear; year++)
            ticks += Year(year).Total;
        return new TimeSpan(ticks);
    }

    /// <summary>The date of an instant on the calendar's wall clock.</summary>
    public DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZone).DateTime);

    /// <summary>What a date is.</summary>
    public BusinessDay Day(DateOnly date) => _days.Day(date);

    public bool IsWorkingDay(DateOnly date) => _days.Day(date).IsWorking;

    /// <summary>
    /// The working day <paramref name="workingDays"/> after <paramref name="date"/>, which itself does not count: how statutory deadlines
    /// are reckoned. Zero gives the date itself, working or not.
    /// </summary>
    /// <exception cref="InvalidOperationException">So many working days do not come before 2200.</exception>
    public DateOnly AddWorkingDays(DateOnly date, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var day = date;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (day.Year > LastYear)
                throw Exhausted(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            if (IsWorkingDay(day))
                left--;
        }
        return day;
    }

    /// <summary>How <see cref="Add"/> comes to its answer, day by day.</summary>
    public Explanation Explain(DateTimeOffset start, TimeSpan businessDuration)
    {
        var due = Add(start, businessDuration);
        var used = UsedByDate(start.UtcTicks, due.UtcTicks);
        var started = DateOf(start);
        // Where clocks fall back across midnight, a date may come again after the next one has begun.
        var first = used.Keys.Append(started).Min();
        var last = used.Count == 0 ? started : used.Keys.Max();
        var steps = new List<ExplanationStep>();
        var open = new List<(long From, long To)>();
        var left = businessDuration;
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var today = new TimeSpan(used.GetValueOrDefault(date));
            left -= today;
            _days.Open(date, open);
            steps.Add(new(_days.Day(date), [.. open.Select(Window)], today, left));
        }
        return new(Id, Version, start.ToUniversalTime(), businessDuration, due, steps);
    }

    private static WorkWindow Window((long From, long To) stretch) =>
        new(new TimeOnly(stretch.From), new TimeOnly(stretch.To % TimeSpan.TicksPerDay));

    private Dictionary<DateOnly, long> UsedByDate(long from, long to)
    {
        var used = new Dictionary<DateOnly, long>();
        for (var year = new DateTime(from).Year; year <= new DateTime(to).Year; year++)
        {
            foreach (var piece in Pieces(year))
            {
                var ticks = Math.Min(piece.End, to) - Math.Max(piece.Start, from);
                if (ticks > 0)
                    used[piece.Date] = used.GetValueOrDefault(piece.Date) + ticks;
            }
        }
        return used;
    }

    private YearSheet Year(int year)
    {
        if (year is < FirstYear or > LastYear)
            throw new ArgumentOutOfRangeException(nameof(year), year, $"Business time is known from {FirstYear} to {LastYear}.\nMaybe a date was never set.");
        // Two threads may both lay the year out; the results are equal and either may stay.
        return Volatile.Read(ref _years[year - FirstYear]) ?? LayOut(year);
    }

    private YearSheet LayOut(int year)
    {
        var sheet = YearSheet.Of(Pieces(year));
        Volatile.Write(ref _years[year - FirstYear], sheet);
        return sheet;
    }

    /// <summary>Open time of a UTC year in order, cut at local midnights and at changes of the zone's offset.</summary>
    private IEnumerable<OpenPiece> Pieces(int year)
    {
        var open = new List<(long From, long To)>();
        foreach (var (start, end, offset) in ZoneYear.Stretches(TimeZone, year))
        {
            var last = DateOnly.FromDateTime(new DateTime(end - 1 + offset));
            for (var date = DateOnly.FromDateTime(new DateTime(start + offset)); date <= last; date = date.AddDays(1))
            {
                var midnight = date.DayNumber * TimeSpan.TicksPerDay - offset;
                _days.Open(date, open);
                foreach (var stretch in open)
                {
                    var from = Math.Max(midnight + stretch.From, start);
                    var to = Math.Min(midnight + stretch.To, end);
                    if (from < to)
                        yield return new OpenPiece(date, from, to);
                }
            }
        }
    }

    private InvalidOperationException Exhausted(DateTimeOffset from) => new(
        $"The calendar '{Id}' (version {Version}) is not open long enough after {from:O}, before the year {LastYear + 1}.\nMaybe its week has no opening hours.");
}
