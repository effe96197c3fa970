using System.CommandLine;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Startup;

namespace Banzhang.Web.Verbs;

/// <summary>The verbs. Exit 0 done, 1 the work failed, 2 wrong arguments or unreadable input; one clear line, never a stack trace.</summary>
internal static class CommandLine
{
    public const int Done = 0, Failed = 1, Unusable = 2;

    public static readonly Option<string> Data = new("--data") { Description = Words.HelpData, DefaultValueFactory = _ => "./data", HelpName = "DIR" };

    public static async Task<int> RunAsync(string[] args)
    {
        Languages.Speak(LanguageOfTerminal());
        var root = new RootCommand(Words.HelpProduct)
        {
            ServeVerb.Command(), DemoVerb.Command(), ApiKeyVerb.Command(), UserVerb.Command(), MailVerb.Command(), ImportVerb.Import(), ImportVerb.Export(),
            BackupVerb.Backup(), BackupVerb.Restore(), VerifyVerb.Command(), StaffingVerb.Command(), ForecastVerb.Command(), InspectVerb.Command(), ClassifyVerb.Command(), RosterVerb.Command(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine(WordBook.Say(Words.WrongArguments, OneLine(parsed.Errors[0].Message)));
            return Unusable;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CannotStartException fault)
        {
            Console.Error.WriteLine(WordBook.Say(WordBook.Say(fault.Reason), fault.Detail));
            return Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FilesFailed, fault.Message));
            return Failed;
        }
        catch (Exception fault) when (StorageFaults.IsDamage(fault))
        {
            Console.Error.WriteLine(WordBook.Say(WordBook.Say(CannotStartReason.DatabaseIsDamaged), fault.Message));
            return Failed;
        }
        catch (Exception fault) when (StorageFaults.AsRefusal(fault) is { } refusal)
        {
            return Refuse(refusal);
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
        catch (Exception fault)
        {
            // Whatever nobody foresaw: a connection string that is none, a database that refuses the user, a mistake of ours.
            Console.Error.WriteLine(WordBook.Say(Words.Unforeseen, fault.GetType().Name, OneLine(fault.GetBaseException().Message)));
            return Failed;
        }
    }

    /// <summary>Says why not; 2 for input that cannot be used, 1 for the rest.</summary>
    public static int Refuse(Refusal refusal)
    {
        Console.Error.WriteLine(WordBook.Say(refusal));
        return refusal is Invalid ? Unusable : Failed;
    }

    /// <summary>Something is wrong with what stands in <paramref name="file"/>.</summary>
    public static int Refuse(string file, Refusal refusal)
    {
        Console.Error.WriteLine(WordBook.Say(Words.FileSays, file, WordBook.Say(refusal)));
        return Unusable;
    }

    /// <summary>The bytes of a file; null with a line on standard error when it cannot be read.</summary>
    public static async Task<byte[]?> ReadFileAsync(string file, CancellationToken stop)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FileCannotBeRead, file, fault.Message));
            return null;
        }
    }

    /// <summary>The text of a file in UTF-8, or as its byte-order mark says; null with a line on standard error when it cannot be read.</summary>
    public static async Task<string?> ReadTextAsync(string file, CancellationToken stop)
    {
        if (await ReadFileAsync(file, stop) is not { } bytes)
            return null;
        using var reader = new StreamReader(new MemoryStream(bytes));
        return await reader.ReadToEndAsync(stop);
    }

    /// <summary>The parser lists the choices of an option on lines of their own.</summary>
    private static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string LanguageOfTerminal()
    {
        var wanted = Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "";
        return wanted.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Languages.Chinese : Languages.English;
    }
}
