namespace Banzhang.Planning.Forecast;

/// <summary>Figures that a few wild values do not move.</summary>
internal static class Robust
{
    /// <summary>The factor that makes a median absolute deviation a standard deviation of normal values.</summary>
    private const double NormalSpread = 1.4826;

    private const int Few = 16, Many = 256;

    /// <summary>Puts <paramref name="values"/> into another order; 0 of none.</summary>
    public static double Median(Span<double> values)
    {
        if (values.Length == 0)
        {
            return 0;
        }

        var middle = values.Length / 2;
        if (values.Length > Many)
        {
            Part(values, middle);
            return values.Length % 2 == 1 ? values[middle] : (Largest(values[..middle]) + values[middle]) / 2;
        }

        Sort(values);
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    /// <summary>Smaller ones before the place, larger ones behind, the right one in it (Hoare): all order that a median needs, for a tenth of the sorting.</summary>
    private static void Part(Span<double> values, int place)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var (i, j, pivot) = (low, high, values[low + ((high - low) / 2)]);
            while (i <= j)
            {
                while (values[i] < pivot)
                {
                    i++;
                }

                while (values[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            (low, high) = place <= j ? (low, j) : place >= i ? (i, high) : (place, place);
        }
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
