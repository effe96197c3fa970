using System.CommandLine;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Startup;
using Banzhang.Web.Hosting;

namespace Banzhang.Web.Verbs;

internal static class ServeVerb
{
    public static readonly Option<string> Urls = new("--urls") { Description = Words.HelpUrls, DefaultValueFactory = _ => "http://127.0.0.1:5080", HelpName = "URL" };

    public static Command Command()
    {
        var command = new Command("serve", Words.HelpServe) { Urls, CommandLine.Data };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(Urls)!, parsed.GetValue(CommandLine.Data)!, _ => Task.CompletedTask, traffic: false, stop));
        return command;
    }

    /// <param name="urls">Where to listen.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="prepared">Runs once the database is of this version and before the first request.</param>
    /// <param name="stop">Stops the server gracefully.</param>
    /// <param name="traffic">Fictional customers keep arriving.</param>
    public static async Task<int> RunAsync(string urls, string folder, Func<IServiceProvider, Task> prepared, bool traffic, CancellationToken stop)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var database = Composition.DatabaseOf(configuration, folder);
        using var held = database.Kind == DatabaseKind.Sqlite ? FolderLock.Take(database.DataFolder) : null;
        var databases = new AppDbFactory(database, Composition.Rooms);
        var modelling = Task.Run(databases.BuildModel, stop);
        var builder = Server.Builder(database, [], urls);
        builder.Services.AddSingleton(_ => databases);
        if (traffic)
        {
            builder.Services.AddHostedService<Demo.DemoTraffic>();
        }

        var app = builder.Build();

        // Database and routes know nothing of each other until the first request: each gets a processor.
        var preparing = Task.Run(async () =>
        {
            await modelling;
            await Server.PrepareAsync(app.Services, stop);
        }, stop);
        Server.Compose(app);
        await preparing;
        await prepared(app.Services);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CannotStartException(CannotStartReason.AddressIsInUse, urls, fault);
        }
        catch (Exception fault) when (fault is FormatException or System.Net.Sockets.SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" })
        {
            throw new CannotStartException(CannotStartReason.AddressCannotBeUsed, urls, fault);
        }

        await SayAsync(app, urls, stop);
        await app.WaitForShutdownAsync(stop);
        await app.DisposeAsync();
        return CommandLine.Done;
    }

    private static async Task SayAsync(WebApplication app, string urls, CancellationToken stop)
    {
        Console.Error.WriteLine(WordBook.Say(Words.Serving, urls));
        if (!await app.Services.GetRequiredService<AccountQuery>().AnyAsync(stop))
        {
            Console.Error.WriteLine(WordBook.Say(Words.FirstStart, $"{urls}/setup", app.Services.GetRequiredService<SetUpCode>().Value));
        }
    }
}
