namespace Banzhang.Desk.Mailboxes.Sending.Rules;

/// <summary>How long to wait after the n-th try of one mail: a minute at first, half a day at last, about three days in all (RFC 5321, 4.5.4.1).</summary>
public static class SendingPauses
{
    private static readonly int[] Minutes = [1, 5, 15, 60, 180, 360, 720, 720, 720, 720, 720];

    /// <param name="tries">Tries made so far, from 1.</param>
    /// <returns>Null when it is given up.</returns>
    public static TimeSpan? After(int tries) => tries <= Minutes.Length ? TimeSpan.FromMinutes(Minutes[Math.Max(tries, 1) - 1]) : null;
}
