using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary><c>roster solve</c> and <c>roster check</c> of the public benchmark's text format.</summary>
internal static class RosterVerb
{
    private const int MostThreads = 64, MostRounds = 1_000_000;

    /// <summary>How often the best roster so far is written, at most.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private static readonly Argument<string> Instance = new("INSTANCE") { Description = Words.HelpRosterInstance };

    public static Command Command()
    {
        var time = new Option<double>("--time") { Description = Words.HelpRosterTime, HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = Words.HelpRosterSeed, HelpName = "N", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = Words.HelpRosterThreads, HelpName = "N", DefaultValueFactory = _ => Math.Min(MostThreads, Environment.ProcessorCount) };
        var rounds = new Option<int?>("--rounds") { Description = Words.HelpRosterRounds, HelpName = "N" };
        var start = new Option<string?>("--start") { Description = Words.HelpRosterStart, HelpName = "FILE" };
        var result = new Option<string>("--out") { Description = Words.HelpRosterOut, HelpName = "FILE", Required = true };
        var solve = new Command("solve", Words.HelpRosterSolve) { Instance, time, rounds, seed, threads, start, result };
        solve.SetAction(async (parsed, stop) =>
        {
            var seconds = parsed.GetValue(time);
            var count = parsed.GetValue(threads);
            if (seconds is not (>= 0.001 and <= 1_000_000))
                return Wrong("--time", seconds, "0.001..1000000");
            if (count is < 1 or > MostThreads)
                return Wrong("--threads", count, $"1..{MostThreads}");
            if (parsed.GetValue(rounds) is { } most and (< 0 or > MostRounds))
                return Wrong("--rounds", most, $"0..{MostRounds}");
            return await SolveAsync(parsed.GetValue(Instance)!, new(TimeSpan.FromSeconds(seconds), parsed.GetValue(seed), count, parsed.GetValue(rounds)), parsed.GetValue(start), parsed.GetValue(result)!, stop);
        });
        var file = new Argument<string>("FILE") { Description = Words.HelpRosterFile };
        var check = new Command("check", Words.HelpRosterCheck) { Instance, file };
        check.SetAction(async (parsed, stop) => await CheckAsync(parsed.GetValue(Instance)!, parsed.GetValue(file)!, stop));
        return new Command("roster", Words.HelpRoster) { solve, check };
    }

    private static async Task<int> SolveAsync(string path, SearchLimits limits, string? start, string result, CancellationToken stop)
    {
        if (await ReadAsync(path, stop) is not { } text)
            return CommandLine.Unusable;
        var instance = InstanceReader.Read(path, text);
        if (!instance.IsDone)
            return CommandLine.Refuse(instance.Refusal!);
        ShiftPlan? begin = null;
        if (start is not null)
        {
            if (await ReadAsync(start, stop) is not { } startText)
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
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (signals, told) = (0, TimeSpan.FromSeconds(-1));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        Lazy<ShiftPlan>? better = null;
        var search = Task.Run(() => ShiftSolver.Solve(instance.Value, limits, TimeProvider.System, progress => told = Tell(progress, told), begin, plan => Volatile.Write(ref better, plan), ended.Token), CancellationToken.None);
        while (await Task.WhenAny(search, Task.Delay(Every, TimeProvider.System, CancellationToken.None)) != search)
        {
            if (Interlocked.Exchange(ref better, null) is { } plan)
                await file.KeepAsync(PlanFile.Write(instance.Value, plan.Value));
        }

        var found = await search;
        if (!found.IsDone)
            return CommandLine.Refuse(found.Refusal!);
        await file.FinishAsync(PlanFile.Write(instance.Value, found.Value.Plan));
        Console.Out.WriteLine(WordBook.Say(Words.RosterSolved, found.Value.Cost, Bound(found.Value.Bound), found.Value.Counts.Moves, found.Value.Counts.Lines, found.Value.Counts.Blocks));
        return CommandLine.Done;

        // The first Ctrl-C ends the search, not the program: the best roster is still to be written. The second ends the program.
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (Interlocked.Exchange(ref signals, 1) != 0)
                Environment.Exit(CommandLine.Failed);
            ended.Cancel();
        }
    }

    private static async Task<int> CheckAsync(string path, string file, CancellationToken stop)
    {
        if (await ReadAsync(path, stop) is not { } text || await ReadAsync(file, stop) is not { } planText)
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

    /// <summary>A line of progress, ten a second at most; when the last one was told.</summary>
    private static TimeSpan Tell(SearchProgress progress, TimeSpan told)
    {
        if (progress.Elapsed - told < TimeSpan.FromSeconds(0.1))
            return told;
        Console.Error.WriteLine(WordBook.Say(Words.RosterProgress, progress.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture), progress.Cost, Bound(progress.Bound)));
        return progress.Elapsed;
    }

    private static async Task<string?> ReadAsync(string file, CancellationToken stop)
    {
        if (await CommandLine.ReadFileAsync(file, stop) is not { } bytes)
            return null;
        using var reader = new StreamReader(new MemoryStream(bytes));
        return await reader.ReadToEndAsync(stop);
    }

    private static string Bound(long? bound) => bound is { } proven ? proven.ToString(CultureInfo.InvariantCulture) : "-";

    private static int Wrong(string option, IFormattable given, string wanted)
    {
        Console.Error.WriteLine(WordBook.Say(Words.RosterOption, option, given.ToString(null, CultureInfo.InvariantCulture), wanted));
        return CommandLine.Unusable;
    }
}
