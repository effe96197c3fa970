namespace Banzhang.Planning.Forecast.Models;

/// <summary>How the contacts of a day spread over its intervals.</summary>
internal static class Shape
{
    private const int Most = 12;
    private const double Fading = 0.9;

    /// <summary>The mean of the last same weekdays of cleaned contacts, younger ones first.</summary>
    /// <param name="into">Shares that sum to 1; all 0 when the weekday never had a contact.</param>
    public static void Of(DayGrid grid, int origin, byte kind, Span<double> into)
    {
        Span<int> days = stackalloc int[Most];
        var found = SameWeekdays.Before(grid, origin, kind, days);
        into.Clear();
        var (weight, sum) = (1.0, 0.0);
        foreach (var day in days[..found])
        {
            var root = grid.RootOf(day);
            for (var slot = 0; slot < root.Length; slot++)
            {
                into[slot] += weight * root[slot] * root[slot];
            }

            weight *= Fading;
        }

        foreach (var counted in into)
        {
            sum += counted;
        }

        if (sum <= 0)
        {
            return;
        }

        foreach (ref var share in into)
        {
            share /= sum;
        }
    }
}
