using System.Globalization;
using System.Text;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Planning;

/// <summary>Small rosters whose optimum another program proves. Our search is limited by rounds and its clock stands, so that the machine decides nothing.</summary>
public sealed class OptimumTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-optimum-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, 5, 7)]
    [InlineData(2, 6, 7)]
    [InlineData(3, 6, 7)]
    [InlineData(4, 7, 7)]
    [InlineData(5, 7, 7)]
    [InlineData(6, 8, 7)]
    [InlineData(7, 8, 7)]
    [InlineData(8, 5, 14)]
    [InlineData(9, 6, 14)]
    [InlineData(10, 8, 14)]
    public async Task The_optimum_is_reached_and_no_bound_lies_above_it(int seed, int staff, int days)
    {
        var instance = InstanceReader.Read("small.txt", Text(seed, staff, days)).Value;
        var optimum = await MipSolver.SolveAsync(instance, _folder, Stop);

        var ours = ShiftSolver.Solve(instance, new(TimeSpan.FromSeconds(0.3), seed, Threads: 1, Rounds: 30), StandingClock.Instance, stop: Stop).Value;

        var theirs = PlanCheck.Of(instance, optimum.Plan);
        Assert.Empty(theirs.Violations);
        Assert.Equal(optimum.Cost, theirs.Cost);
        var report = PlanCheck.Of(instance, ours.Plan);
        Assert.Empty(report.Violations);
        Assert.Equal((optimum.Cost, optimum.Cost), (ours.Cost, report.Cost));
        Assert.True(ours.Bound is not { } bound || bound <= optimum.Cost, $"bound {ours.Bound} above {optimum.Cost}");
    }

    [Fact]
    public async Task The_verbs_solve_and_check_tell_the_proven_optimum()
    {
        var (file, result) = (Path.Combine(_folder, "small.txt"), Path.Combine(_folder, "small.tsv"));
        await File.WriteAllTextAsync(file, Text(11, 6, 14), Stop);
        var optimum = await MipSolver.SolveAsync(InstanceReader.Read(file, await File.ReadAllTextAsync(file, Stop)).Value, _folder, Stop);

        var solve = await ProgramRun.RunAsync([], ["roster", "solve", file, "--time", "4", "--out", result], Stop);
        var check = await ProgramRun.RunAsync([], ["roster", "check", file, result], Stop);

        Assert.Equal((0, 0), (solve.Code, check.Code));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Cost {optimum.Cost} ("), check.Output, StringComparison.Ordinal);
    }

    /// <summary>Two shifts, people with different contracts, wishes; every kind of rule of the format binds somebody.</summary>
    private static string Text(int seed, int staff, int days)
    {
        var random = new Random(seed);
        var weeks = days / 7;
        var text = new StringBuilder($"SECTION_HORIZON\n{days}\nSECTION_SHIFTS\nE,480,\nL,600,E\nSECTION_STAFF\n");
        for (var person = 0; person < staff; person++)
        {
            var longest = 3 + random.Next(3);
            text.Append(CultureInfo.InvariantCulture, $"P{person},E={days}|L={(random.Next(3) == 0 ? weeks * random.Next(3) : days)},{weeks * (1440 + (480 * random.Next(3)))},{weeks * 480 * random.Next(3)},{longest},{1 + random.Next(3)},{1 + random.Next(2)},{random.Next(weeks + 1)}\n");
        }

        text.Append("SECTION_DAYS_OFF\n");
        for (var person = 0; person < staff; person += 2)
        {
            text.Append(CultureInfo.InvariantCulture, $"P{person},{random.Next(days)}\n");
        }
        foreach (var section in new[] { "ON", "OFF" })
        {
            text.Append(CultureInfo.InvariantCulture, $"SECTION_SHIFT_{section}_REQUESTS\n");
            for (var wish = 0; wish < staff * weeks; wish++)
            {
                text.Append(CultureInfo.InvariantCulture, $"P{random.Next(staff)},{random.Next(days)},{"EL"[random.Next(2)]},{1 + random.Next(3)}\n");
            }
        }

        text.Append("SECTION_COVER\n");
        foreach (var (day, shift) in from day in Enumerable.Range(0, days) from shift in "EL" select (day, shift))
        {
            text.Append(CultureInfo.InvariantCulture, $"{day},{shift},{random.Next(1 + (staff / 2))},{(random.Next(4) == 0 ? 20 : 100)},{1 + random.Next(2)}\n");
        }
        return text.ToString();
    }

    private sealed class StandingClock : TimeProvider
    {
        public static StandingClock Instance { get; } = new();

        public override long GetTimestamp() => 0;
    }
}
