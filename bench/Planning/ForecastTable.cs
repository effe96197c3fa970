using System.Diagnostics;
using System.Globalization;
using Banzhang.Planning.Forecast;

namespace Banzhang.Bench.Planning;

/// <summary>Forecasts beside the published anchors, on made-up series with known properties, and the time that many queues take.</summary>
internal static class ForecastTable
{
    public static int Run(string folder)
    {
        var file = Path.Combine(folder, "arrivals", "israel_bank_1999_30min.csv");
        Console.WriteLine("anchors one week / two weeks: seasonal naive .3143/.3419, mean of four .2646/.2703, exponentially weighted .2522/.2595, median of eight .2547/.2531");
        ArrivalsTable.Run(Path.GetFileName(file), file, 14, 48, 26, 6);
        foreach (var (name, history, marks, first, last) in MadeUpSeries.All())
            ArrivalsTable.Run(name, history, marks, first, last, 13, 0);
        Time();
        return 0;
    }

    public static int Time()
    {
        var queues = Enumerable.Range(1, 200).Select(seed => MadeUpSeries.Queue(seed, 365, TimeSpan.FromMinutes(15), 300 + (seed * 10))).ToList();
        Forecaster.RunAll([.. queues.Take(4)], new(96 * 7));
        var (watch, bytes, busy) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
        Forecaster.RunAll(queues, new(96 * 7));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n200 queues × 365 days × 96 intervals: {watch.Elapsed.TotalSeconds:F1} s on {Environment.ProcessorCount} cores, {(Environment.CpuUsage.TotalTime - busy).TotalSeconds:F1} s of processor time, {(GC.GetTotalAllocatedBytes() - bytes) >> 20} MB allocated, {Environment.WorkingSet >> 20} MB in use"));
        return 0;
    }
}
