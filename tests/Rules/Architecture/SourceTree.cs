namespace Banzhang.Tests.Rules.Architecture;

/// <summary>Files of the repository by path from its root, with forward slashes.</summary>
internal sealed class SourceTree(IReadOnlyDictionary<string, string> files)
{
    private static readonly string[] Kinds = [".cs", ".razor", ".js", ".css", ".csproj", ".resx"];

    private static readonly string[] NotOurs = ["/obj/", "/bin/", "/artifacts/", "/node_modules/", "/wwwroot/lib/"];

    private static readonly Lazy<SourceTree> Here = new(Load);

    /// <summary>This repository.</summary>
    public static SourceTree Repository => Here.Value;

    public static string Root { get; } = FindRoot();

    public IEnumerable<string> Paths => files.Keys;

    public string this[string path] => files[path];

    public bool Has(string path) => files.ContainsKey(path);

    public IEnumerable<string> Under(string folder, params string[] kinds) =>
        files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && Array.Exists(kinds, kind => path.EndsWith(kind, StringComparison.Ordinal)));

    /// <summary>Folders directly under a folder, by the files in them.</summary>
    public IReadOnlyCollection<string> FoldersIn(string folder) =>
        [.. files.Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Select(path => path[folder.Length..].Split('/')).Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct()];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Banzhang.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No Banzhang.slnx above {AppContext.BaseDirectory}.\nMaybe the tests were copied out of the repository.");
    }

    private static SourceTree Load()
    {
        var files = new Dictionary<string, string>();
        foreach (var top in new[] { "src", "tests", "bench", "eng", "tools" }.Select(name => Path.Combine(Root, name)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
            {
                var path = "/" + Path.GetRelativePath(Root, file).Replace('\\', '/');
                if (Array.Exists(Kinds, kind => path.EndsWith(kind, StringComparison.Ordinal)) && !Array.Exists(NotOurs, part => path.Contains(part, StringComparison.Ordinal)))
                    files[path[1..]] = File.ReadAllText(file);
            }
        }
        return new(files);
    }
}
