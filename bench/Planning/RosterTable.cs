using System.Globalization;
using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;

namespace Banzhang.Bench.Planning;

/// <summary>Solves every InstanceN.txt of a folder and prints cost, gap and bound beside the published results of its results.csv.</summary>
internal static class RosterTable
{
    public static int Run(string folder, string[] rest)
    {
        var time = TimeSpan.FromSeconds(double.Parse(Option(rest, "--time", "60"), CultureInfo.InvariantCulture));
        var seeds = Option(rest, "--seeds", "1").Split(',').Select(int.Parse).ToList();
        var threads = int.Parse(Option(rest, "--threads", "2"), CultureInfo.InvariantCulture);
        var only = Option(rest, "--only", "");
        var published = Published(Path.Combine(folder, "results.csv"));
        var names = only.Length > 0 ? only.Split(',') : [.. Directory.GetFiles(folder, "Instance*.txt").Select(file => Path.GetFileNameWithoutExtension(file)["Instance".Length..]).OrderBy(int.Parse)];
        Console.WriteLine("| instance | best known | Gurobi 10 min | ejection chain 10 min | IP&VNS 10 min | ours (worst) | gap | bound | bound gap | seconds to best | processor s | first roster s | M moves | line programs | blocks | peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var name in names)
        {
            var file = Path.Combine(folder, $"Instance{name}.txt");
            var instance = InstanceReader.Read(file, File.ReadAllText(file)).Value;
            var runs = seeds.Select(seed => Solve(instance, new(time, seed, threads))).ToList();
            var worst = runs.MaxBy(run => run.Solution.Cost);
            var bound = runs.Max(run => run.Solution.Bound);
            var known = published.GetValueOrDefault(name, []);
            var best = known.Length > 8 ? long.Parse(known[8], CultureInfo.InvariantCulture) : (long?)null;
            var counts = worst.Solution.Counts;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {best} | {Field(known, 10)} | {Field(known, 12)} | {Field(known, 15)} | {string.Join(" / ", runs.Select(run => run.Solution.Cost))} | {(worst.Solution.Cost - best) / (double?)best:P2} | {bound} | {(best - bound) / (double?)best:P2} | {worst.Seconds:F1} | {worst.Processor:F0} | {counts.FirstRoster.TotalSeconds:F2} | {counts.Moves / 1e6:F0} | {counts.Lines} | {counts.Blocks} | {Environment.WorkingSet >> 20} |"));
        }
        return 0;
    }

    /// <summary>Seconds until the best roster, and of processor time over the whole search: on a shared machine the second tells how much of its time a search was given.</summary>
    private static (ShiftSolution Solution, double Seconds, double Processor) Solve(ShiftInstance instance, SearchLimits limits)
    {
        double seconds = 0;
        var best = long.MaxValue;
        var before = Environment.CpuUsage.TotalTime;
        var outcome = ShiftSolver.Solve(instance, limits, TimeProvider.System, progress =>
        {
            if (progress.Cost < best)
                (best, seconds) = (progress.Cost, progress.Elapsed.TotalSeconds);
        });
        if (!outcome.IsDone)
            throw new InvalidOperationException($"Refused: {string.Join(' ', outcome.Refusal!.Arguments)}");
        var report = PlanCheck.Of(instance, outcome.Value.Plan);
        if (report.Violations.Count > 0 || report.Cost != outcome.Value.Cost)
            throw new InvalidOperationException($"The check says {report.Cost} and {report.Violations.Count} violations, the search {outcome.Value.Cost}.");
        return (outcome.Value, seconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static string Field(string[] fields, int at) => at < fields.Length ? fields[at] : "";

    private static string Option(string[] rest, string name, string otherwise) => Array.IndexOf(rest, name) is >= 0 and var at && at + 1 < rest.Length ? rest[at + 1] : otherwise;

    private static Dictionary<string, string[]> Published(string file) =>
        File.Exists(file) ? File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToDictionary(fields => fields[0]) : [];
}
