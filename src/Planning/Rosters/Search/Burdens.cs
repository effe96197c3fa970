namespace Banzhang.Planning.Rosters.Search;

/// <summary>
/// What a line costs by the number of its night shifts (kind 1) and of its worked weekends: convex, so that each further one is at least as dear as the
/// one before, and nothing at 0. A line program knows only costs of single days; it is given the tangent at the present numbers, which lies below the
/// curve everywhere, so that a bound made with it holds.
/// </summary>
/// <param name="nights">By employee and number, from 0 to all days.</param>
/// <param name="weekends">By employee and number, from 0 to all weekends.</param>
internal sealed class Burdens(int[][] nights, int[][] weekends)
{
    /// <summary>The kind that counts as night.</summary>
    public const int Kind = 1;

    /// <summary>The dearest night together with the dearest weekend.</summary>
    public int Dearest { get; } = Enumerable.Range(0, nights.Length).Select(employee => Slope(nights[employee], nights[employee].Length) + Slope(weekends[employee], weekends[employee].Length)).DefaultIfEmpty(0).Max();

    public int Of(int employee, int nightCount, int weekendCount) => nights[employee][nightCount] + weekends[employee][weekendCount];

    /// <summary>Price of a night at the present number: that of the last one, or of the first.</summary>
    public int NightPrice(int employee, int nightCount) => Slope(nights[employee], nightCount);

    /// <summary>Price of a weekend, likewise. Of its two days each bears half, so that one alone is charged too little, never too much.</summary>
    public int WeekendPrice(int employee, int weekendCount) => Slope(weekends[employee], weekendCount);

    private static int Slope(int[] costs, int count) => costs.Length < 2 ? 0 : Math.Clamp(count, 1, costs.Length - 1) is var last ? costs[last] - costs[last - 1] : 0;
}
