using System.CommandLine;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Recordings;
using Banzhang.Conversation.Transcripts;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary>Conversations in, judgements out: JSON Lines both, in the same order. Stops at the first line that cannot be read.</summary>
internal static class InspectVerb
{
    /// <summary>So many lines are judged together; enough to keep all processors busy, few enough to answer a pipe soon.</summary>
    private const int Batch = 512;

    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = Words.HelpInspectFile };
        var policy = new Option<string?>("--policy") { Description = Words.HelpInspectPolicy, HelpName = "POLICY.json" };
        var shipped = new Option<bool>("--show-policy") { Description = Words.HelpInspectShowPolicy };
        var recordings = new Option<string?>("--recordings") { Description = Words.HelpInspectRecordings, HelpName = "DIR" };
        var channel = new Option<int>("--agent-channel") { Description = Words.HelpInspectAgentChannel, DefaultValueFactory = _ => 1 };
        channel.AcceptOnlyFromAmong("1", "2");
        file.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("inspect", Words.HelpInspect) { file, policy, recordings, channel, shipped };
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(shipped))
            {
                await using var output = Console.OpenStandardOutput();
                await output.WriteAsync(PolicyReader.ShippedJson(), stop);
                return CommandLine.Done;
            }

            if (parsed.GetValue(recordings) is { } folder && !Directory.Exists(folder))
            {
                Console.Error.WriteLine(WordBook.Say(Words.FolderIsMissing, folder));
                return CommandLine.Unusable;
            }

            if (await RulesAsync(parsed.GetValue(policy), stop) is not { } rules)
            {
                return CommandLine.Unusable;
            }

            return await InspectAsync(parsed.GetValue(file), new Inspector(rules), new(parsed.GetValue(recordings), parsed.GetValue(channel) - 1), stop);
        });
        return command;
    }

    private static async Task<Rulebook?> RulesAsync(string? path, CancellationToken stop)
    {
        if (path is null)
        {
            return Rulebook.Shipped;
        }

        if (await CommandLine.ReadFileAsync(path, stop) is not { } json)
        {
            return null;
        }

        var outcome = PolicyReader.Read(json);
        if (outcome.Refusal is { } refusal)
        {
            CommandLine.Refuse(path, refusal);
            return null;
        }

        return outcome.Value;
    }

    private static async Task<int> InspectAsync(string? path, Inspector inspector, RecordingFolder recordings, CancellationToken stop)
    {
        try
        {
            await using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            await foreach (var batch in LineReader.BatchesAsync(path, Batch, stop))
            {
                var judged = batch.AsParallel().AsOrdered().WithCancellation(stop).Select(line => Judge(line, path ?? "-", inspector, recordings)).ToList();
                foreach (var (json, complaint) in judged)
                {
                    if (complaint is not null)
                    {
                        await output.FlushAsync(stop);
                        Console.Error.WriteLine(complaint);
                        return CommandLine.Unusable;
                    }

                    await output.WriteAsync(json, stop);
                    output.WriteByte((byte)'\n');
                }
            }

            return CommandLine.Done;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FileCannotBeRead, path, fault.Message));
            return CommandLine.Unusable;
        }
    }

    /// <summary>The judgement as JSON, or what to say when line or recording cannot be read.</summary>
    private static (byte[] Json, string? Complaint) Judge(NumberedLine line, string source, Inspector inspector, RecordingFolder recordings)
    {
        var outcome = TranscriptReader.Read(line.Bytes, line.Number);
        if (outcome.Refusal is { } refusal)
        {
            return ([], WordBook.Say(Words.FileSays, source, WordBook.Say(refusal)));
        }

        if (recordings.FileOf(outcome.Value.Id) is not { } file)
        {
            return (InspectionJson.Write(inspector.Inspect(outcome.Value)), null);
        }

        var measured = Measure(file, inspector, recordings.AgentChannel);
        return measured.Complaint is { } complaint
            ? ([], complaint)
            : (InspectionJson.Write(inspector.Inspect(outcome.Value, measured.Recording)), null);
    }

    /// <summary>What is in a recording, or what to say when there is none. Lines are judged side by side: a fault must not leave one of them as an exception.</summary>
    private static (Recording? Recording, string? Complaint) Measure(string file, Inspector inspector, int agentChannel)
    {
        try
        {
            using var stream = new BufferedStream(File.OpenRead(file), 1 << 16);
            var measured = RecordingMeter.Measure(stream, inspector.Rules.Policy.Thresholds, agentChannel);
            return measured.Refusal is { } refusal ? (null, WordBook.Say(Words.FileSays, file, WordBook.Say(refusal))) : (measured.Value, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, WordBook.Say(Words.FileCannotBeRead, file, fault.Message));
        }
    }
}
