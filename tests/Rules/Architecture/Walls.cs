namespace Banzhang.Tests.Rules.Architecture;

/// <summary>Who may use what: OPS001 to OPS009, over compiled code.</summary>
internal static class Walls
{
    private const string House = "Banzhang.";

    private static readonly string[] StorageRoles = ["Handler", "Query", "Mapping", "Tables", "Module", "Job", "Seed"];

    private static readonly string[] OutsideWorld = ["System.IO", "System.Net", "System.Data", "System.Threading.Tasks"];

    /// <summary>OPS001: every room in code and every folder has a row; every room in code has a folder.</summary>
    public static IEnumerable<Violation> Rooms(CompiledCode modules, RoomTable table, IReadOnlyCollection<string> folders)
    {
        foreach (var room in modules.Types.Select(type => RoomOf(type.Name)).OfType<string>().Distinct())
        {
            if (!table.Has(room))
                yield return new("OPS001", room, "ARCHITECTURE.md");
            if (!folders.Contains(room))
                yield return new("OPS001", room, $"src/Modules/{room}");
        }
        foreach (var folder in folders.Where(folder => !table.Has(folder)))
            yield return new("OPS001", $"src/Modules/{folder}", "ARCHITECTURE.md");
    }

    /// <summary>OPS002: a room uses another only along an edge of the table. OPS003: and only its Contracts.</summary>
    public static IEnumerable<Violation> Doors(CompiledCode modules, RoomTable table)
    {
        var rooms = modules.Types.Select(type => RoomOf(type.Name)).OfType<string>().ToHashSet();
        foreach (var type in modules.Types)
        {
            var room = RoomOf(type.Name);
            foreach (var used in type.Uses)
            {
                var other = RoomOf(used);
                if (room is null || other is null || other == room || !rooms.Contains(other))
                    continue;
                if (!table.MayAsk(room, other))
                    yield return new("OPS002", type.Name.ToString(), used.ToString());
                if (used.Space != $"{House}{other}.Contracts")
                    yield return new("OPS003", type.Name.ToString(), used.ToString());
            }
        }
    }

    /// <summary>OPS005: a constant is inlined where it is used, out of this test's sight; outside Contracts it stays private.</summary>
    public static IEnumerable<Violation> Constants(CompiledCode modules) =>
        from type in modules.Types
        where RoomOf(type.Name) is { } room && type.Name.Space != $"{House}{room}.Contracts"
        from constant in type.VisibleConstants
        select new Violation("OPS005", type.Name.ToString(), constant);

    /// <summary>OPS006: rules decide from values: System without the outside world, Kernel, contracts, and Rules of their own room.</summary>
    public static IEnumerable<Violation> Rules(CompiledCode modules) =>
        from type in modules.Types
        where IsRule(type.Name)
        from used in type.Uses
        where !IsPure(used) && !used.IsIn("Banzhang.Kernel") && !used.Space.EndsWith(".Contracts", StringComparison.Ordinal) && !(RoomOf(used) == RoomOf(type.Name) && IsRule(used))
        select new Violation("OPS006", type.Name.ToString(), used.ToString());

    /// <summary>OPS007: the kernel knows System and itself.</summary>
    public static IEnumerable<Violation> Kernel(CompiledCode kernel, string space) =>
        from type in kernel.Types
        where type.Name.IsIn(space)
        from used in type.Uses
        where !used.IsIn("System") && !used.IsIn(space) && used.Space.Length > 0 && !used.IsIn("Microsoft.CodeAnalysis")
        select new Violation("OPS007", type.Name.ToString(), used.ToString());

    /// <summary>OPS008: how things are stored is known to handlers, queries, jobs, mappings, tables and the module's wiring.</summary>
    public static IEnumerable<Violation> Storage(CompiledCode modules) =>
        from type in modules.Types
        where RoomOf(type.Name) is not null && !Array.Exists(StorageRoles, role => type.Name.Name.EndsWith(role, StringComparison.Ordinal))
        from used in type.Uses
        where used.IsIn("Microsoft.EntityFrameworkCore")
        select new Violation("OPS008", type.Name.ToString(), used.ToString());

    /// <summary>OPS009: a component asks a handler or a query, never the database.</summary>
    public static IEnumerable<Violation> Components(CompiledCode code) =>
        from type in code.Types
        where code.Bases(type).Any(parent => parent is { Space: "Microsoft.AspNetCore.Components", Name: "ComponentBase" or "LayoutComponentBase" or "OwningComponentBase" })
        from used in type.Uses
        where used.Name == "AppDb"
        select new Violation("OPS009", type.Name.ToString(), used.ToString());

    /// <summary>The segment after the house's name; null for types of no room.</summary>
    private static string? RoomOf(TypeName name) =>
        name.Space.StartsWith(House, StringComparison.Ordinal) && name.Space.Split('.')[1] is { Length: > 0 } room && room is not ("Kernel" or "Mail" or "Platform" or "Planning" or "Conversation" or "Modules")
            ? room
            : null;

    private static bool IsRule(TypeName name) => name.Space.Split('.').Contains("Rules");

    private static bool IsPure(TypeName used) =>
        used.Space.Length == 0 || (used.IsIn("System") && !Array.Exists(OutsideWorld, used.IsIn)) || used.IsIn("Microsoft.CodeAnalysis");
}
