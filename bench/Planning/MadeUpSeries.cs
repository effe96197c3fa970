using Banzhang.Planning.Forecast;

namespace Banzhang.Bench.Planning;

/// <summary>Series whose truth is known: Poisson counts around a shape, a week, a month, a trend, a step, holidays and busy days.</summary>
internal static class MadeUpSeries
{
    public static IEnumerable<(string Name, ArrivalHistory History, MarkedDays Marks, int First, int Last)> All()
    {
        var half = TimeSpan.FromMinutes(30);
        yield return ("week and noise", Make(1, new(2024, 1, 1), 270, half, 1500, new()), MarkedDays.None, 14, 48);
        yield return ("week, days that follow each other", Make(2, new(2024, 1, 1), 270, half, 3000, new() { Carry = .7, Wild = .08 }), MarkedDays.None, 14, 48);
        yield return ("trend of 3 % a week", Make(3, new(2024, 1, 1), 270, half, 1000, new() { Trend = .03 / 7 }), MarkedDays.None, 14, 48);
        yield return ("weekdays only, first of the month busy", Make(4, new(2024, 1, 1), 270, half, 4000, new() { Month = .25, Closed = true }), MarkedDays.None, 14, 42);
        yield return ("a step of 40 % in the middle", Make(5, new(2024, 1, 1), 270, half, 1500, new() { StepDay = 200, Step = .4 }), MarkedDays.None, 14, 48);
        yield return ("two years with holidays of China", Make(6, new(2023, 6, 1), 700, half, 1500, new() { Holidays = MarkedDays.China() }), MarkedDays.China(), 14, 48);
    }

    public static ArrivalHistory Queue(int seed, int days, TimeSpan interval, double daily) => Make(seed, new(2024, 1, 1), days, interval, daily, new() { Carry = .5, Wild = .1 });

    private static ArrivalHistory Make(int seed, DateTime start, int days, TimeSpan interval, double daily, Traits traits)
    {
        var random = new Random(seed);
        var slots = (int)(TimeSpan.FromDays(1) / interval);
        double[] week = [.7, 1.25, 1.1, 1.05, 1, .95, .6];
        var values = new double[days * slots];
        var swing = 0.0;
        for (var day = 0; day < days; day++)
        {
            var date = DateOnly.FromDateTime(start).AddDays(day);
            swing = (traits.Carry * swing) + (traits.Wild * Normal(random));
            var level = daily * week[(int)date.DayOfWeek] * Math.Exp(swing + (traits.Trend * day) + (traits.Month * Math.Exp(-(date.Day - 1) / 3.0)) + (day >= traits.StepDay ? traits.Step : 0));
            foreach (var mark in traits.Holidays.Of(date))
                level *= mark.Kind switch { DayMarkKind.Holiday => .45, DayMarkKind.MakeUp => 1.1, DayMarkKind.After => 1.3, _ => 1 };
            for (var slot = 0; slot < slots; slot++)
            {
                var hour = (slot + .5) * interval.TotalHours;
                var shape = .02 + Math.Exp(-Math.Pow((hour - 10.5) / 2.5, 2)) + (.8 * Math.Exp(-Math.Pow((hour - 16) / 3, 2)));
                var isClosed = traits.Closed && (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || hour is < 7 or > 21);
                values[(day * slots) + slot] = isClosed ? double.NaN : Poisson(random, level * shape * interval.TotalHours / 9.3);
            }
        }
        return new(start, interval, values);
    }

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

    private sealed record Traits
    {
        public double Carry { get; init; } = .3;

        public double Wild { get; init; } = .08;

        public double Trend { get; init; }

        public double Month { get; init; }

        public bool Closed { get; init; }

        public int StepDay { get; init; } = int.MaxValue;

        public double Step { get; init; }

        public MarkedDays Holidays { get; init; } = MarkedDays.None;
    }
}
