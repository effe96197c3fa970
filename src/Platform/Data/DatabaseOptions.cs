namespace Banzhang.Platform.Data;

public enum DatabaseKind
{
    Sqlite = 1,
    Postgres = 2,
}

/// <summary>Which database this node uses and where its files lie.</summary>
/// <param name="Kind">Embedded, or a PostgreSQL server.</param>
/// <param name="ConnectionString">For PostgreSQL; empty for the embedded database.</param>
/// <param name="DataFolder">Absolute folder of the embedded database and of stored files.</param>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString, string DataFolder)
{
    public string SqliteFile => Path.Combine(DataFolder, "banzhang.db");

    public static DatabaseOptions For(string? postgres, string dataFolder) =>
        string.IsNullOrWhiteSpace(postgres)
            ? new(DatabaseKind.Sqlite, "", Path.GetFullPath(dataFolder))
            : new(DatabaseKind.Postgres, postgres, Path.GetFullPath(dataFolder));
}
