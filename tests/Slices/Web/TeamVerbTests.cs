using System.Globalization;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang roster plan</c> and <c>roster explain</c> as processes, from file to file, on the example of docs/team-rosters.md.</summary>
public sealed class TeamVerbTests : IDisposable
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "docs", "examples", "team.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-team-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Roster => Path.Combine(_folder, "roster.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_example_gets_a_roster_that_breaks_no_rule_and_explain_agrees_on_every_cost()
    {
        var plan = await RunAsync("plan", Example, "--time", "2", "--out", Roster);

        Assert.True(plan.Code == 0, plan.Error);
        var lines = plan.Output.TrimEnd('\n').Split('\n');
        Assert.Matches("^Cost [0-9]+, bound -, 0 hard rules broken$", lines[0]);
        Assert.Contains("Wish: 0 times, cost 0", lines);
        Assert.Matches(@"(?m)^\d+\.\d\d s  cost \d+  bound -$", plan.Error);
        var explain = await RunAsync("explain", Example, Roster);
        Assert.Equal((0, ""), (explain.Code, explain.Error));
        var told = explain.Output.TrimEnd('\n').Split('\n');
        Assert.Equal([lines[0].Replace(" bound -,", "", StringComparison.Ordinal), .. lines[1..]], told[^lines.Length..]);
        Assert.Contains("12/1/2026, 2:00\u202fAM to 3:00\u202fAM, order: 0 people at the desk, 1 wanted.", told);
        Assert.Equal([Roster], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task The_same_seed_and_rounds_on_one_thread_give_the_same_bytes()
    {
        Task<(int Code, string Output, string Error)> PlanAsync(string seed, string file) => RunAsync("plan", Example, "--time", "10", "--rounds", "1", "--threads", "1", "--seed", seed, "--out", Path.Combine(_folder, file));

        var (one, two, other) = (await PlanAsync("1", "one"), await PlanAsync("1", "two"), await PlanAsync("2", "other"));

        Assert.Equal((0, 0, 0), (one.Code, two.Code, other.Code));
        Assert.Equal(one.Output, two.Output);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, "one"), Stop);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "two"), Stop));
        Assert.NotEqual(bytes, await File.ReadAllBytesAsync(Path.Combine(_folder, "other"), Stop));
    }

    [Fact]
    public async Task An_interrupt_ends_the_search_and_the_best_roster_is_written()
    {
        using var process = ProgramRun.Start(ProgramRun.File, [], ["roster", "plan", Example, "--time", "1000", "--threads", "1", "--out", Roster]);
        var (said, output) = (process.StandardError.ReadToEndAsync(Stop), process.StandardOutput.ReadToEndAsync(Stop));
        await ProgramRun.InterruptAsync(process, Roster, Stop);
        Assert.True(process.ExitCode == 0, await said);
        Assert.Contains(", 0 hard rules broken", await output, StringComparison.Ordinal);
        var explain = await RunAsync("explain", Example, Roster);
        Assert.Equal((0, (await output).Split('\n')[1]), (explain.Code, explain.Output.Split('\n').First(line => line.StartsWith("Too few people: ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_start_by_hand_that_breaks_rules_is_told_and_a_made_one_never_gets_dearer()
    {
        await File.WriteAllTextAsync(Roster, """{ "firstDay": "2026-11-30", "days": 14, "members": [{ "id": "Bo", "duties": [{ "date": "2026-12-03", "shift": "E" }] }] }""", Stop);
        var made = Path.Combine(_folder, "made.json");

        var explain = await RunAsync("explain", Example, Roster);
        var first = await RunAsync("plan", Example, "--time", "1", "--start", Roster, "--out", made);
        var second = await RunAsync("plan", Example, "--time", "1", "--start", made, "--out", made);

        Assert.Equal((1, 0, 0), (explain.Code, first.Code, second.Code));
        Assert.Contains("Bo: works on 12/3/2026 although leave was granted.", explain.Output.Split('\n'));
        Assert.StartsWith($"{Roster} breaks rules; such lines are made anew. The first: ", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("breaks rules", second.Error, StringComparison.Ordinal);
        static int Cost(string output) => int.Parse(output.Split(' ', ',')[1], CultureInfo.InvariantCulture);
        Assert.True(Cost(second.Output) <= Cost(first.Output), second.Output);
    }

    [Fact]
    public async Task A_planners_questions_are_answered_in_either_language()
    {
        await File.WriteAllTextAsync(Roster, """{ "firstDay": "2026-11-30", "days": 14, "members": [{ "id": "Anna", "duties": [{ "date": "2026-11-30", "shift": "E" }] }] }""", Stop);

        var works = await RunAsync("explain", Example, Roster, "--member", "Anna", "--date", "2026-11-30");
        var off = await RunAsync("explain", Example, Roster, "--member", "Bo", "--date", "2026-12-03");
        var shift = await ProgramRun.RunAsync([("LANG", "zh_CN.UTF-8")], ["roster", "explain", Example, Roster, "--shift", "E", "--date", "2026-11-30"], Stop);

        Assert.Equal((0, 0, 0), (works.Code, off.Code, shift.Code));
        Assert.StartsWith("Anna works E on 11/30/2026, from 8:00\u202fAM to 5:00\u202fPM.\nWithout them: ", works.Output, StringComparison.Ordinal);
        Assert.StartsWith("Bo is off on 12/3/2026.\nLeave was granted for that day.\n", off.Output, StringComparison.Ordinal);
        Assert.StartsWith("2026/11/30 \u7684\u73ed\u6b21 E \u7531 Anna \u627f\u62c5", shift.Output, StringComparison.Ordinal);
        Assert.Equal(12, shift.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("--member", "Ann", "--date", "2026-12-01", "--member: there is no member \u201cAnn\u201d; there are Anna, Bo, Chen, Dan, Eva, Fang, Gao, Hui, \u2026.")]
    [InlineData("--shift", "X", "--date", "2026-12-01", "--shift: there is no shift \u201cX\u201d; there are E, L, N.")]
    [InlineData("--shift", "E", "--date", "2026-12-14", "--date: 2026-12-14 is outside the roster; give a date in 2026-11-30..2026-12-13.")]
    [InlineData("--shift", "E", "--member", "Anna", "Ask with --member ID --date YYYY-MM-DD or with --shift ID --date YYYY-MM-DD.")]
    public async Task A_question_that_cannot_be_asked_is_refused(string option, string name, string other, string value, string expected)
    {
        await File.WriteAllTextAsync(Roster, """{ "firstDay": "2026-11-30", "days": 14, "members": [] }""", Stop);

        Assert.Equal((2, expected), await RefusedAsync("explain", Example, Roster, option, name, other, value));
    }

    [Theory]
    [InlineData("\"days\": 14", "\"days\": 14 14", "$: this is no JSON: something is wrong at line 3, column 14; mend it there.")]
    [InlineData("\"days\"", "\"dayz\"", "dayz: there is no field \u201cdayz\u201d here; use ")]
    [InlineData("\"people\": 2", "\"people\": -2", "requirements[1].people: -2 is out of range; write one in 0..10000.")]
    [InlineData("\"people\": 2", "\"people\": \"NaN\"", "requirements[1].people: \u201cNaN\u201d is not a whole number; write one in 0..10000, without quotation marks.")]
    [InlineData("\"intervalMinutes\": 30", "\"intervalMinutes\": 25", "intervalMinutes: 25 minutes do not divide a day; use 15, 30 or 60.")]
    [InlineData("\"firstDay\": \"2026-11-30\"", "\"firstDay\": \"2026-12-01\"", "firstDay: 2026-12-01 is not a Monday; begin on one.")]
    public async Task A_wrong_file_is_refused_by_both_verbs_with_its_name_and_place_in_one_line(string good, string bad, string line)
    {
        var (team, text) = (Path.Combine(_folder, "team.json"), await File.ReadAllTextAsync(Example, Stop));
        await File.WriteAllTextAsync(team, text.Replace(good, bad, StringComparison.Ordinal), Stop);
        await File.WriteAllTextAsync(Roster, "as it was", Stop);

        foreach (var arguments in new string[][] { ["plan", team, "--out", Roster], ["explain", team, Roster] })
        {
            var (code, said) = await RefusedAsync(arguments);

            Assert.Equal(2, code);
            Assert.StartsWith($"{team}: {line}", said, StringComparison.Ordinal);
        }

        Assert.Equal("as it was", await File.ReadAllTextAsync(Roster, Stop));
    }

    [Fact]
    public async Task A_missing_file_a_directory_and_an_empty_file_are_refused_in_either_language()
    {
        var (missing, empty) = (Path.Combine(_folder, "missing.json"), Path.Combine(_folder, "empty.json"));
        await File.WriteAllTextAsync(empty, "", Stop);

        Assert.StartsWith($"{missing} cannot be read: ", (await RefusedAsync("plan", missing, "--out", Roster)).Line, StringComparison.Ordinal);
        Assert.StartsWith($"{_folder} cannot be read: ", (await RefusedAsync("plan", _folder, "--out", Roster)).Line, StringComparison.Ordinal);
        Assert.Equal((2, $"{empty}: $: the file is empty; write a JSON object into it."), await RefusedAsync("plan", empty, "--out", Roster));
        Assert.Equal((2, $"{empty}: $: the file is empty; write a JSON object into it."), await RefusedAsync("explain", Example, empty));
        var chinese = await ProgramRun.RunAsync([("LANG", "zh_CN.UTF-8")], ["roster", "plan", empty, "--out", Roster], Stop);
        Assert.Equal((2, $"{empty}\uff1a$\uff1a\u6587\u4ef6\u4e3a\u7a7a\uff1b\u8bf7\u5199\u5165\u4e00\u4e2a JSON \u5bf9\u8c61\u3002\n"), (chinese.Code, chinese.Error));
        Assert.False(File.Exists(Roster));
    }

    [Fact]
    public async Task Nobodys_line_ends_with_1_and_leaves_the_file_that_was_there()
    {
        var (team, text) = (Path.Combine(_folder, "team.json"), await File.ReadAllTextAsync(Example, Stop));
        await File.WriteAllTextAsync(team, text.Replace("\"leave\": [\"2026-12-12\", \"2026-12-13\"]", $"\"leave\": [{string.Join(", ", Enumerable.Range(1, 12).Select(day => $"\"2026-12-{day:00}\""))}]", StringComparison.Ordinal), Stop);
        await File.WriteAllTextAsync(Roster, "last month", Stop);

        var (code, line) = await RefusedAsync("plan", team, "--time", "5", "--out", Roster);

        Assert.Equal(1, code);
        Assert.StartsWith("No line is possible for Ida.", line, StringComparison.Ordinal);
        Assert.Equal("last month", await File.ReadAllTextAsync(Roster, Stop));
    }

    private static async Task<(int Code, string Line)> RefusedAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal("", output);
        return (code, Assert.Single(error.TrimEnd('\n').Split('\n')));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ProgramRun.RunAsync([], ["roster", .. arguments], Stop);
}
