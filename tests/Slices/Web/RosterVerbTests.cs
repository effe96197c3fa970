using System.Globalization;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang roster</c> as a process: what it makes of wrong files and what becomes of the one it writes.</summary>
public sealed class RosterVerbTests : IDisposable
{
    private const string Good = """
        SECTION_HORIZON
        14
        SECTION_SHIFTS
        E,480,
        L,480,E
        SECTION_STAFF
        A,E=14|L=14,4800,0,5,1,1,2
        B,E=14|L=14,4800,0,5,1,1,2
        C,E=14|L=14,4800,0,5,1,1,2
        SECTION_COVER
        0,E,2,100,1
        1,L,2,100,1
        2,E,1,100,1
        8,L,3,100,1

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-roster-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Instance => Path.Combine(_folder, "instance.txt");

    private string Result => Path.Combine(_folder, "result.tsv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_refusal_leaves_the_file_that_was_there()
    {
        await WriteAsync(Good.Replace("B,E=14|L=14,4800,0,", "B,E=14|L=14,4800,4800,", StringComparison.Ordinal).Replace("5,1,1,2\nC", "1,1,2,0\nC", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Result, "last month", Stop);

        var (code, line) = await RefusedAsync("solve", Instance, "--out", Result);

        Assert.Equal(1, code);
        Assert.StartsWith("No line is possible for B.", line, StringComparison.Ordinal);
        Assert.Equal("last month", await File.ReadAllTextAsync(Result, Stop));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_instance_is_never_written_to(bool byLink)
    {
        await WriteAsync(Good);
        if (byLink)
        {
            File.CreateSymbolicLink(Result, Instance);
        }

        var (code, line) = await RefusedAsync("solve", Instance, "--time", "0.2", "--out", byLink ? Result : Path.Combine(_folder, ".", "instance.txt"));

        Assert.Equal(2, code);
        Assert.EndsWith("is the instance itself; choose another file.", line, StringComparison.Ordinal);
        Assert.Equal(Good, await File.ReadAllTextAsync(Instance, Stop));
    }

    [Fact]
    public async Task What_a_killed_run_left_is_in_nobodys_way_and_a_good_one_leaves_nothing()
    {
        await WriteAsync(Good);
        var left = Result + ".1.part";
        await File.WriteAllTextAsync(left, "half a roster", Stop);

        var (code, _, error) = await RunAsync("solve", Instance, "--time", "0.5", "--out", Result);

        Assert.True(code == 0, error);
        Assert.Equal(new[] { Instance, left, Result }.Order(), Directory.GetFiles(_folder).Order());
        Assert.Equal("half a roster", await File.ReadAllTextAsync(left, Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nowhere/result.tsv")]
    public async Task A_place_that_cannot_be_written_is_told_before_the_search(string name)
    {
        await WriteAsync(Good);

        // A line of progress would be a second one.
        var (code, line) = await RefusedAsync("solve", Instance, "--time", "0.2", "--out", Path.Combine(_folder, name));

        Assert.Equal(1, code);
        Assert.StartsWith("The file system refused: ", line, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task What_is_no_file_is_written_to_directly()
    {
        await WriteAsync(Good);

        var screen = await RunAsync("solve", Instance, "--time", "0.5", "--out", "/dev/stdout");
        var nothing = await RunAsync("solve", Instance, "--time", "0.5", "--out", "/dev/null");

        Assert.Equal((0, 0), (screen.Code, nothing.Code));
        var rows = screen.Output.Split('\n');
        var plan = PlanFile.Read("stdout", string.Join('\n', rows[..3]) + "\n", InstanceReader.Read(Instance, Good).Value);
        Assert.Empty(PlanCheck.Of(InstanceReader.Read(Instance, Good).Value, plan.Value).Violations);
        Assert.StartsWith("Cost ", rows[3], StringComparison.Ordinal);
        Assert.True(File.Exists("/dev/null"));
    }

    [Fact]
    public async Task The_best_roster_so_far_is_there_while_the_search_goes_on_and_an_interrupt_ends_it()
    {
        // Two wishes of which one fails, and too many days for a bound: the search goes on until it is ended.
        await WriteAsync(Good.Replace("\n14\n", "\n98\n", StringComparison.Ordinal) + "SECTION_SHIFT_ON_REQUESTS\nA,0,E,1\nA,0,L,1\n");
        using var process = ProgramRun.Start(ProgramRun.File, [], ["roster", "solve", Instance, "--time", "1000", "--threads", "1", "--out", Result]);
        var said = process.StandardError.ReadToEndAsync(Stop);
        await ProgramRun.InterruptAsync(process, Result, Stop);
        Assert.True(process.ExitCode == 0, await said);
        var check = await RunAsync("check", Instance, Result);
        Assert.Equal(0, check.Code);
    }

    [Fact]
    public async Task A_second_interrupt_ends_at_once_with_1()
    {
        // Shifts with long names and a pipe that is hardly read: the roster does not go through it, so that writing lasts until the second interrupt.
        var (pipe, name) = (Path.Combine(_folder, "pipe"), new string('E', 5_000));
        await WriteAsync(Good.Replace("\n14\n", "\n98\n", StringComparison.Ordinal).Replace("\nE,480,", $"\n{name},480,", StringComparison.Ordinal).Replace("L,480,E", $"L,480,{name}", StringComparison.Ordinal)
            .Replace("E=14|L=14,4800", $"{name}=98|L=98,33600", StringComparison.Ordinal).Replace(",2\n", ",14\n", StringComparison.Ordinal).Replace(",E,", $",{name},", StringComparison.Ordinal) + $"SECTION_SHIFT_ON_REQUESTS\nA,0,{name},1\nA,0,L,1\n");
        await Ended("mkfifo", pipe);
        using var process = ProgramRun.Start(ProgramRun.File, [], ["roster", "solve", Instance, "--time", "1000", "--threads", "1", "--out", pipe]);
        await using var read = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0), Stop);
        Assert.NotNull(await process.StandardError.ReadLineAsync(Stop));
        var said = process.StandardError.ReadToEndAsync(Stop);

        await Ended("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));
        // The first byte of the roster: the search has ended, and the program has not.
        Assert.Equal(1, await read.ReadAsync(new byte[1], Stop));
        Assert.False(process.HasExited);
        await Ended("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync(Stop);

        Assert.True(process.ExitCode == 1, await said);

        static async Task Ended(string program, params string[] arguments)
        {
            using var run = ProgramRun.Start(program, [], arguments);
            await run.WaitForExitAsync(Stop);
            Assert.Equal(0, run.ExitCode);
        }
    }

    [Fact]
    public async Task The_same_seed_and_rounds_on_one_thread_give_the_same_bytes()
    {
        // No bound ends it before its rounds do, as above.
        await WriteAsync(Good.Replace("\n14\n", "\n98\n", StringComparison.Ordinal) + "SECTION_SHIFT_ON_REQUESTS\nA,0,E,1\nA,0,L,1\n");
        Task<(int Code, string Output, string Error)> SolveAsync(string seed, string file) => RunAsync("solve", Instance, "--time", "20", "--rounds", "1", "--threads", "1", "--seed", seed, "--out", Path.Combine(_folder, file));

        var (one, two) = (await SolveAsync("1", "one"), await SolveAsync("1", "two"));

        Assert.Equal((0, 0), (one.Code, two.Code));
        Assert.Equal(one.Output, two.Output);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder, "one"), Stop), await File.ReadAllBytesAsync(Path.Combine(_folder, "two"), Stop));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1000001")]
    public async Task Rounds_out_of_range_are_refused(string rounds)
    {
        await WriteAsync(Good);

        var (code, line) = await RefusedAsync("solve", Instance, "--rounds", rounds, "--out", Result);

        Assert.Equal((2, $"--rounds cannot be {rounds}; give a number in 0..1000000."), (code, line));
    }

    [Fact]
    public async Task A_start_that_breaks_rules_is_told_with_the_first_and_the_search_goes_on()
    {
        await WriteAsync(Good);
        var start = Path.Combine(_folder, "start.tsv");
        await File.WriteAllTextAsync(start, "L\tE\t\t\t\t\t\t\t\t\t\t\t\t\nE\tE\tE\tE\tE\tE\t\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t\t\t\t\t\t\t\n", Stop);

        var (code, _, error) = await RunAsync("solve", Instance, "--time", "0.5", "--start", start, "--out", Result);

        Assert.Equal(0, code);
        Assert.Equal($"{start} breaks rules; such lines are made anew. The first: A, day 1: L may not be followed by E (SECTION_SHIFTS)", error.Split('\n')[0]);
        Assert.Equal(0, (await RunAsync("check", Instance, Result)).Code);
        Assert.DoesNotContain("breaks rules", (await RunAsync("solve", Instance, "--time", "0.5", "--start", Result, "--out", start)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_ends_a_search_without_a_roster()
    {
        await WriteAsync($"SECTION_HORIZON\n364\nSECTION_SHIFTS\nE,480,\nL,500,\nSECTION_STAFF\nA,E=364|L=364,200000,{261 * 500},5,1,1,0\n");

        var (code, line) = await RefusedAsync("solve", Instance, "--time", "0.5", "--out", Result);

        Assert.Equal(1, code);
        Assert.StartsWith("No roster was found in the time given", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Result));
    }

    [Theory]
    [InlineData("E,480,\nL", "E,48O,\nL", ", line 4, Length: ")]
    [InlineData("8,L,3,100,1", "8,X,3,100,1", ", line 14, ShiftID: ")]
    [InlineData("C,E=14|L=14", "C,E=14", ", line 9, MaxShifts: ")]
    public async Task A_wrong_instance_is_named_by_file_line_and_field(string right, string wrong, string place)
    {
        await WriteAsync(Good.Replace(right, wrong, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Result, "E\n", Stop);

        foreach (var arguments in new string[][] { ["solve", Instance, "--out", Result], ["check", Instance, Result] })
        {
            var (code, line) = await RefusedAsync(arguments);

            Assert.Equal(2, code);
            Assert.StartsWith(Instance + place, line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("E\tE\n\n\n", ", line 1, Day: ")]
    [InlineData("\t\t\t\t\t\t\t\t\t\t\t\t\t\n\t\tX\t\t\t\t\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t\t\t\t\t\t\t\n", ", line 2, Day 2: ")]
    [InlineData("E\n", ", ID: ")]
    public async Task A_wrong_roster_is_named_by_file_line_and_field(string roster, string place)
    {
        await WriteAsync(Good);
        await File.WriteAllTextAsync(Result, roster, Stop);

        foreach (var arguments in new string[][] { ["check", Instance, Result], ["solve", Instance, "--start", Result, "--out", Path.Combine(_folder, "other.tsv")] })
        {
            var (code, line) = await RefusedAsync(arguments);

            Assert.Equal(2, code);
            Assert.StartsWith(Result + place, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_roster_that_breaks_rules_is_listed_and_ends_with_1()
    {
        await WriteAsync(Good);
        await File.WriteAllTextAsync(Result, "L\tE\t\t\t\t\t\t\t\t\t\t\t\t\nE\tE\tE\tE\tE\tE\t\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t\t\t\t\t\t\t\n", Stop);

        var (code, output, error) = await RunAsync("check", Instance, Result);

        Assert.Equal((1, ""), (code, error));
        var lines = output.Trim().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("A, day 1: L may not be followed by E (SECTION_SHIFTS)", lines[0]);
        Assert.StartsWith("B, day 0: ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("2 violations", lines[2], StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Line)> RefusedAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal("", output);
        return (code, Assert.Single(error.TrimEnd('\n').Split('\n')));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ProgramRun.RunAsync([], ["roster", .. arguments], Stop);

    private Task WriteAsync(string instance) => File.WriteAllTextAsync(Instance, instance, Stop);
}
