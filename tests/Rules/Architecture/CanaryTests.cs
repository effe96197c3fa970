using Banzhang.Kernel;

namespace Banzhang.Tests.Rules.Architecture;

/// <summary>Proves that each rule can fail: the canaries break each once, and exactly that is reported.</summary>
public class CanaryTests
{
    private const string Page = "| room | may ask | what |\n|---|---|---|\n| CanaryA | CanaryB | breaks rules |\n| CanaryB | - | is asked |\n";

    /// <summary>With the Kernel, in which the bases of refusals end.</summary>
    private static readonly CompiledCode Canaries = AssemblyReader
        .Read(typeof(CanaryTests).Assembly.Location, typeof(Refusal).Assembly.Location)
        .Where(type => type.Name.IsIn("Banzhang.CanaryA") || type.Name.IsIn("Banzhang.CanaryB") || type.Name.IsIn("Banzhang.Kernel"));

    private static readonly RoomTable Table = RoomTable.Parse(Page);

    [Fact]
    public void A_room_without_a_row_or_a_folder_is_found() => Finds(
        Walls.Rooms(Canaries, RoomTable.Parse("| room | may ask |\n|---|---|\n| CanaryA | - |\n"), ["CanaryA", "Attic"]),
        "OPS001 CanaryB -> ARCHITECTURE.md",
        "OPS001 CanaryB -> src/Modules/CanaryB",
        "OPS001 src/Modules/Attic -> ARCHITECTURE.md");

    [Fact]
    public void A_row_that_asks_a_stranger_or_in_a_circle_is_found() => Finds(
        RoomTable.Parse("| room | may ask |\n|---|---|\n| A | B |\n| B | C |\n| C | A |\n| D | A, Nobody |\n| E | all |\n").Faults(),
        "OPS001 D -> Nobody",
        "OPS004 A -> B",
        "OPS004 B -> C",
        "OPS004 C -> A");

    [Fact]
    public void Every_way_past_the_door_is_found() => Finds(
        Walls.Doors(Canaries, Table),
        "OPS002 CanaryB.Things.AsksUpward -> CanaryA.Contracts.Answer",
        "OPS003 CanaryA.Asking.ThroughAsync -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughAttribute -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughCaseAfterSwitch -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughField -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughGeneric -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughLambda -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughPattern -> CanaryB.Things.Thing",
        "OPS003 CanaryA.Asking.ThroughTypeof -> CanaryB.Things.Thing");

    [Fact]
    public void A_visible_constant_is_found() => Finds(
        Walls.Constants(Canaries),
        "OPS005 CanaryA.Asking.ShowsConstant -> Visible");

    [Fact]
    public void A_rule_that_reads_files_is_found() => Finds(
        Walls.Rules(Canaries),
        "OPS006 CanaryA.Asking.Rules.ReadsFiles -> System.IO.File");

    [Fact]
    public void A_kernel_that_knows_a_room_is_found() => Finds(
        Walls.Kernel(Canaries, "Banzhang.CanaryA.Kernel"),
        "OPS007 CanaryA.Kernel.KnowsRoom -> CanaryA.Asking.ShowsConstant");

    [Fact]
    public void Storage_outside_its_roles_is_found() => Finds(
        Walls.Storage(Canaries),
        "OPS008 CanaryA.Asking.ReadsDirectly -> Microsoft.EntityFrameworkCore.ChangeTracking.ChangeTracker",
        "OPS008 CanaryA.Asking.ReadsDirectly -> Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry",
        "OPS008 CanaryA.Asking.ReadsDirectly -> Microsoft.EntityFrameworkCore.DbContext");

    [Fact]
    public void A_component_that_knows_the_database_is_found() => Finds(
        Walls.Components(Canaries),
        "OPS009 CanaryA.Asking.KnowsDatabasePanel -> CanaryB.Contracts.AppDb");

    [Fact]
    public void A_namespace_beside_its_folder_is_found() => Finds(
        Sources.Namespaces(Tree(
            ("src/Modules/Desk/Tickets/Ticket.cs", "namespace Banzhang.Desk.Tickets;\nclass Ticket;"),
            ("src/Modules/Desk/Tickets/Moved.cs", "namespace Banzhang.Desk.Queues;\nclass Moved;"),
            ("src/Kernel/Percent.cs", "namespace Banzhang.Kernel;\nstruct Percent;"),
            ("src/Kernel/Lost.cs", "public static class Lost;"),
            ("src/Modules/Desk/TicketPage.razor", "@namespace Banzhang.Web\n<h1></h1>"),
            ("src/Platform/Ui/Marks/Tag.razor", "@namespace Banzhang.Platform.Ui"),
            ("src/Platform/Ui/Marks/Chip.razor", "@namespace Banzhang.Platform.Ui.Tables"),
            ("src/Web/Program.cs", "var app = 1;"))),
        "OPS010 src/Kernel/Lost.cs -> Banzhang.Kernel",
        "OPS010 src/Modules/Desk/TicketPage.razor -> Banzhang.Desk",
        "OPS010 src/Modules/Desk/Tickets/Moved.cs -> Banzhang.Desk.Tickets",
        "OPS010 src/Platform/Ui/Marks/Chip.razor -> Banzhang.Platform.Ui.Marks");

    [Fact]
    public void An_empty_name_is_found() => Finds(
        Sources.Names(Tree(("src/Web/DateUtils.js", ""), ("src/Web/Database.cs", "")), Canaries),
        "OPS011 CanaryA.Naming.EmptyHelper -> Helper",
        "OPS011 src/Web/DateUtils.js -> Utils");

    [Fact]
    public void Han_characters_in_code_are_found() => Finds(
        Sources.Han(Tree(("src/Web/a.cs", "ok\n// \u5b57"), ("src/Web/b.razor", "\ud840\udc00"), ("src/Web/c.js", "fine"), ("src/Web/Words.zh-CN.resx", "\u5b57"))),
        "OPS012 src/Web/a.cs -> line 2",
        "OPS012 src/Web/b.razor -> line 1");

    [Fact]
    public void Words_that_differ_between_languages_are_found() => Finds(
        WordFiles.Pairs(Tree(
            ("src/Modules/Desk/Words.resx", Words(("Same", "{0} of {1}"), ("OnlyEnglish", "x"), ("Lost", "{0} and {1}"))),
            ("src/Modules/Desk/Words.zh-CN.resx", Words(("Same", "{1:N0} {0}"), ("OnlyChinese", "x"), ("Lost", "{0}"))),
            ("src/Modules/People/Words.resx", Words()))),
        "OPS013 src/Modules/Desk/Words.zh-CN.resx -> Lost",
        "OPS013 src/Modules/Desk/Words.zh-CN.resx -> OnlyChinese",
        "OPS013 src/Modules/Desk/Words.zh-CN.resx -> OnlyEnglish",
        "OPS013 src/Modules/People/ -> Words.zh-CN.resx");

    [Fact]
    public void A_word_that_nobody_says_is_found() => Finds(
        WordFiles.Unused(
            Tree(
                ("src/Modules/Desk/Words.resx", Words(("Said", ""), ("CannotBeSaid", ""), ("Mood_Calm", ""), ("Mood_Wild", ""), ("Role_Agent", ""), ("Idle", ""))),
                ("src/Modules/Desk/DeskPage.razor", "<p>@Words.Said</p> @code { string X(string code) => Book($\"Role_{code}\"); }")),
            Canaries),
        "OPS014 src/Modules/Desk/Words.resx -> Idle",
        "OPS014 src/Modules/Desk/Words.resx -> Mood_Wild");

    [Fact]
    public void An_untranslated_sentence_is_found() => Finds(
        WordFiles.Untranslated(
            Tree(("src/Modules/Desk/Words.zh-CN.resx", Words(("Left", "Save {0}"), ("Done", "\u4fdd\u5b58 Save"), ("Name", "CSV {0:Date}"), ("Dash", "\u2013")))),
            new HashSet<string> { "CSV" }),
        "OPS015 src/Modules/Desk/Words.zh-CN.resx -> Left");

    [Fact]
    public void A_refusal_without_words_is_found()
    {
        Finds(
            WordFiles.Unsayable(Tree(), Canaries),
            "OPS016 CanaryA.Naming.CannotBeSaid -> Words.resx",
            "OPS016 CanaryA.Naming.WordIsCommon -> Words.resx");
        Finds(
            WordFiles.Unsayable(
                Tree(
                    ("src/Modules/CanaryA/Words.resx", Words(("CannotBeSaid", ""), ("WordIsCommon", ""))),
                    ("src/Modules/CanaryA/Words.zh-CN.resx", Words(("WordIsCommon", "")))),
                Canaries),
            "OPS016 CanaryA.Naming.CannotBeSaid -> src/Modules/CanaryA/Words.zh-CN.resx");
    }

    private static SourceTree Tree(params (string Path, string Text)[] files) => new(files.ToDictionary(file => file.Path, file => file.Text));

    private static string Words(params (string Key, string Value)[] words) =>
        $"<root>{string.Concat(words.Select(word => $"<data name=\"{word.Key}\"><value>{word.Value}</value></data>"))}</root>";

    private static void Finds(IEnumerable<Violation> violations, params string[] expected) => Assert.Equal(
        expected.Select(text => $"{text} (docs/rules/{text[..6]}.md)"),
        violations.Distinct().Order().Select(violation => violation.ToString()));
}
