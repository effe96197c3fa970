using Banzhang.Kernel;

namespace Banzhang.Quality.Classifying.Rules;

/// <summary>How often a label was said of tickets with a label.</summary>
public sealed record JudgedPair(string Label, string Said, int Count);

/// <summary>Predictions of about the same probability.</summary>
/// <param name="Tenth">0 for probabilities below 0.1, 9 for 0.9 and above.</param>
/// <param name="MeanProbability">Over the predictions of the bin.</param>
public sealed record JudgedBin(int Tenth, int Count, int Right, Percent MeanProbability)
{
    public Percent? ShareRight => Percent.Of(Right, Count);
}

/// <summary>One prediction about a ticket whose label is known.</summary>
public sealed record JudgedOne(string Label, string Said, Percent Probability, bool IsSure);

/// <param name="Support">Tickets with this label.</param>
/// <param name="Precision">Of those it was said of, so many had it; null when it was said of none.</param>
/// <param name="Recall">Of those that had it, it was said of so many; null when none had it.</param>
public sealed record LabelFigures(string Label, int Support, Percent? Precision, Percent? Recall);

/// <summary>What a model said of held-back tickets, counted; every figure of the page is made of these counts.</summary>
/// <param name="Sure">Predictions that counted as sure.</param>
/// <param name="SureRight">Those of them that were right.</param>
public sealed record JudgedHistory(IReadOnlyList<JudgedPair> Pairs, IReadOnlyList<JudgedBin> Bins, int Sure, int SureRight)
{
    public int Count => Pairs.Sum(p => p.Count);

    public int Right => Pairs.Where(p => p.Label == p.Said).Sum(p => p.Count);

    public Percent? Accuracy => Percent.Of(Right, Count);

    /// <summary>Of how many tickets it dares to speak.</summary>
    public Percent? SureShare => Percent.Of(Sure, Count);

    public Percent? SureAccuracy => Percent.Of(SureRight, Sure);

    public static JudgedHistory Of(IReadOnlyCollection<JudgedOne> judged) => new(
        [.. judged.CountBy(j => (j.Label, j.Said)).OrderByDescending(p => p.Value).ThenBy(p => p.Key.Label, StringComparer.Ordinal).Select(p => new JudgedPair(p.Key.Label, p.Key.Said, p.Value))],
        [.. judged.GroupBy(j => Math.Clamp(j.Probability.BasisPoints / 1000, 0, 9)).OrderBy(b => b.Key)
            .Select(b => new JudgedBin(b.Key, b.Count(), b.Count(j => j.Label == j.Said), new(b.Sum(j => j.Probability.BasisPoints) / b.Count())))],
        judged.Count(j => j.IsSure),
        judged.Count(j => j.IsSure && j.Label == j.Said));

    /// <summary>The commonest labels first.</summary>
    public IReadOnlyList<LabelFigures> Labels()
    {
        var (truly, said) = (Sums(p => p.Label), Sums(p => p.Said));
        return [.. truly.Keys.Union(said.Keys)
            .Select(label => (Label: label, Truly: truly.GetValueOrDefault(label), Said: said.GetValueOrDefault(label), Both: Pairs.Where(p => p.Label == label && p.Said == label).Sum(p => p.Count)))
            .Select(l => new LabelFigures(l.Label, l.Truly, Percent.Of(l.Both, l.Said), Percent.Of(l.Both, l.Truly)))
            .OrderByDescending(l => l.Support).ThenBy(l => l.Label, StringComparer.Ordinal)];
    }

    /// <summary>The pairs that are taken for each other most often, the worst first.</summary>
    public IReadOnlyList<JudgedPair> Confusions(int most) => [.. Pairs.Where(p => p.Label != p.Said).OrderByDescending(p => p.Count).ThenBy(p => p.Label, StringComparer.Ordinal).Take(most)];

    private Dictionary<string, int> Sums(Func<JudgedPair, string> by) => Pairs.GroupBy(by).ToDictionary(g => g.Key, g => g.Sum(p => p.Count));
}
