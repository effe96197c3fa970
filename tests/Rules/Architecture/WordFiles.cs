using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Banzhang.Tests.Rules.Architecture;

/// <summary>The words for people, in two languages: OPS013 to OPS016.</summary>
internal static partial class WordFiles
{
    private const string English = "Words.resx";
    private const string Chinese = "Words.zh-CN.resx";

    /// <summary>OPS013: both languages have the same keys with the same placeholders.</summary>
    public static IEnumerable<Violation> Pairs(SourceTree tree)
    {
        foreach (var folder in Folders(tree, English).Union(Folders(tree, Chinese)))
        {
            if (!tree.Has(folder + English) || !tree.Has(folder + Chinese))
            {
                yield return new("OPS013", folder, tree.Has(folder + English) ? Chinese : English);
                continue;
            }
            var english = Read(tree[folder + English]);
            var chinese = Read(tree[folder + Chinese]);
            foreach (var key in english.Keys.Union(chinese.Keys).Where(key => !SamePlaceholders(english, chinese, key)))
                yield return new("OPS013", folder + Chinese, key);
        }
    }

    /// <summary>OPS014: every key is used: as <c>Words.Key</c>, as the name of a refusal, as <c>Enum_Value</c>, or by its literal prefix.</summary>
    public static IEnumerable<Violation> Unused(SourceTree tree, CompiledCode code)
    {
        var used = new HashSet<string>(code.Types.Where(type => code.IsRefusal(type)).Select(type => type.Name.Name));
        used.UnionWith(code.Types.SelectMany(type => type.EnumValues, (type, value) => $"{type.Name.Name}_{value}"));
        var prefixes = new HashSet<string>();
        foreach (var path in tree.Under("src/", ".cs", ".razor"))
        {
            used.UnionWith(UsedKey().Matches(tree[path]).Select(match => match.Groups[1].Value));
            prefixes.UnionWith(KeyPrefix().Matches(tree[path]).Select(match => match.Groups[1].Value));
        }
        foreach (var folder in Folders(tree, English).Where(folder => tree.Under(folder, ".cs", ".razor").Any()))
        {
            foreach (var key in Read(tree[folder + English]).Keys.Where(key => !used.Contains(key) && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))))
                yield return new("OPS014", folder + English, key);
        }
    }

    /// <summary>OPS015: a Chinese text says something in Chinese, unless all its words are the same in both languages.</summary>
    public static IEnumerable<Violation> Untranslated(SourceTree tree, IReadOnlySet<string> sameInBoth) =>
        from folder in Folders(tree, Chinese)
        from word in Read(tree[folder + Chinese])
        where !word.Value.EnumerateRunes().Any(Sources.IsHan)
        where LatinWord().Matches(Placeholder().Replace(word.Value, "")).Any(match => !sameInBoth.Contains(match.Value))
        select new Violation("OPS015", folder + Chinese, word.Key);

    /// <summary>OPS016: every refusal can be said in both languages, by the Words of the nearest folder upwards that has some.</summary>
    public static IEnumerable<Violation> Unsayable(SourceTree tree, CompiledCode code)
    {
        foreach (var type in code.Types.Where(type => code.IsRefusal(type)))
        {
            if (NearestBook(tree, type.Name.Space) is not { } folder)
                yield return new("OPS016", type.Name.ToString(), English);
            else if (!Has(tree, folder + English, type.Name.Name))
                yield return new("OPS016", type.Name.ToString(), folder + English);
            else if (!Has(tree, folder + Chinese, type.Name.Name))
                yield return new("OPS016", type.Name.ToString(), folder + Chinese);
        }
    }

    private static IEnumerable<string> Folders(SourceTree tree, string file) =>
        tree.Under("src/", "/" + file).Select(path => path[..^file.Length]);

    private static Dictionary<string, string> Read(string resx) => XDocument.Parse(resx).Root!
        .Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")?.Value ?? "");

    private static bool SamePlaceholders(Dictionary<string, string> english, Dictionary<string, string> chinese, string key) =>
        english.TryGetValue(key, out var one) && chinese.TryGetValue(key, out var other) && Placeholders(one).SetEquals(Placeholders(other));

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    private static string? NearestBook(SourceTree tree, string space)
    {
        var parts = space.Split('.')[1..];
        var project = parts.Length > 0 && parts[0] is "Platform" or "Kernel" or "Mail" or "Planning" or "Conversation" or "Web" ? "src/" : "src/Modules/";
        for (var length = parts.Length; length > 0; length--)
        {
            var folder = project + string.Join('/', parts[..length]) + "/";
            if (tree.Has(folder + English))
                return folder;
        }
        return null;
    }

    private static bool Has(SourceTree tree, string file, string key) => tree.Has(file) && Read(tree[file]).ContainsKey(key);

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\bWords\.(\w+)")]
    private static partial Regex UsedKey();

    [GeneratedRegex("\\$\"(\\w+_)\\{")]
    private static partial Regex KeyPrefix();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex LatinWord();
}
