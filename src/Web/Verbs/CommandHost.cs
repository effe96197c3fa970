using Banzhang.Web.Hosting;

namespace Banzhang.Web.Verbs;

/// <summary>The product without its web edges, for one command: on the same database as a running server, whose writer it takes turns with.</summary>
internal static class CommandHost
{
    public static async Task<ServiceProvider> OpenAsync(string folder, CancellationToken stop)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(o => o.SingleLine = true).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddBanzhang(Composition.DatabaseOf(configuration, folder));
        var provider = services.BuildServiceProvider();
        await Server.PrepareAsync(provider, stop);
        return provider;
    }
}
