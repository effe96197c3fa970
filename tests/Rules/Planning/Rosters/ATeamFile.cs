using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Files;
using Banzhang.Tests.Rules.Architecture;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>The example of docs/team-rosters.md: twelve people, two weeks, two skills, half hours.</summary>
internal static class ATeamFile
{
    public static string Page { get; } = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "team-rosters.md"));

    public static string Text { get; } = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "examples", "team.json"));

    public static TeamProblem Team { get; } = TeamReader.Read(Text).Value;

    /// <summary>The roster that the page shows.</summary>
    public static string RosterText { get; } = Page.Split("```json\n")[2].Split("```")[0];

    /// <summary>The text with the first place of one piece changed.</summary>
    public static string With(this string text, string piece, string other)
    {
        var at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{piece} is not in the file");
        return text[..at] + other + text[(at + piece.Length)..];
    }
}
