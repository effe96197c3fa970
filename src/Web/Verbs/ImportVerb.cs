using System.CommandLine;
using System.Globalization;
using Banzhang.Platform.Localisation;
using Banzhang.Web.Exchange;
using CsvHelper;

namespace Banzhang.Web.Verbs;

internal static class ImportVerb
{
    private static readonly string[] Extensions = [".csv", ".jsonl", ".ndjson", ".json"];

    public static Command Import()
    {
        var kind = new Argument<string>("KIND") { Description = Words.HelpImportKind };
        var file = new Argument<string>("FILE") { Description = Words.HelpImportFile };
        var command = new Command("import", Words.HelpImport) { kind, file, CommandLine.Data };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetValue(file)!;
            if (Unusable(path, parsed.GetValue(kind), mustExist: true) is { } line)
            {
                Console.Error.WriteLine(line);
                return CommandLine.Unusable;
            }

            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var kinds = ImportKind.All(services, CommandActor.Administrator);
            if (kinds.FirstOrDefault(k => k.Name == parsed.GetValue(kind)) is not { } chosen)
            {
                Console.Error.WriteLine(WordBook.Say(Words.UnknownKind, parsed.GetValue(kind), string.Join(", ", kinds.Select(k => k.Name))));
                return CommandLine.Unusable;
            }

            var report = await Importing.RunAsync(chosen, path, stop);
            Console.Error.WriteLine(WordBook.Say(report.Rejected == 0 ? Words.Imported : Words.ImportedWithRejected, report.Added, report.Known, report.Rejected, path + ".rejected"));
            await SayOnceAsync(report.Secrets);
            return report.Rejected == 0 ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    public static Command Export()
    {
        var kind = new Argument<string>("KIND") { Description = Words.HelpExportKind };
        var file = new Argument<string>("FILE") { Description = Words.HelpImportFile };
        var command = new Command("export", Words.HelpExport) { kind, file, CommandLine.Data };
        command.SetAction(async (parsed, stop) =>
        {
            if (!Exporting.Kinds.Contains(parsed.GetValue(kind)))
            {
                Console.Error.WriteLine(WordBook.Say(Words.UnknownKind, parsed.GetValue(kind), string.Join(", ", Exporting.Kinds)));
                return CommandLine.Unusable;
            }

            var path = parsed.GetValue(file)!;
            if (Unusable(path, parsed.GetValue(kind), mustExist: false) is { } line)
            {
                Console.Error.WriteLine(line);
                return CommandLine.Unusable;
            }

            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var outcome = await new Exporting(services, CommandActor.Administrator).RunAsync(parsed.GetValue(kind)!, path, stop);
            Console.Error.WriteLine(WordBook.Say(Words.Exported, outcome.Value, path));
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>On standard output as CSV: nobody can read these passwords again, and each must be changed at the first sign-in.</summary>
    private static async Task SayOnceAsync(IReadOnlyList<(string Email, string Password)> secrets)
    {
        if (secrets.Count == 0)
        {
            return;
        }

        await using var table = new CsvWriter(Console.Out, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var row in secrets.Prepend(("email", "password")))
        {
            table.WriteField(row.Item1);
            table.WriteField(row.Item2);
            await table.NextRecordAsync();
        }
    }

    /// <summary>Everything is of several kinds, which no one table holds.</summary>
    private static string? Unusable(string path, string? kind, bool mustExist) =>
        mustExist && !File.Exists(path) ? WordBook.Say(Words.FileIsMissing, path)
        : !Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()) ? WordBook.Say(Words.FileHasOtherExtension, path)
        : kind == "all" && Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? WordBook.Say(Words.AllIsJsonLines, path)
        : null;
}
