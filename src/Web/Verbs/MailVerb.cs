using System.CommandLine;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Mail;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

internal static class MailVerb
{
    public static Command Command()
    {
        var parsedFile = new Argument<string>("FILE") { Description = Words.HelpMailFile };
        var parse = new Command("parse", Words.HelpMailParse) { parsedFile };
        parse.SetAction(async (parsed, stop) =>
        {
            if (await ReadAsync(parsed.GetValue(parsedFile), stop) is not { } bytes)
            {
                return CommandLine.Unusable;
            }

            Console.Out.WriteLine(MailJson.Write(MailReader.Read(bytes)));
            return CommandLine.Done;
        });
        var file = new Argument<string?>("FILE") { Description = Words.HelpMailFile, Arity = ArgumentArity.ZeroOrOne };
        var to = new Option<string?>("--to") { Description = Words.HelpMailTo, HelpName = "ADDRESS" };
        var deliver = new Command("deliver", Words.HelpMailDeliver) { file, to, CommandLine.Data };
        deliver.SetAction(async (parsed, stop) =>
        {
            if (await ReadAsync(parsed.GetValue(file), stop) is not { } bytes)
            {
                return CommandLine.Unusable;
            }

            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var outcome = await services.GetRequiredService<DeliverMailHandler>().HandleAsync(new(bytes, parsed.GetValue(to)), CommandActor.Administrator, stop);
            if (outcome.Refusal is { } refusal)
            {
                return CommandLine.Refuse(refusal);
            }

            Console.Error.WriteLine($"{WordBook.Say(outcome.Value.Fate)} {outcome.Value.Ticket}".TrimEnd());
            return CommandLine.Done;
        });
        return new Command("mail", Words.HelpMail) { parse, deliver };
    }

    /// <summary>The file, or standard input without one; null with a line on standard error when it cannot be read.</summary>
    private static async Task<byte[]?> ReadAsync(string? file, CancellationToken stop)
    {
        if (file is not (null or "-"))
        {
            return await CommandLine.ReadFileAsync(file, stop);
        }

        try
        {
            using var bytes = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FileCannotBeRead, file, fault.Message));
            return null;
        }
    }
}
