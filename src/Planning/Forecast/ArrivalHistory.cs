namespace Banzhang.Planning.Forecast;

/// <summary>
/// Contacts that came in each interval, on the wall clock of the site. A regular grid from <paramref name="Start"/>: the interval at
/// index <c>i</c> begins at <c>Start + i × Interval</c>.
/// </summary>
/// <param name="Start">Beginning of the first interval, wall clock.</param>
/// <param name="Interval">Length of one; the day is a whole number of them.</param>
/// <param name="Values">Contacts each, not negative; NaN where nothing is known (a gap, closed hours).</param>
public sealed record ArrivalHistory(DateTime Start, TimeSpan Interval, IReadOnlyList<double> Values)
{
    /// <summary>Intervals a day.</summary>
    public int Slots => (int)(TimeSpan.TicksPerDay / Interval.Ticks);

    /// <summary>First instant after the last interval, wall clock.</summary>
    public DateTime End => Start + (Interval * Values.Count);

    /// <summary>The same history up to an instant, which itself is out.</summary>
    public ArrivalHistory Until(DateTime end) => this with { Values = [.. Values.Take((int)Math.Clamp((end - Start).Ticks / Interval.Ticks, 0, Values.Count))] };
}
