using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Quality.Policies.Editing;

/// <param name="Was">Id of the rule that is replaced; empty adds a new one at the end.</param>
public sealed record SaveRule(string Was, PolicyRule Rule, string Note, int BasedOn);

internal sealed class SaveRuleHandler(PolicyWritingHandler writing)
{
    public async Task<Outcome<int>> HandleAsync(SaveRule command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditPolicy))
        {
            return by.RefusalOf(Permissions.EditPolicy);
        }

        var seen = await writing.SeenAsync(command.BasedOn, stop);
        if (!seen.IsDone)
        {
            return seen.Refusal!;
        }

        var edited = RuleEdits.With(seen.Value, command.Was, command.Rule);
        return edited.IsDone
            ? await writing.WriteAsync(new(PolicyReader.Write(edited.Value), command.Note, command.BasedOn), by, stop)
            : edited.Refusal!;
    }
}

public sealed record RemoveRule(string Id, int BasedOn);

internal sealed class RemoveRuleHandler(PolicyWritingHandler writing)
{
    public async Task<Outcome<int>> HandleAsync(RemoveRule command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditPolicy))
        {
            return by.RefusalOf(Permissions.EditPolicy);
        }

        var seen = await writing.SeenAsync(command.BasedOn, stop);
        if (!seen.IsDone)
        {
            return seen.Refusal!;
        }

        var left = seen.Value.Rules.Where(rule => rule.Id != command.Id).ToList();
        return left.Count == seen.Value.Rules.Count
            ? new NoSuchPolicyRule(command.Id)
            : await writing.WriteAsync(new(PolicyReader.Write(seen.Value with { Rules = left }), "", command.BasedOn), by, stop);
    }
}

/// <summary>One rule put into a policy, or why it cannot be.</summary>
internal static class RuleEdits
{
    public static Outcome<Policy> With(Policy policy, string was, PolicyRule rule)
    {
        var rules = policy.Rules.ToList();
        var at = rules.FindIndex(one => one.Id == was);
        if (was.Length > 0 && at < 0)
        {
            return new NoSuchPolicyRule(was);
        }

        if (!IsId(rule.Id))
        {
            return new RuleIdIsMalformed();
        }

        if (rules.Where((_, i) => i != at).Any(one => one.Id == rule.Id))
        {
            return new RuleIdIsTaken(rule.Id);
        }

        if (rule.Title.Values.All(string.IsNullOrWhiteSpace))
        {
            return new RuleIsUntitled();
        }

        if (rule.Phrases.Sum(phrase => phrase.Say.Count) + (rule.Expressions?.Count ?? 0) == 0)
        {
            return new RuleLooksForNothing();
        }

        if (at >= 0)
        {
            rules[at] = rule;
        }
        else
        {
            rules.Add(rule);
        }

        return policy with { Rules = rules };
    }

    /// <summary>Letters and digits of ASCII in parts with points between, e.g. <c>forbidden.blame</c>; at most 60 characters.</summary>
    private static bool IsId(string id) =>
        id.Length is > 0 and <= 60 && id.Split('.').All(part => part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(char.IsAsciiLetterOrDigit));
}
