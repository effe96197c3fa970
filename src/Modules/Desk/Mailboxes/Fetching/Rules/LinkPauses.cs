namespace Banzhang.Desk.Mailboxes.Fetching.Rules;

/// <summary>
/// How long a server is left alone after the n-th failure in a row. One that cannot be reached is tried again soon; one that refuses us
/// (a wrong password, a wrong certificate) is not hammered: providers lock accounts that knock too often.
/// </summary>
public static class LinkPauses
{
    private static readonly int[] RefusedMinutes = [5, 15, 60, 240];
    private const int FirstSeconds = 10, MostSeconds = 900;

    /// <summary>With so many failures in a row people are told: a server has then been out of reach for about twenty minutes.</summary>
    public static readonly int ToldAt = 8;

    /// <param name="failures">In a row, from 1.</param>
    /// <returns>Null when it is not tried again until somebody changes something.</returns>
    public static TimeSpan? After(int failures, bool isRefused) =>
        !isRefused ? TimeSpan.FromSeconds(Math.Min(FirstSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 10)), MostSeconds))
        : failures <= RefusedMinutes.Length ? TimeSpan.FromMinutes(RefusedMinutes[Math.Max(failures, 1) - 1])
        : null;
}
