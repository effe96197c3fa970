namespace Banzhang.Conversation.Inspection;

/// <summary>Intervals that do not overlap: start to end.</summary>
internal static class Taken
{
    /// <summary>Takes [from, to) unless a part of it is taken.</summary>
    public static bool Reserve(SortedList<int, int> taken, int from, int to)
    {
        var (low, high) = (0, taken.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (taken.GetKeyAtIndex(middle) < to)
                low = middle + 1;
            else
                high = middle;
        }
        if (low > 0 && taken.GetValueAtIndex(low - 1) > from)
            return false;
        taken.Add(from, to);
        return true;
    }
}
