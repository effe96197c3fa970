using System.Text.RegularExpressions;
using Banzhang.Tests.Rules.Architecture;

namespace Banzhang.Tests.Rules.Docs;

/// <summary>Method and path of every endpoint in src, read from the Map calls. Parameters count as equal whatever their name and kind.</summary>
internal sealed partial class Endpoints
{
    private readonly HashSet<string> _known;

    private Endpoints(HashSet<string> known) => _known = known;

    public static Endpoints Of(SourceTree tree) => new([.. tree.Under("src/", ".cs").SelectMany(path => In(tree[path]))]);

    public bool Have(string call) => _known.Contains(Plain(call));

    private static IEnumerable<string> In(string text)
    {
        // Rooms are given the group of the API under this name.
        var prefixes = new Dictionary<string, string> { ["api"] = "/api/v1" };
        foreach (Match group in Group().Matches(text))
            prefixes[group.Groups[1].Value] = prefixes.GetValueOrDefault(group.Groups[2].Value, "") + group.Groups[3].Value;
        prefixes["api"] = "/api/v1";
        var names = Constant().Matches(text).DistinctBy(match => match.Groups[1].Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach (Match map in Map().Matches(text))
        {
            var pattern = map.Groups[4].Success ? names.GetValueOrDefault(map.Groups[4].Value) : map.Groups[3].Value;
            foreach (var (name, value) in names)
                pattern = pattern?.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            if (pattern is not null)
                yield return Plain($"{map.Groups[2].Value.ToUpperInvariant()} {prefixes.GetValueOrDefault(map.Groups[1].Value, "")}{pattern}");
        }
        foreach (Match verb in Verb().Matches(text))
            yield return Plain($"POST {prefixes.GetValueOrDefault(verb.Groups[1].Value, "")}/{{number}}/{verb.Groups[2].Value}");
        foreach (Match document in OpenApi().Matches(text))
            yield return Plain($"GET {document.Groups[1].Value}");
    }

    private static string Plain(string call) => Parameter().Replace(call, "{}");

    [GeneratedRegex(@"var (\w+) = (\w+)\.MapGroup\(""([^""]*)""\)")]
    private static partial Regex Group();

    [GeneratedRegex(@"(?:const|static readonly) string (\w+) = ""(/[^""]*)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"(\w+)\.Map(Get|Post|Put|Patch|Delete)\((?:\$?""([^""]*)""|(\w+)),")]
    private static partial Regex Map();

    [GeneratedRegex(@"\bMapVerb<[^>]*>\((\w+), ""(\w+)""")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\.MapOpenApi\(""([^""]*)""\)")]
    private static partial Regex OpenApi();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Parameter();
}
