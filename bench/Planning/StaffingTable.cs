using System.Diagnostics;
using System.Globalization;
using Banzhang.Planning.Staffing;

namespace Banzhang.Bench.Planning;

/// <summary>Least agents for a day of 48 half hours of ten queues: the time of the whole day, each model.</summary>
internal static class StaffingTable
{
    private const int Queues = 10, Intervals = 48, Days = 41;

    public static int Run()
    {
        foreach (var model in Enum.GetValues<StaffingModel>())
        {
            var times = new List<double>();
            var agents = 0L;
            for (var day = 0; day < Days; day++)
            {
                var clock = Stopwatch.StartNew();
                agents = Day(model);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model}: first day {times[0]:F1} ms, median {times.Order().ElementAt(Days / 2):F2} ms, {agents} agent intervals"));
        }

        var loads = Enumerable.Range(0, Intervals).Select(interval => Load(Queues - 1, interval)).ToList();
        var watch = Stopwatch.StartNew();
        var carried = StaffingDay.Least(StaffingModel.ErlangA, loads, new(0.8, TimeSpan.FromSeconds(20)))!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the largest queue with what each interval leaves to the next, Erlang A, up to {carried.Max(one => one.Figures.Agents)} agents: {watch.Elapsed.TotalMilliseconds:F0} ms"));
        return 0;
    }

    private static QueueLoad Load(int queue, int interval) => new(
        5 * Math.Pow(100, queue / (Queues - 1.0)) * Math.Pow(Math.Sin(Math.PI * (interval + 0.5) / Intervals), 2), TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(180 + (20 * queue)), TimeSpan.FromSeconds(120));

    /// <summary>From 5 to 500 contacts at noon, by a sine over the day.</summary>
    private static long Day(StaffingModel model)
    {
        var agents = 0L;
        for (var queue = 0; queue < Queues; queue++)
        {
            for (var interval = 0; interval < Intervals; interval++)
            {
                var load = Load(queue, interval);
                var targets = model == StaffingModel.ErlangB ? new StaffingTargets(Abandonment: 0.02) : new StaffingTargets(0.8, TimeSpan.FromSeconds(20), Occupancy: 0.9);
                agents += Staff.Least(model, load, targets)!.Agents;
            }
        }

        return agents;
    }
}
