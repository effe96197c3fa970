using System.Diagnostics;
using System.Globalization;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Walks;

namespace Banzhang.Bench.Planning;

/// <summary>The inner loops alone, on one thread: small moves a second, bytes a move, line programs a second.</summary>
internal static class RosterLoops
{
    private const int Moves = 4_000_000, Lines = 2_000;

    public static int Run(string folder, string[] names)
    {
        Console.WriteLine("| instance | M moves/s | bytes a move | line programs/s |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var name in names)
        {
            var file = Path.Combine(folder, $"Instance{name}.txt");
            var problem = InstanceProblem.Of(InstanceReader.Read(file, File.ReadAllText(file)).Value);
            var (state, best) = (new SearchState(problem), new SearchState(problem));
            var program = new LineProgram(problem);
            if (Construction.Fill(state, program, new Dice(1), () => false) is not null)
                throw new InvalidOperationException($"Instance {name} has no roster.");
            best.CopyFrom(state);
            var walk = new Walk(problem, program, new Dice(1));
            Func<bool> never = () => false;
            walk.Run(state, best, 200_000, 20, 0.25, 0, 28, never);
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            walk.Run(state, best, Moves, 20, 0.25, 0, 28, never);
            var moves = Moves / watch.Elapsed.TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            var days = Math.Min(28, problem.Days);
            var cost = new int[days * problem.Width];
            var choice = new byte[days];
            watch.Restart();
            for (var line = 0; line < Lines; line++)
            {
                LineCosts.Marginal(state, line % problem.Staff, 0, days, cost);
                program.Solve(line % problem.Staff, state.Line(line % problem.Staff), 0, days, cost, choice);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {moves / 1e6:F2} | {bytes / (double)Moves:F4} | {Lines / watch.Elapsed.TotalSeconds:F0} |"));
        }
        return 0;
    }
}
