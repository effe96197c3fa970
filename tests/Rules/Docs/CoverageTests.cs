using System.Text.RegularExpressions;
using Banzhang.Tests.Rules.Architecture;

namespace Banzhang.Tests.Rules.Docs;

/// <summary>The pages for people say only what is there.</summary>
public partial class CoverageTests
{
    [Fact]
    public void Every_screen_call_and_test_that_coverage_names_is_there() =>
        Assert.Empty(CoverageTable.Parse(Page("docs/coverage.md")).Faults(SourceTree.Repository));

    [Fact]
    public void A_name_that_was_made_up_is_found() => Assert.Equal(
        ["X1: no screen /nowhere/{id}", "X1: no call DELETE /api/v1/tickets/{number}", "X1: no test TicketLifeTests.A_ticket_flies", "X1: no test CoverageTests.A_due_time_skips_what_is_closed"],
        CoverageTable.Parse(
            """
            | id | screen | API call | test | missing |
            |---|---|---|---|---|
            | X1 | `/nowhere/{id}` `/customers/{any}` | `DELETE /api/v1/tickets/{number}` `POST /api/v1/tickets` | `TicketLifeTests.A_ticket_flies` `CoverageTests.A_due_time_skips_what_is_closed` | - |
            """).Faults(SourceTree.Repository));

    [Fact]
    public void Every_bad_input_of_coverage_has_a_test_that_is_there()
    {
        var inputs = CoverageTable.ParseInputs(Page("docs/coverage.md"));

        Assert.Empty(inputs.WithoutTest());
        Assert.Empty(inputs.Faults(SourceTree.Repository));
    }

    [Fact]
    public void A_bad_input_without_a_test_is_found()
    {
        var inputs = CoverageTable.ParseInputs(
            """
            | input | answer | test |
            |---|---|---|
            | a flood | 503 | - |
            | a storm | 503 | `BadInputTests.A_storm_passes` |
            """);

        Assert.Equal(["a flood"], inputs.WithoutTest());
        Assert.Equal(["a storm: no test BadInputTests.A_storm_passes"], inputs.Faults(SourceTree.Repository));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void The_commands_of_the_readme_are_programs_that_run(string page)
    {
        var programs = Command().Matches(Page(page)).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("banzhang", programs);
        Assert.Contains("test", programs);
        Assert.All(programs, program => Assert.True(Runs(Path.Combine(SourceTree.Root, program)), $"{page}: ./{program}"));
    }

    [Fact]
    public void Both_readmes_have_as_many_headings() => Assert.Equal(Headings("README.md"), Headings("README.zh-CN.md"));

    private static bool Runs(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));

    private static List<int> Headings(string page) => [.. Heading().Matches(Page(page)).Select(match => match.Groups[1].Length)];

    private static string Page(string path) => File.ReadAllText(Path.Combine(SourceTree.Root, path));

    [GeneratedRegex(@"(?:^|`)(?:\w+=""[^""]*"" )?\./([\w-]+)(?: |`|$)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^(#+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
