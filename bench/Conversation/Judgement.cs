using System.Globalization;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Bench.Conversation;

/// <summary>What the shipped policy judges without having learnt: the tone of posts, the predicted satisfaction and the complaint risk of dialogues.</summary>
internal static class Judgement
{
    public static int Run(string folder)
    {
        var inspector = new Inspector(Rulebook.Shipped);
        var posts = Labelled.Csv(Path.Combine(folder, "sentiment", "emotion_dev.csv"), "text", "label");
        var tones = posts.AsParallel().Select(post => (Truth: Tone(post.Label), Said: Tone(inspector.Inspect(new("", Channel.Chat, null, [new(Speaker.Customer, post.Sample.Text)])).Emotions is [var first, ..] ? first.Emotion : Emotion.Neutral))).ToList();
        Print($"tone of {tones.Count} posts (bad, none, good): accuracy {tones.Average(one => one.Truth == one.Said ? 1.0 : 0):0.000}; good taken for bad {Share(tones, 1, -1):0.000}, bad taken for good {Share(tones, -1, 1):0.000}, none taken for bad {Share(tones, 0, -1):0.000}");
        foreach (var (name, file) in new[] { ("zh", "helpdesk_zh_dev.jsonl"), ("en", "helpdesk_en_dev.jsonl") })
        {
            var dialogues = Labelled.Dialogues(Path.Combine(folder, "dialogues", file));
            var judged = dialogues.AsParallel().Select(one => (Truth: Labelled.Majority(one.Votes), Report: inspector.Inspect(new(one.Id, Channel.Chat, null, one.Turns)))).ToList();
            Print($"{name}: {judged.Count} dialogues; area under the curve: complaint risk for unsatisfied {Area(judged.Select(one => (one.Report.ComplaintRisk, one.Truth == "unsatisfied"))):0.000}, satisfaction for satisfied {Area(judged.Select(one => (one.Report.Satisfaction, one.Truth == "satisfied"))):0.000}");
            Print($"    restated {judged.Count(one => one.Report.Listening.Restatement == true)}, open question {judged.Count(one => one.Report.Listening.OpenQuestion == true)}, greeted {judged.Count(one => one.Report.Items.Any(item => item.Item == Measures.Greeting && item.Score > 0))}, empathy asked {judged.Count(one => one.Report.Empathy.Understood is not null)}, understood {judged.Count(one => one.Report.Empathy.Understood == true)}, mean score {judged.Average(one => one.Report.Score):0.0}");
        }
        return 0;
    }

    private static int Tone(string label) => label switch { "happy" => 1, "angry" or "sad" or "fear" => -1, _ => 0 };

    private static int Tone(Emotion emotion) => emotion switch { Emotion.Satisfied => 1, Emotion.Neutral or Emotion.Confusion => 0, _ => -1 };

    private static double Share(List<(int Truth, int Said)> tones, int truth, int said) => tones.Where(one => one.Truth == truth).Average(one => one.Said == said ? 1.0 : 0);

    /// <summary>How often a positive stands above a negative.</summary>
    private static double Area(IEnumerable<(double Score, bool IsPositive)> scored)
    {
        var sorted = scored.OrderBy(one => one.Score).ToList();
        var (positives, sum) = (sorted.Count(one => one.IsPositive), 0.0);
        foreach (var group in sorted.Select((one, rank) => (one, Rank: rank + 1.0)).GroupBy(pair => pair.one.Score))
            sum += group.Count(pair => pair.one.IsPositive) * group.Average(pair => pair.Rank);
        return (sum - (positives * (positives + 1) / 2.0)) / ((double)positives * (sorted.Count - positives));
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
