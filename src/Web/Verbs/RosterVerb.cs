using System.CommandLine;
using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary><c>roster solve</c> and <c>roster check</c> of the public benchmark's text format; <see cref="TeamVerb"/> has those of a team.</summary>
internal static class RosterVerb
{
    private static readonly Argument<string> Instance = new("INSTANCE") { Description = Words.HelpRosterInstance };

    public static Command Command()
    {
        var search = new SearchOptions(60);
        var start = new Option<string?>("--start") { Description = Words.HelpRosterStart, HelpName = "FILE" };
        var result = new Option<string>("--out") { Description = Words.HelpRosterOut, HelpName = "FILE", Required = true };
        var solve = new Command("solve", Words.HelpRosterSolve) { Instance, search.Time, search.Rounds, search.Seed, search.Threads, start, result };
        solve.SetAction(async (parsed, stop) =>
            search.Read(parsed) is { } limits ? await SolveAsync(parsed.GetValue(Instance)!, limits, parsed.GetValue(start), parsed.GetValue(result)!, stop) : CommandLine.Unusable);
        var file = new Argument<string>("FILE") { Description = Words.HelpRosterFile };
        var check = new Command("check", Words.HelpRosterCheck) { Instance, file };
        check.SetAction(async (parsed, stop) => await CheckAsync(parsed.GetValue(Instance)!, parsed.GetValue(file)!, stop));
        return new Command("roster", Words.HelpRoster) { solve, check, TeamVerb.Plan(), TeamVerb.Explain() };
    }

    private static async Task<int> SolveAsync(string path, SearchLimits limits, string? start, string result, CancellationToken stop)
    {
        if (await CommandLine.ReadTextAsync(path, stop) is not { } text)
            return CommandLine.Unusable;
        var instance = InstanceReader.Read(path, text);
        if (!instance.IsDone)
            return CommandLine.Refuse(instance.Refusal!);
        ShiftPlan? begin = null;
        if (start is not null)
        {
            if (await CommandLine.ReadTextAsync(start, stop) is not { } startText)
                return CommandLine.Unusable;
            var read = PlanFile.Read(start, startText, instance.Value);
            if (!read.IsDone)
                return CommandLine.Refuse(read.Refusal!);
            begin = read.Value;
            if (PlanCheck.Of(instance.Value, begin).Violations is [var first, ..])
                Console.Error.WriteLine(WordBook.Say(Words.RosterStartBroken, start, PlanSentences.Say(instance.Value, first)));
        }

        await using var file = ResultFile.Open(result, path);
        if (file is null)
            return CommandLine.Unusable;
        var found = await KeptSearch.RunAsync(
            file,
            (tell, keep, ended) => ShiftSolver.Solve(instance.Value, limits, TimeProvider.System, tell, begin, plan => keep(() => PlanFile.Write(instance.Value, plan.Value)), ended),
            solution => PlanFile.Write(instance.Value, solution.Plan),
            stop);
        if (!found.IsDone)
            return CommandLine.Refuse(found.Refusal!);
        Console.Out.WriteLine(WordBook.Say(Words.RosterSolved, found.Value.Cost, KeptSearch.Bound(found.Value.Bound), found.Value.Counts.Moves, found.Value.Counts.Lines, found.Value.Counts.Blocks));
        return CommandLine.Done;
    }

    private static async Task<int> CheckAsync(string path, string file, CancellationToken stop)
    {
        if (await CommandLine.ReadTextAsync(path, stop) is not { } text || await CommandLine.ReadTextAsync(file, stop) is not { } planText)
            return CommandLine.Unusable;
        var instance = InstanceReader.Read(path, text);
        if (!instance.IsDone)
            return CommandLine.Refuse(instance.Refusal!);
        var plan = PlanFile.Read(file, planText, instance.Value);
        if (!plan.IsDone)
            return CommandLine.Refuse(plan.Refusal!);
        var report = PlanCheck.Of(instance.Value, plan.Value);
        foreach (var violation in report.Violations)
            Console.Out.WriteLine(PlanSentences.Say(instance.Value, violation));
        Console.Out.WriteLine(WordBook.Say(Words.RosterChecked, report.Cost, report.RequestCost, report.UnderCost, report.OverCost, report.Violations.Count));
        return report.Violations.Count == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
