namespace Banzhang.Web.Demo;

/// <summary>How many contacts come when: the day's two humps, quieter week-ends, sales days and what follows them, holidays.</summary>
internal static class DemoShape
{
    private static readonly double[] Hours = [.3, .15, .1, .08, .08, .15, .4, 1.0, 2.2, 4.6, 6.2, 5.8, 4.4, 4.9, 6.0, 5.9, 5.3, 4.4, 3.8, 4.6, 5.2, 4.4, 2.6, 1.0];
    private static readonly double[] Weekdays = [.82, 1.12, 1.05, 1.0, 1.0, 1.03, .88];
    private static readonly Dictionary<(int Month, int Day), double> SalesDays = new()
    {
        [(11, 11)] = 2.6,
        [(11, 12)] = 2.3,
        [(11, 13)] = 1.9,
        [(11, 14)] = 1.5,
        [(11, 10)] = 1.5,
        [(6, 18)] = 2.2,
        [(6, 19)] = 1.9,
        [(6, 20)] = 1.5,
        [(9, 9)] = 1.5,
        [(9, 10)] = 1.4,
        [(12, 12)] = 1.8,
        [(12, 13)] = 1.5,
        [(10, 1)] = .6,
        [(10, 2)] = .6,
        [(10, 3)] = .65,
        [(10, 4)] = .65,
        [(10, 5)] = .7,
        [(10, 6)] = .75,
        [(10, 7)] = .85,
        [(10, 8)] = 1.35,
    };

    /// <summary>Relative to an ordinary day.</summary>
    public static double OfDay(DateOnly day) => Weekdays[(int)day.DayOfWeek] * SalesOf(day);

    public static double SalesOf(DateOnly day) => SalesDays.GetValueOrDefault((day.Month, day.Day), 1);

    public static double OfHour(int hour) => Hours[hour] / Hours.Sum();

    /// <summary>A time of the day, by its shape.</summary>
    public static TimeSpan TimeOfDay(Random random)
    {
        var at = random.NextDouble() * Hours.Sum();
        for (var hour = 0; hour < 24; hour++)
        {
            at -= Hours[hour];
            if (at <= 0)
            {
                return TimeSpan.FromHours(hour) + TimeSpan.FromSeconds(random.Next(3600));
            }
        }

        return TimeSpan.FromHours(23);
    }
}
