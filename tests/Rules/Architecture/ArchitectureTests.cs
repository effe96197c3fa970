namespace Banzhang.Tests.Rules.Architecture;

/// <summary>The rules of the house over the house itself. Each is proven able to fail in <see cref="CanaryTests"/>.</summary>
public class ArchitectureTests
{
    private static readonly string[] Assemblies = [.. Directory.GetFiles(AppContext.BaseDirectory, "Banzhang.*.dll").Where(file => Path.GetFileName(file) != "Banzhang.Rules.dll")];

    private static readonly CompiledCode All = AssemblyReader.Read(Assemblies);
    private static readonly CompiledCode Modules = Of("Modules");
    private static readonly RoomTable Table = RoomTable.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "ARCHITECTURE.md")));

    [Fact]
    public void The_table_names_rooms_and_has_no_cycle() => None(Table.Faults());

    [Fact]
    public void Every_room_stands_in_the_table() => None(Walls.Rooms(Modules, Table, SourceTree.Repository.FoldersIn("src/Modules/")));

    [Fact]
    public void Rooms_ask_along_the_table_and_only_at_the_door() => None(Walls.Doors(Modules, Table));

    [Fact]
    public void Constants_are_private_outside_contracts() => None(Walls.Constants(Modules));

    [Fact]
    public void Rules_decide_from_values() => None(Walls.Rules(Modules));

    [Fact]
    public void The_kernel_knows_system_only() => None(Walls.Kernel(Of("Kernel"), "Banzhang.Kernel"));

    [Fact]
    public void Storage_is_known_to_few() => None(Walls.Storage(Modules));

    [Fact]
    public void Components_do_not_know_the_database() => None(Walls.Components(All));

    [Fact]
    public void Namespaces_are_folders() => None(Sources.Namespaces(SourceTree.Repository));

    [Fact]
    public void Names_say_what_things_do() => None(Sources.Names(SourceTree.Repository, All));

    [Fact]
    public void No_Han_characters_stand_in_code() => None(Sources.Han(SourceTree.Repository));

    [Fact]
    public void Both_languages_have_the_same_words() => None(WordFiles.Pairs(SourceTree.Repository));

    [Fact]
    public void Every_word_is_used() => None(WordFiles.Unused(SourceTree.Repository, All));

    [Fact]
    public void Chinese_words_are_Chinese() => None(WordFiles.Untranslated(SourceTree.Repository, SameInBoth()));

    [Fact]
    public void Every_refusal_can_be_said() => None(WordFiles.Unsayable(SourceTree.Repository, All));

    [Fact]
    public void Every_rule_has_its_page() =>
        Assert.All(Enumerable.Range(1, 16), number => Assert.True(File.Exists(Path.Combine(SourceTree.Root, "docs", "rules", $"OPS{number:000}.md"))));

    private static CompiledCode Of(string project) => AssemblyReader.Read(Path.Combine(AppContext.BaseDirectory, $"Banzhang.{project}.dll"));

    private static HashSet<string> SameInBoth() =>
        [.. File.ReadAllLines(Path.Combine(SourceTree.Root, "tests", "Rules", "Architecture", "same-in-both-languages.txt")).Where(line => line.Length > 0)];

    private static void None(IEnumerable<Violation> violations)
    {
        var found = violations.Distinct().Order().ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
