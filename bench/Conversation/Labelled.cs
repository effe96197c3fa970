using System.Text.Json;
using Banzhang.Conversation.Classification;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Bench.Conversation;

/// <summary>The labelled sets of a folder of development data.</summary>
internal static class Labelled
{
    public static List<LabelledSample> Csv(string path, string text, string label)
    {
        var table = Table.Read(File.ReadAllBytes(path), false).Value;
        return [.. table.Samples(text).Value.Zip(table.Cells(label).Value, (sample, cell) => new LabelledSample(sample, cell))];
    }

    public static List<(string Id, List<Turn> Turns, int[] Votes)> Dialogues(string path)
    {
        var dialogues = new List<(string, List<Turn>, int[])>();
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var turns = json.RootElement.GetProperty("turns").EnumerateArray()
                .Select(turn => new Turn(turn.GetProperty("role").GetString() == "agent" ? Speaker.Agent : Speaker.Customer, string.Join('\n', turn.GetProperty("text").EnumerateArray().Select(part => part.GetString()))))
                .ToList();
            var votes = json.RootElement.GetProperty("quality").GetProperty("satisfaction").GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()).ToArray();
            dialogues.Add((json.RootElement.GetProperty("id").GetString()!, turns, votes));
        }
        return dialogues;
    }

    /// <summary>The raters' majority: unsatisfied, neither, satisfied.</summary>
    public static string Majority(int[] votes)
    {
        var (no, neither, yes) = (votes[0] + votes[1], votes[2], votes[3] + votes[4]);
        return no > Math.Max(neither, yes) ? "unsatisfied" : yes > Math.Max(neither, no) ? "satisfied" : "neither";
    }

    /// <summary>The raters' mean in thirds around the middle.</summary>
    public static string Mean(int[] votes)
    {
        var mean = ((-2.0 * votes[0]) - votes[1] + votes[3] + (2 * votes[4])) / votes.Sum();
        return mean < -0.25 ? "unsatisfied" : mean > 0.25 ? "satisfied" : "neither";
    }
}
