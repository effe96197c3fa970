namespace Banzhang.Quality.Classifying.Rules;

/// <summary>When the classifier learns by the clock.</summary>
public static class TrainingTimes
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(6), Daily = TimeSpan.FromHours(20), Overdue = TimeSpan.FromDays(3);
    private static readonly TimeOnly From = new(2, 0), To = new(5, 0);

    /// <summary>At once when it never learnt; else once a night between two and five, or by day when three nights were missed.</summary>
    /// <param name="learntAt">The last run; null when there was none.</param>
    /// <param name="lookedAt">When it was last found that there is too little; the next look is six hours later.</param>
    /// <param name="local">The department's time of day at <paramref name="now"/>.</param>
    public static bool IsDue(DateTimeOffset? learntAt, DateTimeOffset? lookedAt, DateTimeOffset now, TimeOnly local) =>
        (lookedAt is not { } looked || now - looked >= BetweenLooks)
        && (learntAt is not { } learnt || now - learnt >= Overdue || (now - learnt >= Daily && local.IsBetween(From, To)));
}
