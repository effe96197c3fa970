using System.CommandLine;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Outbox;

namespace Banzhang.Web.Verbs;

/// <summary>Walks the audit chain and recomputes the books; every difference is a line, and any makes the exit code 1.</summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        var command = new Command("verify", Words.HelpVerify) { CommandLine.Data };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            return await RunAsync(services, stop);
        });
        return command;
    }

    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken stop)
    {
        await services.GetRequiredService<OutboxDelivery>().DrainAsync(stop);
        await services.GetRequiredService<AuditSealing>().SealAllAsync(stop);
        var differences = 0;
        var audit = await services.GetRequiredService<AuditVerification>().WalkAsync(stop);
        foreach (var difference in audit.Differences)
        {
            differences++;
            Console.Out.WriteLine(WordBook.Say(WordBook.Say(difference.Kind), difference.Number));
        }

        foreach (var book in services.GetServices<IBookCheck>())
        {
            await foreach (var difference in book.CheckAsync(stop))
            {
                differences++;
                Console.Out.WriteLine(WordBook.Say(Words.BookDiffers, difference.Book, difference.Thing, difference.Recorded, difference.Recomputed));
            }
        }

        Console.Out.WriteLine(WordBook.Say(differences == 0 ? Words.NoDifference : Words.SomeDifferences, audit.Entries, audit.Links, differences));
        return differences == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
