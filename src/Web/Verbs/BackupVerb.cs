using System.CommandLine;
using Banzhang.Platform.Backup;

namespace Banzhang.Web.Verbs;

internal static class BackupVerb
{
    public static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = Words.HelpBackupFile };
        var command = new Command("backup", Words.HelpBackup) { file, CommandLine.Data };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var outcome = await services.GetRequiredService<BackupHandler>().HandleAsync(new(parsed.GetValue(file)!), CommandActor.Administrator, stop);
            if (outcome.Refusal is { } refusal)
            {
                return CommandLine.Refuse(refusal);
            }

            Console.Error.WriteLine(Platform.Localisation.WordBook.Say(Words.BackedUp, parsed.GetValue(file), outcome.Value / 1024 / 1024));
            return CommandLine.Done;
        });
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<string>("FILE") { Description = Words.HelpBackupFile };
        var force = new Option<bool>("--force") { Description = Words.HelpForce };
        var command = new Command("restore", Words.HelpRestore) { file, force, CommandLine.Data };
        command.SetAction(async (parsed, stop) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var database = Hosting.Composition.DatabaseOf(configuration, parsed.GetValue(CommandLine.Data)!);
            using var held = database.Kind == Platform.Data.DatabaseKind.Sqlite ? Platform.Startup.FolderLock.Take(database.DataFolder) : null;
            var outcome = await Restoring.RunAsync(database, Hosting.Composition.Rooms, parsed.GetValue(file)!, parsed.GetValue(force), stop);
            if (outcome.Refusal is { } refusal)
            {
                return CommandLine.Refuse(refusal);
            }

            Console.Error.WriteLine(Platform.Localisation.WordBook.Say(Words.Restored, parsed.GetValue(file)));
            return CommandLine.Done;
        });
        return command;
    }
}
