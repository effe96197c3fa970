using System.CommandLine;
using System.Diagnostics;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal.Branding;
using Banzhang.Platform.Console;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Search;
using Banzhang.Platform.Settings;
using Banzhang.Web.Demo;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Web.Verbs;

/// <summary>The same server over a fictional company with history, and customers who keep arriving.</summary>
internal static class DemoVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = Words.HelpData, DefaultValueFactory = _ => "./data/demo", HelpName = "DIR" };
        var days = new Option<int>("--days") { Description = Words.HelpDemoDays, DefaultValueFactory = _ => 90 };
        var quiet = new Option<bool>("--quiet") { Description = Words.HelpQuiet };
        var command = new Command("demo", Words.HelpDemo) { ServeVerb.Urls, data, days, quiet };
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(days) is < 0 or > 1600)
            {
                Console.Error.WriteLine(Words.DemoDaysOutOfRange);
                return CommandLine.Unusable;
            }

            var urls = parsed.GetValue(ServeVerb.Urls)!;
            return await ServeVerb.RunAsync(urls, parsed.GetValue(data)!, services => PrepareAsync(services, urls, parsed.GetValue(days), stop), !parsed.GetValue(quiet), stop);
        });
        return command;
    }

    /// <summary>Fills an empty database; opens one door a role with a new password either way.</summary>
    public static async Task PrepareAsync(IServiceProvider services, string urls, int days, CancellationToken stop)
    {
        var world = DemoWorld.Read();
        var writes = services.GetRequiredService<IWrites>();
        var company = new DemoCompany(writes, services.GetRequiredService<Passwords>(), world);
        if (!await services.GetRequiredService<AccountQuery>().AnyAsync(stop))
        {
            var clock = Stopwatch.StartNew();
            Console.Error.WriteLine(WordBook.Say(Words.FillingDemo, world.Company, days));
            var agents = await company.FoundAsync(stop);
            await services.GetRequiredService<SettingsBook>().ChangeAsync(PortalBrand.Setting, new("", world.Company), 0, Actor.System, stop);
            services.GetRequiredService<Desk.Queues.QueuesQuery>().Forget();
            var queues = await services.GetRequiredService<IQueues>().ReadAsync(stop);
            var tickets = await new DemoHistory(writes, services.GetRequiredService<SearchIndex>(), world, agents, queues)
                .WriteAsync(days, services.GetRequiredService<TimeProvider>().GetUtcNow(), stop);
            Console.Error.WriteLine(WordBook.Say(Words.DemoFilled, tickets, clock.Elapsed.TotalSeconds));
        }

        var doors = await company.OpenDoorsAsync(services.GetRequiredService<IDbContextFactory<AppDb>>(), stop);
        Console.Out.WriteLine(WordBook.Say(Words.DemoAddress, urls));
        foreach (var door in doors)
        {
            Console.Out.WriteLine($"  {door.Role,-14} {door.Email}  {door.Password}  {door.Name} ({RoleNames.Of(door.Role)})");
        }
    }
}
