using Banzhang.MailBench;

// Measures how the reader agrees with another program's reading of a folder of mails, and how fast it is.
// Usage: dotnet run -c Release --project bench/Mail -- FOLDER [--differences]
//        dotnet run -c Release --project bench/Mail -- bounces FOLDER [--differences]
//        dotnet run -c Release --project bench/Mail -- intake FOLDER [SECONDS] [AT ONCE] [POSTGRES]
if (args is ["bounces", var bounces, ..] && Directory.Exists(bounces))
{
    Bounces.Print(bounces, args.Contains("--differences"));
    return 0;
}
if (args is ["intake", var mails, ..] && Directory.Exists(mails))
{
    await Intake.RunAsync(mails, Number(2, 20), Number(3, 8), args.Length > 4 ? args[4] : null);
    return 0;
}
int Number(int place, int otherwise) => args.Length > place && int.TryParse(args[place], out var number) ? number : otherwise;
if (args.Length == 0 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("The first argument is the folder of mails with expected.cpython.jsonl, e.g. ../shared/data/mail.");
    return 2;
}
var differences = args.Contains("--differences");
Agreement.Print(args[0], differences);
DecodedParts.Print(Path.Combine(args[0], "mime4j"), differences);
ReplyCases.Print(args[0], differences);
Speed.Print(args[0]);
return 0;
