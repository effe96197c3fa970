namespace Banzhang.Platform.Http;

/// <summary>A place in a list that goes by time: ids do not compare in both databases, so it is an instant and how many rows of that instant were shown.</summary>
/// <param name="At">Of the last row shown.</param>
/// <param name="Shown">How many rows of that instant were shown.</param>
public sealed record InstantPlace(DateTimeOffset At, int Shown)
{
    /// <summary>The place behind a page, which holds at least one row.</summary>
    public static InstantPlace After<T>(IReadOnlyList<T> page, Func<T, DateTimeOffset> at, InstantPlace? before)
    {
        var last = at(page[^1]);
        return new(last, page.Count(row => at(row) == last) + (before?.At == last ? before.Shown : 0));
    }
}
