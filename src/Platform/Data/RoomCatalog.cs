using System.Reflection;

namespace Banzhang.Platform.Data;

/// <summary>The assemblies whose entities, events and listeners make up the product.</summary>
public sealed record RoomCatalog(IReadOnlyList<Assembly> Assemblies, string SqliteMigrations = "", string PostgresMigrations = "");
