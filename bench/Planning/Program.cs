using System.Diagnostics;
using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Walks;

var folder = args[0];
foreach (var number in args[1].Split(','))
{
    var instance = InstanceReader.Read("x", File.ReadAllText($"{folder}/Instance{number}.txt")).Value;
    var problem = InstanceProblem.Of(instance);
    var program = new LineProgram(problem);
    var dice = new Dice(1);
    var state = new SearchState(problem);
    var best = new SearchState(problem);
    var watch = Stopwatch.StartNew();
    var failed = Construction.Fill(state, program, dice, () => false);
    best.CopyFrom(state);
    Console.WriteLine($"{number}: built {failed} {state.Cost} in {watch.Elapsed.TotalSeconds:F3} s, {program.Solved} lines");
    var walk = new Walk(problem, program, dice);
    var moves = long.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture);
    watch.Restart();
    walk.Run(state, best, moves, 20, 0.25, int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture), 28, () => false);
    Console.WriteLine($"   walked {best.Cost} in {watch.Elapsed.TotalSeconds:F3} s, {walk.Moves} moves {program.Solved} lines");
    var report = PlanCheck.Of(instance, InstanceProblem.Plan(problem, best.Lines));
    Console.WriteLine($"   checked {report.Cost}, {report.Violations.Count} violations {string.Join(' ', report.Violations.Take(3))}");
}
return 0;
