namespace Banzhang.Conversation.Policies;

/// <summary>What a person's correction of a judgement teaches the policy. Each gives a policy of the next version; the old one stays as it is.</summary>
public static class PolicyCorrections
{
    /// <summary>The finding was wrong: where this wording touches it, the rule is silent from now on.</summary>
    /// <param name="wording">The finding with enough of its surroundings to tell it from what is rightly found; a pattern.</param>
    public static Policy Excuse(Policy policy, string rule, string wording) =>
        Change(policy, rule, found => found with { Unless = [.. found.Unless ?? [], wording] });

    /// <summary>The rule was silent where it should have spoken.</summary>
    /// <param name="wording">What should be found; a pattern.</param>
    /// <param name="better">What to say instead.</param>
    public static Policy Add(Policy policy, string rule, string wording, string? better) =>
        Change(policy, rule, found => found with { Phrases = [.. found.Phrases, new([wording], better)] });

    private static Policy Change(Policy policy, string rule, Func<PolicyRule, PolicyRule> change)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!policy.Rules.Any(one => one.Id == rule))
            throw new ArgumentException($"The policy has no rule {rule}.\nMaybe the finding is of the library itself, which no phrase corrects.", nameof(rule));
        return policy with { Version = policy.Version + 1, Rules = [.. policy.Rules.Select(one => one.Id == rule ? change(one) : one)] };
    }
}
