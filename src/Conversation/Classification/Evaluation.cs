namespace Banzhang.Conversation.Classification;

/// <summary>A sample with its true label and what a model said.</summary>
public sealed record JudgedSample(string Label, string Predicted, double Probability);

/// <summary>How good predictions are.</summary>
/// <param name="Accuracy">Share of right ones, 0 to 1.</param>
/// <param name="MacroF1">Mean over the classes of the harmonic mean of precision and recall; small classes count as much as large ones.</param>
/// <param name="CalibrationError">Expected calibration error: mean distance between probability and share of right ones, over ten bins of probability.</param>
public sealed record Evaluation(int Samples, double Accuracy, double MacroF1, double CalibrationError, IReadOnlyList<ClassEvaluation> Classes, IReadOnlyList<CalibrationBin> Bins)
{
    private const int BinCount = 10;

    public static Evaluation Of(IReadOnlyList<JudgedSample> judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var classes = judged.Select(one => one.Label).Union(judged.Select(one => one.Predicted)).Order(StringComparer.Ordinal).Select(label => ClassOf(label, judged)).ToList();
        var bins = judged.GroupBy(one => Math.Min((int)(one.Probability * BinCount), BinCount - 1)).OrderBy(bin => bin.Key)
            .Select(bin => new CalibrationBin(bin.Key / (double)BinCount, bin.Count(), bin.Average(one => one.Probability), bin.Average(one => IsRight(one) ? 1.0 : 0)))
            .ToList();
        var count = Math.Max(1, judged.Count);
        return new(
            judged.Count,
            judged.Count(IsRight) / (double)count,
            classes.Count == 0 ? 0 : classes.Average(one => one.F1),
            bins.Sum(bin => bin.Samples * Math.Abs(bin.MeanProbability - bin.ShareRight)) / count,
            classes,
            bins);
    }

    private static bool IsRight(JudgedSample one) => one.Label == one.Predicted;

    private static ClassEvaluation ClassOf(string label, IReadOnlyList<JudgedSample> judged)
    {
        var (truly, said, both) = (0, 0, 0);
        foreach (var one in judged)
        {
            truly += one.Label == label ? 1 : 0;
            said += one.Predicted == label ? 1 : 0;
            both += one.Label == label && one.Predicted == label ? 1 : 0;
        }
        return new(label, truly, said == 0 ? 0 : (double)both / said, truly == 0 ? 0 : (double)both / truly, truly + said == 0 ? 0 : 2.0 * both / (truly + said));
    }
}

public sealed record ClassEvaluation(string Label, int Samples, double Precision, double Recall, double F1);

/// <param name="From">Lower bound of the bin, which is a tenth wide.</param>
public sealed record CalibrationBin(double From, int Samples, double MeanProbability, double ShareRight);
