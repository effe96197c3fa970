using System.Text.RegularExpressions;
using Banzhang.Tests.Rules.Architecture;

namespace Banzhang.Tests.Rules.Docs;

/// <summary>The tables "id | screen | API call | test" and "input | answer | test" of docs/coverage.md. What they name stands in back quotes, several to a cell.</summary>
internal sealed partial class CoverageTable
{
    private readonly List<Line> _lines;

    private CoverageTable(List<Line> lines) => _lines = lines;

    public static CoverageTable Parse(string page) => new(
        [.. Rows(page, "| id | screen | API call | test |").Select(cells => new Line(cells[1], Named(cells[2], "/"), [.. Named(cells[3], "").Where(call => call.Contains(" /", StringComparison.Ordinal))], Named(cells[4], "")))]);

    public static CoverageTable ParseInputs(string page) => new([.. Rows(page, "| input | answer | test |").Select(cells => new Line(cells[1], [], [], Named(cells[3], "")))]);

    /// <summary>The beginnings of lines that name no test.</summary>
    public IEnumerable<string> WithoutTest() => _lines.Where(line => line.Tests.Count == 0).Select(line => line.Id);

    private static List<string[]> Rows(string page, string heading)
    {
        var rows = page.Split('\n')
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"No table '{heading}' was found.\nMaybe its heading was reworded.");
    }

    /// <summary>Everything the table names that is not there, as sentences.</summary>
    public IEnumerable<string> Faults(SourceTree tree)
    {
        var endpoints = Endpoints.Of(tree);
        var tests = tree.Under("tests/", ".cs").Select(path => tree[path]).ToList();
        foreach (var line in _lines)
        {
            foreach (var screen in line.Screens.Where(screen => !endpoints.Have($"GET {screen}")))
                yield return $"{line.Id}: no screen {screen}";
            foreach (var call in line.Calls.Where(call => !endpoints.Have(call)))
                yield return $"{line.Id}: no call {call}";
            foreach (var test in line.Tests.Where(test => !tests.Exists(text => Holds(text, test))))
                yield return $"{line.Id}: no test {test}";
        }
    }

    private static bool Holds(string text, string test) =>
        test.Split('.') is [var type, var method]
        && Regex.IsMatch(text, $@"\bclass {Regex.Escape(type)}\b")
        && Regex.IsMatch(text, $@"\b(?:void|Task) {Regex.Escape(method)}\(");

    private static List<string> Named(string cell, string beginning) =>
        [.. Quoted().Matches(cell).Select(match => match.Groups[1].Value).Where(name => name.StartsWith(beginning, StringComparison.Ordinal))];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    private sealed record Line(string Id, List<string> Screens, List<string> Calls, List<string> Tests);
}
