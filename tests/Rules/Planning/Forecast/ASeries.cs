using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Made-up half hours from Monday 2024-01-01 on, whose truth is known. The same seed is the same series.</summary>
internal sealed record ASeries(int Seed, int Days, double Daily)
{
    private static readonly double[] Week = [.7, 1.25, 1.1, 1.05, 1, .95, .6];

    /// <summary>Deviation of a day's level, in logarithms.</summary>
    public double Wild { get; init; } = .06;

    /// <summary>Growth a day, in logarithms.</summary>
    public double Trend { get; init; }

    /// <summary>Deviation of each day's step of a level that wanders off, in logarithms.</summary>
    public double Drift { get; init; }

    /// <summary>How busy the first of a month is, in logarithms; fades within days.</summary>
    public double Month { get; init; }

    /// <summary>Monday to Friday from 7 to 21 only; other rows do not exist.</summary>
    public bool IsClosedAtNight { get; init; }

    public (int Day, double By) Step { get; init; } = (int.MaxValue, 0);

    /// <summary>What becomes of single days, as a factor.</summary>
    public Func<DateOnly, double> Factor { get; init; } = _ => 1;

    public ArrivalHistory History()
    {
        var random = new Random(Seed);
        var values = new double[Days * 48];
        var wandered = 0.0;
        for (var day = 0; day < Days; day++)
        {
            var date = new DateOnly(2024, 1, 1).AddDays(day);
            wandered += Drift > 0 ? Drift * Normal(random) : 0;
            var level = Daily * Week[(int)date.DayOfWeek] * Factor(date)
                * Math.Exp(wandered + (Wild * Normal(random)) + (Trend * day) + (Month * Math.Exp(-(date.Day - 1) / 3.0)) + (day >= Step.Day ? Step.By : 0));
            for (var slot = 0; slot < 48; slot++)
            {
                var hour = (slot + .5) / 2;
                var count = Poisson(random, level * Shape(hour) / 18.6);
                values[(day * 48) + slot] = IsClosedAtNight && (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || hour is < 7 or > 21) ? double.NaN : count;
            }
        }
        return new(new(2024, 1, 1), TimeSpan.FromMinutes(30), values);
    }

    private static double Shape(double hour) => .02 + Math.Exp(-Math.Pow((hour - 10.5) / 2.5, 2)) + (.8 * Math.Exp(-Math.Pow((hour - 16) / 3, 2)));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Poisson(Random random, double mean)
    {
        if (mean > 60)
            return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal(random))));
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}
