using System.Diagnostics;
using System.Globalization;
using Banzhang.Conversation.Classification;

namespace Banzhang.Bench.Conversation;

/// <summary>
/// The classifier on held-out parts, each predicted by a model of the others. Nothing is tuned here: what the trainer chooses
/// it chooses within its own training part.
/// </summary>
internal static class Accuracy
{
    /// <param name="shuffles">Each sample is predicted once for each shuffle, by a model of another cut.</param>
    public static int Run(string folder, string? only, int parts, int shuffles)
    {
        Console.WriteLine($"{"set",-24}{"rows",7}{"labels",7}{"bar",7}{"accuracy",10}{"macro-F1",10}{"calib.",8}{"sure",7}{"sure acc.",10}{"seconds",9}");
        foreach (var (name, bar, samples) in Sets(folder))
        {
            if (only is null || name.Contains(only, StringComparison.Ordinal))
                Print(name, bar, samples(), parts, shuffles);
        }
        return 0;
    }

    public static IEnumerable<(string Name, double Bar, Func<List<LabelledSample>> Samples)> Sets(string folder)
    {
        string At(string path) => Path.Combine(folder, path);
        yield return ("hotel sentiment", .90, () => Labelled.Csv(At("sentiment/hotel_reviews_dev.csv"), "text", "label"));
        yield return ("shopping sentiment", .90, () => Labelled.Csv(At("sentiment/shopping_reviews_dev.csv"), "text", "label"));
        yield return ("takeaway sentiment", 0, () => Labelled.Csv(At("sentiment/takeaway_reviews_dev.csv"), "text", "label"));
        yield return ("shopping categories", .88, () => Labelled.Csv(At("sentiment/shopping_reviews_dev.csv"), "text", "category"));
        yield return ("six emotions", .64, () => Labelled.Csv(At("sentiment/emotion_dev.csv"), "text", "label"));
        yield return ("citizen messages", .80, () => Labelled.Csv(At("tickets/gov_messages_dev.csv"), "subject,body", "category"));
        yield return ("it tickets, named", 0, () => Labelled.Csv(At("tickets/it_named_dev.csv"), "body", "category"));
        yield return ("it tickets, category", 0, () => Labelled.Csv(At("tickets/it_tickets_dev.csv"), "subject,body", "category"));
        yield return ("it tickets, type", 0, () => Labelled.Csv(At("tickets/it_tickets_dev.csv"), "subject,body", "type"));
        yield return ("it tickets, urgency", 0, () => Labelled.Csv(At("tickets/it_tickets_dev.csv"), "subject,body", "urgency"));
        yield return ("satisfaction, majority", .68, () => [.. Labelled.Dialogues(At("dialogues/helpdesk_zh_dev.jsonl")).Select(one => new LabelledSample(Sample.Of(one.Turns), Labelled.Majority(one.Votes)))]);
        yield return ("satisfaction, mean", .68, () => [.. Labelled.Dialogues(At("dialogues/helpdesk_zh_dev.jsonl")).Select(one => new LabelledSample(Sample.Of(one.Turns), Labelled.Mean(one.Votes)))]);
    }

    private static void Print(string name, double bar, List<LabelledSample> samples, int parts, int shuffles)
    {
        var clock = Stopwatch.StartNew();
        var (judged, sure, each) = (new List<JudgedSample>(), new List<bool>(), new List<string>());
        for (var shuffle = 0; shuffle < shuffles; shuffle++)
        {
            var (said, certainly) = Judge(samples, parts, 7 + shuffle);
            judged.AddRange(said);
            sure.AddRange(certainly);
            each.Add(string.Create(CultureInfo.InvariantCulture, $"{Evaluation.Of(said).Accuracy:0.0000}"));
        }
        var evaluation = Evaluation.Of(judged);
        var certain = judged.Where((_, i) => sure[i]).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{samples.Count,7}{evaluation.Classes.Count,7}{bar,7:0.00}{evaluation.Accuracy,10:0.0000}{evaluation.MacroF1,10:0.0000}{evaluation.CalibrationError,8:0.000}{(double)certain.Count / judged.Count,7:0.00}{Evaluation.Of(certain).Accuracy,10:0.0000}{clock.Elapsed.TotalSeconds / parts / shuffles,9:0.0}  {string.Join(' ', each)}"));
    }

    private static (List<JudgedSample> Judged, List<bool> Sure) Judge(List<LabelledSample> samples, int parts, int seed)
    {
        var order = Enumerable.Range(0, samples.Count).ToArray();
        new Random(seed).Shuffle(order);
        var (judged, sure) = (new List<JudgedSample>(), new List<bool>());
        for (var part = 0; part < parts; part++)
        {
            var held = order.Where((_, i) => i % parts == part).ToArray();
            var model = ClassifierTrainer.Train([.. order.Where((_, i) => i % parts != part).Select(i => samples[i])]).Value;
            foreach (var i in held)
            {
                var prediction = model.Predict(samples[i].Sample);
                judged.Add(new(samples[i].Label, prediction.Label, prediction.Probability));
                sure.Add(prediction.IsSure);
            }
        }
        return (judged, sure);
    }
}
