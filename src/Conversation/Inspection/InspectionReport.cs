using Banzhang.Conversation.Policies;

namespace Banzhang.Conversation.Inspection;

/// <summary>What was found in one conversation. Every judgement names where it comes from, so that a person can check and correct it.</summary>
/// <param name="Score">0 to <paramref name="MaxScore"/>: the share of the applicable weights reached; 0 when a fatal rule was broken.</param>
/// <param name="RawScore">The same without the effect of fatal rules.</param>
/// <param name="PolicyVersion">The policy it was judged by.</param>
/// <param name="Findings">What should have been said otherwise, in order of turn and place.</param>
/// <param name="Highlights">What was done well or is the evidence of an item.</param>
/// <param name="TermRatio">Professional terms among the agent's words, 0 to 1; null when the agent said nothing.</param>
/// <param name="Mirroring">Share of the customer's matter words that the agent took up in the next turn, 0 to 1; null without such a pair.</param>
/// <param name="Emotions">One for each customer turn that has text.</param>
/// <param name="ComplaintRisk">0 to 1; ranks conversations, and is no frequency unless it was calibrated on the organisation's own.</param>
/// <param name="Satisfaction">-1 to 1, how the conversation is likely to be rated.</param>
/// <param name="Strip">Null without a recording and without volumes.</param>
public sealed record InspectionReport(
    string Id,
    double Score,
    double RawScore,
    double MaxScore,
    int PolicyVersion,
    IReadOnlyList<ItemScore> Items,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Highlight> Highlights,
    ListeningReport Listening,
    EmpathyReport Empathy,
    double? TermRatio,
    double? Mirroring,
    DeliveryReport Delivery,
    IReadOnlyList<TurnEmotion> Emotions,
    double ComplaintRisk,
    double Satisfaction,
    VoiceStrip? Strip)
{
    /// <summary>The same conversation's score once a person has said of some findings that they are none.</summary>
    /// <param name="setAside">Places in <see cref="Findings"/>, from 0; others are without effect.</param>
    public CorrectedScore Without(IReadOnlySet<int> setAside)
    {
        ArgumentNullException.ThrowIfNull(setAside);
        var (items, score, isFatal) = ScoreSheet.Without(this, setAside);
        return new(items, score, isFatal);
    }
}

/// <param name="Score">0 to the report's greatest score; 0 when a fatal finding is left.</param>
public sealed record CorrectedScore(IReadOnlyList<ItemScore> Items, double Score, bool IsFatal);

/// <param name="Item">One of <see cref="Measures"/>.</param>
/// <param name="Score">0 to <paramref name="Max"/>; 0 when not applicable.</param>
/// <param name="IsApplicable">Whether the conversation could show it; what is not applicable does not weigh.</param>
public sealed record ItemScore(string Item, double Score, double Max, bool IsApplicable);

/// <param name="Rule">The policy's rule, or the library's for what is no phrase.</param>
/// <param name="Turn">Index of the turn, from 0.</param>
/// <param name="From">UTF-16 offset in the turn's text, included.</param>
/// <param name="To">UTF-16 offset, excluded.</param>
/// <param name="Text">The text between the two.</param>
/// <param name="Suggestion">What to say instead.</param>
/// <param name="Replacement">Text that can stand in the very place; null when the sentence must be put otherwise.</param>
/// <param name="Item">The item of the score it costs.</param>
public sealed record Finding(string Rule, int Turn, int From, int To, string Text, Severity Severity, string? Suggestion, string? Replacement, string Item);

/// <summary>The evidence of an item that was reached.</summary>
public sealed record Highlight(string Item, int Turn, int From, int To, string Text);

/// <summary>Structured listening. Null: the conversation gave no occasion.</summary>
/// <param name="Interruptions">How often the agent began while the customer spoke; null without times.</param>
public sealed record ListeningReport(bool? OpenQuestion, bool? Restatement, bool? Summary, int? Interruptions, int RepeatedQuestions);

/// <summary>The three steps after a customer's bad feeling. Null: there was none.</summary>
/// <param name="Turn">The turn in which it showed first.</param>
public sealed record EmpathyReport(bool? Recognised, bool? Understood, bool? Solution, int? Turn);

/// <summary>How it was spoken, from the times of the turns. Null without times or volumes.</summary>
/// <param name="SpeechRate">The agent's characters (English: words) a minute.</param>
/// <param name="VolumeDb">The agent's mean volume, weighted by length.</param>
/// <param name="LongestSilence">Seconds in which nobody spoke.</param>
/// <param name="LongSilences">Silences beyond the policy's bound that the agent ended or should have.</param>
/// <param name="OverlapSeconds">Time in which both spoke.</param>
/// <param name="LongestResponse">Seconds from the end of a customer's turn to the agent's answer.</param>
public sealed record DeliveryReport(double? SpeechRate, double? VolumeDb, double? LongestSilence, int? LongSilences, double? OverlapSeconds, double? LongestResponse, bool IsEnglish);

/// <param name="Intensity">0 to 1; 0 for neutral.</param>
public sealed record TurnEmotion(int Turn, Emotion Emotion, double Intensity);
