using Banzhang.Conversation.Policies;

namespace Banzhang.Conversation.Inspection;

/// <summary>Score = max * sum of (weight * share) / sum of weights, over the applicable items. A fatal finding makes the score 0, not the raw score.</summary>
internal static class ScoreSheet
{
    public static (List<ItemScore> Items, double Score, double Raw) Of(Workings work, IReadOnlyList<Finding> findings)
    {
        var policy = work.Rules.Policy;
        if (work.Agent.Count > 0)
        {
            work.Reach(Measures.Phrases, 1);
            work.Reach(Measures.Style, 1);
        }
        var items = policy.Items.Select(item => Score(item, work.Reached(item.Id), findings)).ToList();
        var weights = items.Where(item => item.IsApplicable).Sum(item => item.Max);
        var raw = weights == 0 ? 0 : policy.MaxScore * items.Sum(item => item.Score) / weights;
        var isFatal = findings.Any(finding => finding.Severity == Severity.Fatal);
        return (items, isFatal ? 0 : Math.Round(raw, 2), Math.Round(raw, 2));
    }

    private static ItemScore Score(PolicyItem item, double? share, IReadOnlyList<Finding> findings)
    {
        if (share is not { } reached)
            return new(item.Id, 0, item.Max, false);
        // Silences, interruptions, terms and repeated questions are in the share already.
        if (item.Id == Measures.Phrases || item.Id == Measures.Style)
            reached = Math.Max(0, reached - findings.Where(finding => finding.Item == item.Id).Sum(finding => Cost(finding.Severity)));
        return new(item.Id, Math.Round(item.Max * reached, 2), item.Max, true);
    }

    private static double Cost(Severity severity) => severity switch
    {
        Severity.Note => 0.1,
        Severity.Minor => 0.25,
        Severity.Major => 0.5,
        Severity.Fatal => 1,
    };
}
