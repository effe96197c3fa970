using Banzhang;
using Banzhang.Platform;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore.Design;

Console.Error.WriteLine("Started by dotnet ef only; see eng/add-migration.");
return 2;

/// <summary>Design time: the provider is the argument after --, sqlite or pg.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<AppDb>
{
    public AppDb CreateDbContext(string[] args)
    {
        var postgres = args.Contains("pg") ? "Host=localhost;Database=design" : null;
        var database = DatabaseOptions.For(postgres, Path.Combine(Path.GetTempPath(), "banzhang-design"));
        return new AppDbFactory(database, new RoomCatalog([typeof(PlatformModule).Assembly, RoomAssembly.Assembly], "Banzhang.Migrations.Sqlite", "Banzhang.Migrations.Postgres")).CreateForMigration();
    }
}
