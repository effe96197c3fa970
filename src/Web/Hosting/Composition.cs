using Banzhang.Customers;
using Banzhang.Desk;
using Banzhang.Insight;
using Banzhang.People;
using Banzhang.Platform;
using Banzhang.Platform.Console;
using Banzhang.Platform.Data;
using Banzhang.Quality;
using Banzhang.Voice;

namespace Banzhang.Web.Hosting;

/// <summary>Puts the rooms together, for the server and for the command line.</summary>
internal static class Composition
{
    public static readonly RoomCatalog Rooms = new([typeof(PlatformModule).Assembly, RoomAssembly.Assembly], "Banzhang.Migrations.Sqlite", "Banzhang.Migrations.Postgres");

    public static void AddBanzhang(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddPlatform(database, Rooms);
        services.AddPeople();
        services.AddCustomers();
        services.AddDesk();
        services.AddVoice();
        services.AddQuality();
        services.AddInsight();
        services.AddSingleton<INavigation, Navigation>();
        services.AddSingleton<ConsoleFrames>();
    }

    /// <summary>PostgreSQL by one setting, else the embedded database in the folder.</summary>
    public static DatabaseOptions DatabaseOf(IConfiguration configuration, string folder) =>
        DatabaseOptions.For(configuration.GetConnectionString("Banzhang"), folder);
}
