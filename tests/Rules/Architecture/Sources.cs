using System.Text.RegularExpressions;

namespace Banzhang.Tests.Rules.Architecture;

/// <summary>How source files are named and what they may not hold: OPS010 to OPS012.</summary>
internal static partial class Sources
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl", "Dto", "Vm"];

    /// <summary>The component kit may be one namespace, so that a page needs one @using; its folders then only sort the files.</summary>
    private const string Kit = "src/Platform/Ui/";

    /// <summary>OPS010: the namespace is the folder's path. Modules is the house itself, so that its folders are rooms.</summary>
    public static IEnumerable<Violation> Namespaces(SourceTree tree)
    {
        foreach (var path in tree.Under("src/", ".cs", ".razor").Where(path => !path.StartsWith("src/Migrations.", StringComparison.Ordinal)))
        {
            var expected = SpaceOf(path);
            var stated = path.EndsWith(".razor", StringComparison.Ordinal) ? RazorNamespace().Match(tree[path]) : FileNamespace().Match(tree[path]);
            if (stated.Success && stated.Groups[1].Value != expected && !(path.StartsWith(Kit, StringComparison.Ordinal) && stated.Groups[1].Value == "Banzhang.Platform.Ui"))
                yield return new("OPS010", path, expected);
            if (!stated.Success && path.EndsWith(".cs", StringComparison.Ordinal) && TypeDeclaration().IsMatch(tree[path]))
                yield return new("OPS010", path, expected);
        }
    }

    /// <summary>OPS011: a name that ends in an empty word hides what the thing does. Refusals are sentences and may end in any.</summary>
    public static IEnumerable<Violation> Names(SourceTree tree, CompiledCode code)
    {
        foreach (var path in tree.Under("src/", ".cs", ".razor", ".js", ".css"))
        {
            if (EndsEmpty(path.Split('/')[^1].Split('.')[0]) is { } word)
                yield return new("OPS011", path, word);
        }
        foreach (var type in code.Types.Where(type => type.Name.IsIn("Banzhang") && !code.IsRefusal(type)))
        {
            if (EndsEmpty(type.Name.Name) is { } word)
                yield return new("OPS011", type.Name.ToString(), word);
        }
    }

    /// <summary>OPS012: text for people lives in Words and test data in fixtures, never in code.</summary>
    public static IEnumerable<Violation> Han(SourceTree tree)
    {
        foreach (var path in tree.Under("", ".cs", ".razor", ".js", ".css", ".csproj"))
        {
            var lines = tree[path].Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].EnumerateRunes().Any(IsHan))
                    yield return new("OPS012", path, $"line {i + 1}");
            }
        }
    }

    public static bool IsHan(System.Text.Rune rune) => rune.Value is
        0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    private static string SpaceOf(string path)
    {
        var folders = path.Split('/')[1..^1];
        return string.Join('.', folders[0] == "Modules" ? ["Banzhang", .. folders[1..]] : (string[])["Banzhang", .. folders]);
    }

    private static string? EndsEmpty(string name) => Array.Find(EmptyWords, word => name.Length > word.Length && name.EndsWith(word, StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"^@namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex RazorNamespace();

    [GeneratedRegex(@"^(public|internal|file|sealed|static|abstract|partial|readonly)?[\w ]*\b(class|record|struct|interface|enum)\s+\w", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
