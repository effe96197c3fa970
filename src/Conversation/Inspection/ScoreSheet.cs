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
        var items = policy.Items.Select(item => Score(item.Id, item.Max, work.Reached(item.Id), findings)).ToList();
        var raw = Raw(items, policy.MaxScore);
        return (items, IsFatal(findings) ? 0 : raw, raw);
    }

    /// <summary>The sheet after a person set some findings aside. Only phrases and style change: what is measured (silences, interruptions, terms, repeated questions) its findings merely show.</summary>
    /// <param name="setAside">Places in the report's findings.</param>
    public static (List<ItemScore> Items, double Score, bool IsFatal) Without(InspectionReport report, IReadOnlySet<int> setAside)
    {
        List<Finding> left = [.. report.Findings.Where((_, place) => !setAside.Contains(place))];
        var items = report.Items.Select(item => IsCostedByFindings(item.Item) && item.IsApplicable ? Score(item.Item, item.Max, 1, left) : item).ToList();
        var isFatal = IsFatal(left);
        return (items, isFatal ? 0 : Raw(items, report.MaxScore), isFatal);
    }

    private static double Raw(List<ItemScore> items, double scale)
    {
        var weights = items.Where(item => item.IsApplicable).Sum(item => item.Max);
        return weights == 0 ? 0 : Math.Round(scale * items.Sum(item => item.Score) / weights, 2);
    }

    private static bool IsFatal(IEnumerable<Finding> findings) => findings.Any(finding => finding.Severity == Severity.Fatal);

    private static bool IsCostedByFindings(string item) => item == Measures.Phrases || item == Measures.Style;

    private static ItemScore Score(string item, double max, double? share, IReadOnlyList<Finding> findings)
    {
        if (share is not { } reached)
            return new(item, 0, max, false);
        // Silences, interruptions, terms and repeated questions are in the share already.
        if (IsCostedByFindings(item))
            reached = Math.Max(0, reached - findings.Where(finding => finding.Item == item).Sum(finding => Cost(finding.Severity)));
        return new(item, Math.Round(max * reached, 2), max, true);
    }

    private static double Cost(Severity severity) => severity switch
    {
        Severity.Note => 0.1,
        Severity.Minor => 0.25,
        Severity.Major => 0.5,
        Severity.Fatal => 1,
    };
}
