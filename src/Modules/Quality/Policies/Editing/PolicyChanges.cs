using Banzhang.Conversation.Policies;

namespace Banzhang.Quality.Policies.Editing;

/// <summary>What differs between two policies, by rule.</summary>
internal static class PolicyChanges
{
    /// <summary>Stands for everything that is no rule: sets, signals, weights, bounds.</summary>
    public static readonly string Rest = "*";

    /// <summary>Ids of rules that are new, gone or different, in the order of the newer policy, then <see cref="Rest"/> when anything else differs.</summary>
    public static IReadOnlyList<string> Between(Policy before, Policy after)
    {
        var was = before.Rules.ToLookup(rule => rule.Id, Written);
        var changed = after.Rules.Where(rule => !was[rule.Id].SequenceEqual([Written(rule)])).Select(rule => rule.Id)
            .Concat(before.Rules.Select(rule => rule.Id).Except(after.Rules.Select(rule => rule.Id)));
        return [.. changed.Distinct(), .. WithoutRules(before) == WithoutRules(after) ? (string[])[] : [Rest]];
    }

    private static string Written(PolicyRule rule) => Platform.Json.StoredJson.Write(rule);

    private static string WithoutRules(Policy policy) => PolicyReader.Write(policy with { Version = 0, Rules = [] });
}
