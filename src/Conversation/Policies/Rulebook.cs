using System.Text.RegularExpressions;
using Banzhang.Conversation.Languages;

namespace Banzhang.Conversation.Policies;

/// <summary>A policy ready for use. Immutable, shared by all threads.</summary>
public sealed class Rulebook
{
    internal Rulebook(Policy policy, Folds folds, PhraseMatcher matcher, IReadOnlyList<PhraseUse> uses, IReadOnlyList<RuleExpression> expressions)
    {
        Policy = policy;
        Folds = folds;
        Matcher = matcher;
        Uses = [.. uses];
        Expressions = expressions;
        MeasureMax = policy.Items.ToDictionary(item => item.Id, item => item.Max);
    }

    public Policy Policy { get; }

    /// <summary>The policy that comes with the product.</summary>
    public static Rulebook Shipped { get; } = PolicyReader.Read(PolicyReader.ShippedJson()).Value;

    internal Folds Folds { get; }

    internal PhraseMatcher Matcher { get; }

    internal PhraseUse[] Uses { get; }

    internal IReadOnlyList<RuleExpression> Expressions { get; }

    internal Dictionary<string, double> MeasureMax { get; }
}

/// <summary>What it means when a phrase is found. <see cref="Index"/> is the rule's, the signal's, the emotion's or the term's number.</summary>
internal readonly record struct PhraseUse(PhraseKind Kind, int Index, string? Better = null, bool Replace = false);

internal enum PhraseKind
{
    Rule = 1,
    Unless = 2,
    Signal = 3,
    StrongEmotion = 4,
    MildEmotion = 5,
    Term = 6,
}

internal sealed record RuleExpression(int Rule, Regex Expression);
