using System.CommandLine;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Mail;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Settings;

namespace Banzhang.Web.Verbs;

internal static class MailVerb
{
    private const int Margin = 1024 * 1024, Piece = 81920;

    public static Command Command()
    {
        var parsedFile = new Argument<string>("FILE") { Description = Words.HelpMailFile };
        var parse = new Command("parse", Words.HelpMailParse) { parsedFile };
        parse.SetAction(async (parsed, stop) =>
        {
            if (await ReadAsync(parsed.GetValue(parsedFile), Array.MaxLength, stop) is not { } bytes)
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
            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            // A little longer than the intake bears waits in quarantine, where people see it; what goes on and on is not taken into memory.
            var limits = (await services.GetRequiredService<SettingsBook>().GetAsync(MailSettings.Limits, stop)).Value;
            if (await ReadAsync(parsed.GetValue(file), Math.Min(limits.LargestBytes + Margin, Array.MaxLength), stop) is not { } bytes)
            {
                return CommandLine.Unusable;
            }

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

    /// <summary>The file, or standard input without one; null with a line on standard error when it cannot be read or is longer than <paramref name="most"/> bytes.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(string? file, long most, CancellationToken stop)
    {
        try
        {
            await using var input = file is null or "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            // Of a known length nothing is copied while it grows.
            using var bytes = new MemoryStream(input.CanSeek ? (int)Math.Min(input.Length, most) : 0);
            var piece = new byte[Piece];
            for (int read; (read = await input.ReadAsync(piece, stop)) > 0;)
            {
                if (bytes.Length + read > most)
                {
                    Console.Error.WriteLine(WordBook.Say(Words.MailIsTooLong, most / Margin));
                    return null;
                }

                bytes.Write(piece, 0, read);
            }

            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FileCannotBeRead, file, fault.Message));
            return null;
        }
    }
}
