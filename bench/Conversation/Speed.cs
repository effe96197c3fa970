using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Bench.Conversation;

/// <summary>Conversations a second from JSON line to JSON line, the time to judge a draft, and what the dictionary costs to load.</summary>
internal static class Speed
{
    private const int Turns = 20, Conversations = 3000, Drafts = 4000, DraftLength = 200;

    public static int Run(string folder)
    {
        MeasureDictionary();
        var clock = Stopwatch.StartNew();
        var inspector = new Inspector(Rulebook.Shipped);
        Print($"policy compiled in {clock.Elapsed.TotalMilliseconds:0} ms");
        var turns = Labelled.Dialogues(Path.Combine(folder, "dialogues", "helpdesk_zh_dev.jsonl")).SelectMany(one => one.Turns).ToList();
        var lines = Enumerable.Range(0, Conversations).Select(i => Line(i, turns)).ToList();
        MeasureConversations(inspector, lines[..300]);
        var characters = lines.Average(line => (double)JsonDocument.Parse(line).RootElement.GetProperty("turns").EnumerateArray().Sum(turn => turn.GetProperty("text").GetString()!.Length));
        var rate = Enumerable.Range(0, 3).Max(_ => MeasureConversations(inspector, lines));
        Print($"conversations of {Turns} turns and {characters:0} characters: {rate:0} a second on {Environment.ProcessorCount} processors");
        MeasureDrafts(inspector, turns);
        return 0;
    }

    private static double MeasureConversations(Inspector inspector, List<byte[]> lines)
    {
        var clock = Stopwatch.StartNew();
        var bytes = lines.AsParallel().Sum(line => (long)InspectionJson.Write(inspector.Inspect(TranscriptReader.Read(line, 1).Value)).Length);
        return bytes > 0 ? lines.Count / clock.Elapsed.TotalSeconds : 0;
    }

    private static void MeasureDrafts(Inspector inspector, List<Turn> turns)
    {
        var text = string.Concat(turns.Where(turn => turn.Speaker == Speaker.Agent).Take(4000).Select(turn => turn.Text));
        var times = new List<double>();
        for (var i = 0; i < Drafts; i++)
        {
            var draft = text.Substring(i * 37 % (text.Length - DraftLength), DraftLength);
            var clock = Stopwatch.StartNew();
            inspector.CheckDraft(draft);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Print($"draft of {DraftLength} characters: median {times[Drafts / 2]:0.000} ms, p95 {times[Drafts * 95 / 100]:0.000} ms, p99 {times[Drafts * 99 / 100]:0.000} ms");
    }

    private static void MeasureDictionary()
    {
        var before = GC.GetTotalMemory(true);
        var clock = Stopwatch.StartNew();
        WordSegmenter.Warm();
        var elapsed = clock.Elapsed.TotalMilliseconds;
        Print($"dictionary, model of unknown words and folding loaded in {elapsed:0} ms, {(GC.GetTotalMemory(true) - before) / 1e6:0.0} MB");
    }

    private static byte[] Line(int number, List<Turn> turns) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = $"c{number}",
        channel = "chat",
        turns = Enumerable.Range(0, Turns).Select(i => turns[((number * 7) + i) % turns.Count]).Select(turn => new { speaker = turn.Speaker.ToString().ToLowerInvariant(), text = turn.Text }),
    });

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
