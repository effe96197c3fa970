using System.Globalization;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Planning;

/// <summary>A solver of integer programs that is not ours: the system's cbc, which ./test looks for. A judge of tests only.</summary>
internal static class MipSolver
{
    /// <summary>The least cost of the instance and a roster that has it, proven; fails when the solver does not end with a proof.</summary>
    public static async Task<(long Cost, ShiftPlan Plan)> SolveAsync(ShiftInstance instance, string folder, CancellationToken stop)
    {
        var (model, answer) = (Path.Combine(folder, "roster.lp"), Path.Combine(folder, "roster.sol"));
        await File.WriteAllTextAsync(model, RosterProgram.Write(instance), stop);
        using var process = ProgramRun.Start(Cbc(), [], [model, "-seconds", "120", "-solve", "-solution", answer]);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        var said = await output + await error;
        var lines = File.Exists(answer) ? await File.ReadAllLinesAsync(answer, stop) : [];
        var head = lines.Length == 0 ? "" : lines[0];
        Assert.True(head.StartsWith("Optimal - objective value ", StringComparison.Ordinal), $"cbc proved nothing: {head}\n{said}");
        return (Whole(head.Split(' ')[^1]), Plan(instance, lines[1..]));
    }

    /// <summary>Skips the test, with the reason on its line, where no solver could be installed.</summary>
    private static string Cbc()
    {
        var found = Environment.GetEnvironmentVariable("BANZHANG_TEST_MIP") ?? throw new InvalidOperationException("BANZHANG_TEST_MIP is not set.\nMaybe run ./test, which looks for cbc.");
        Assert.SkipWhen(found.StartsWith("none=", StringComparison.Ordinal), found["none=".Length..]);
        return found;
    }

    private static ShiftPlan Plan(ShiftInstance instance, IEnumerable<string> lines)
    {
        // A line is number, variable, value, reduced cost; only what is not 0 is listed.
        var taken = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => Whole(fields[2]) == 1).Select(fields => fields[1]).ToHashSet();
        var plan = new ShiftPlan(instance.Staff.Count, instance.Days);
        foreach (var (employee, day, type) in from employee in Enumerable.Range(0, plan.Staff) from day in Enumerable.Range(0, plan.Days) from type in Enumerable.Range(0, instance.Shifts.Count) select (employee, day, type))
        {
            if (taken.Contains(RosterProgram.Name(employee, day, type)))
            {
                plan[employee, day] = type;
            }
        }

        return plan;
    }

    /// <summary>Numbers come as floating ones, a little beside the whole number they mean.</summary>
    private static long Whole(string number)
    {
        var value = double.Parse(number, CultureInfo.InvariantCulture);
        var whole = Math.Round(value);
        return Math.Abs(value - whole) < 1e-4 ? (long)whole : throw new InvalidOperationException($"{number} is no whole number.");
    }
}
