namespace Banzhang.Planning.Forecast;

/// <summary>Figures that a few wild values do not move.</summary>
internal static class Robust
{
    /// <summary>The factor that makes a median absolute deviation a standard deviation of normal values.</summary>
    private const double NormalSpread = 1.4826;

    private const int Few = 16;

    /// <summary>Sorts <paramref name="values"/>; 0 of none.</summary>
    public static double Median(Span<double> values)
    {
        if (values.Length == 0)
        {
            return 0;
        }

        Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>By insertion where they are few, as they nearly always are.</summary>
    private static void Sort(Span<double> values)
    {
        if (values.Length > Few)
        {
            values.Sort();
            return;
        }

        for (var i = 1; i < values.Length; i++)
        {
            var (value, at) = (values[i], i);
            for (; at > 0 && values[at - 1] > value; at--)
            {
                values[at] = values[at - 1];
            }

            values[at] = value;
        }
    }

    /// <summary>Median absolute deviation from 0 as a standard deviation. Overwrites <paramref name="values"/>.</summary>
    public static double Spread(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i]);
        }

        return NormalSpread * Median(values);
    }

    /// <summary>The value below which a share of the sorted values lies, between neighbours by proportion.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var at = Math.Clamp(share * (sorted.Length + 1), 1, sorted.Length) - 1;
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
