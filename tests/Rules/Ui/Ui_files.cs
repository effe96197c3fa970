using System.Text.RegularExpressions;
using Banzhang.Platform.Ui;

namespace Banzhang.Tests.Rules.Ui;

/// <summary>What holds for the styles, modules and icons that are served as they lie.</summary>
public sealed partial class Ui_files
{
    private static readonly string WebRoot = Path.Combine(Repository(), "src", "Web", "wwwroot");

    [Fact]
    public void Every_icon_has_a_name_and_every_name_an_icon()
    {
        var drawn = SymbolId().Matches(File.ReadAllText(Path.Combine(WebRoot, "icons.svg"))).Select(m => m.Groups[1].Value);

        Assert.Equal(drawn, Enum.GetValues<IconName>().Select(IconFiles.Of));
    }

    [Fact]
    public void Only_the_tokens_name_a_colour() =>
        Assert.DoesNotContain(Styles().Where(f => Path.GetFileName(f) != "tokens.css"), f => Colour().IsMatch(File.ReadAllText(f)));

    [Fact]
    public void No_style_shouts() =>
        Assert.DoesNotContain(Styles(), f => File.ReadAllText(f).Contains("!important", StringComparison.Ordinal));

    [Fact]
    public void No_style_and_no_module_contains_Han() =>
        Assert.DoesNotContain(Styles().Concat(Modules()), f => Han().IsMatch(File.ReadAllText(f)));

    [Fact]
    public void Every_token_that_is_used_is_declared()
    {
        // Set by components (--v) or by the page around them (--tag, --shift).
        var declared = Declared().Matches(string.Concat(Styles().Select(File.ReadAllText))).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        declared.UnionWith(["--v", "--y", "--g", "--t", "--a", "--w", "--c", "--tag", "--shift"]);
        var used = Styles().SelectMany(f => Used().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Name: m.Groups[1].Value)));

        Assert.DoesNotContain(used, u => !declared.Contains(u.Name));
    }

    [Fact]
    public void Every_import_of_a_module_exists() =>
        Assert.Empty(
            from module in Modules()
            from Match import in Import().Matches(File.ReadAllText(module))
            where !File.Exists(Path.Combine(WebRoot, "js", import.Groups[1].Value))
            select $"{Path.GetFileName(module)}: {import.Groups[1].Value}");

    [Fact]
    public void Every_word_a_module_says_is_sent_by_the_shell()
    {
        var sent = typeof(Shell).Assembly.GetType("Banzhang.Platform.Ui.PageWords")!.GetMethod("Json")!.Invoke(null, null)!.ToString()!;

        Assert.DoesNotContain(Modules().SelectMany(m => Said().Matches(File.ReadAllText(m)).Select(s => s.Groups[1].Value)).Distinct(), k => !sent.Contains($"\"{k}\":", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_vendored_library_brings_its_licence_and_version() =>
        Assert.All(Directory.GetDirectories(Path.Combine(WebRoot, "lib")), d =>
        {
            Assert.True(File.Exists(Path.Combine(d, "LICENSE")));
            Assert.True(File.Exists(Path.Combine(d, "VERSION")));
        });

    [Fact]
    public void Equal_files_are_served_under_an_equal_root()
    {
        var root = AssetFiles.RootOf(WebRoot);

        Assert.Matches("^/v-[0-9a-f]{8}$", root);
        Assert.Equal(root, AssetFiles.RootOf(WebRoot));
    }

    private static string[] Styles() => Directory.GetFiles(Path.Combine(WebRoot, "css"), "*.css");

    private static string[] Modules() => Directory.GetFiles(Path.Combine(WebRoot, "js"), "*.js");

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Banzhang.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    private static partial Regex SymbolId();

    [GeneratedRegex(@"#[0-9A-Fa-f]{3,8}\b(?=[^{}]*[;}])|\brgba?\(|\bhsla?\(|\boklch\(")]
    private static partial Regex Colour();

    [GeneratedRegex("[\u2e80-\u9fff\uff00-\uffef]")]
    private static partial Regex Han();

    [GeneratedRegex(@"(--[\w-]+)\s*:")]
    private static partial Regex Declared();

    [GeneratedRegex(@"var\((--[\w-]+)")]
    private static partial Regex Used();

    [GeneratedRegex(@"(?:from|import) '\./([\w-]+\.js)'")]
    private static partial Regex Import();

    [GeneratedRegex(@"\bsay\('(\w+)'")]
    private static partial Regex Said();
}
