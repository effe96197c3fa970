using System.Globalization;
using Banzhang.Conversation.Classification;

namespace Banzhang.Bench.Conversation;

/// <summary>Accuracy on a fixed fifth of the rows after learning from a growing part of the rest: what more examples would be worth.</summary>
internal static class Curves
{
    private static readonly double[] Shares = [0.05, 0.1, 0.25, 0.5, 1];

    public static int Run(string folder, string? only)
    {
        foreach (var (name, _, read) in Accuracy.Sets(folder).Where(set => only is null || set.Name.Contains(only, StringComparison.Ordinal)))
        {
            var samples = read().ToArray();
            new Random(7).Shuffle(samples);
            var (learnt, heldBack) = ModelContest.Split(samples);
            var points = Shares.Select(share => learnt.Take((int)(share * learnt.Count)).ToList())
                .Select(part => (part.Count, Model: ClassifierTrainer.Train(part)))
                .Where(point => point.Model.IsDone)
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Count}: {ModelContest.Evaluate(point.Model.Value, heldBack).Accuracy:0.000}"));
            Console.WriteLine($"{name,-24}{string.Join("  ", points)}");
        }
        return 0;
    }
}
