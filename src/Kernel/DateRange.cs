namespace Banzhang.Kernel;

/// <summary>
/// Days from the first to the last, both inside: on holiday from Monday to Friday means Friday too. Never empty, never backwards or
/// unbounded. A day belongs to no time zone until <see cref="In"/> gives it one. <c>default</c> is the first day of year 1.
/// </summary>
public readonly record struct DateRange
{
    /// <exception cref="ArgumentException">The last day lies before the first.</exception>
    public DateRange(DateOnly first, DateOnly last)
    {
        if (last < first)
            throw new ArgumentException($"A range of days cannot end on {last:O}, before its first day {first:O}.\nMaybe the two are swapped.", nameof(last));
        First = first;
        Last = last;
    }

    public DateOnly First { get; }

    /// <summary>Last day inside.</summary>
    public DateOnly Last { get; }

    /// <summary>Count of days, at least 1.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    public bool Contains(DateOnly date) => First <= date && date <= Last;

    public bool Contains(DateRange other) => First <= other.First && other.Last <= Last;

    public bool Overlaps(DateRange other) => First <= other.Last && other.First <= Last;

    /// <summary>The days in both; null when there are none.</summary>
    public DateRange? Intersect(DateRange other) => Overlaps(other)
        ? new DateRange(First > other.First ? First : other.First, Last < other.Last ? Last : other.Last)
        : null;

    /// <summary>Every day, in order.</summary>
    public IEnumerable<DateOnly> Dates()
    {
        for (var number = First.DayNumber; number <= Last.DayNumber; number++)
            yield return DateOnly.FromDayNumber(number);
    }

    /// <summary>The instants of these days in a zone: from the first moment of the first day to the first moment after the last.</summary>
    public Period In(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new Period(FirstMoment(First, zone), FirstMoment(Last.AddDays(1), zone));
    }

    public override string ToString() => $"{First:O}..{Last:O}";

    private static DateTimeOffset FirstMoment(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        if (zone.IsAmbiguousTime(midnight))
            return new DateTimeOffset(midnight, zone.GetAmbiguousTimeOffsets(midnight).Max()).ToUniversalTime();
        if (!zone.IsInvalidTime(midnight))
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
        // Clocks skip midnight: the day begins where the gap ends, at the instant midnight would have been by the offset before the gap.
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight.AddDays(-1))).ToUniversalTime();
    }
}
