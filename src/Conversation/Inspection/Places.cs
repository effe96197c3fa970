namespace Banzhang.Conversation.Inspection;

/// <summary>Looks into what stands in a text in order of its place, without going through all of it.</summary>
internal static class Places
{
    /// <param name="place">Never falls from one item to the next.</param>
    /// <returns>The index of the first item whose place is beyond <paramref name="at"/>; the count when there is none.</returns>
    public static int FirstAfter<T>(List<T> items, int at, Func<T, int> place)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (place(items[middle]) > at)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// <returns>The index of the first item whose place is <paramref name="at"/> or beyond.</returns>
    public static int FirstFrom<T>(List<T> items, int at, Func<T, int> place) => FirstAfter(items, at - 1, place);
}
