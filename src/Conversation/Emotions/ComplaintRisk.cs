using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;

namespace Banzhang.Conversation.Emotions;

/// <summary>
/// How likely the customer complains, and how the conversation will be rated: two logistic sums over what was seen. The weights are set by
/// judgement, not learnt; an organisation that has ratings trains a classifier on its own conversations instead.
/// </summary>
internal static class ComplaintRisk
{
    public static (double Risk, double Satisfaction) Of(Workings work, IReadOnlyList<TurnEmotion> emotions)
    {
        if (work.Customer.Count == 0)
            return (0, 0);
        var anger = Strongest(emotions, Emotion.Anger);
        var disappointment = Math.Max(Strongest(emotions, Emotion.Disappointment), Strongest(emotions, Emotion.Anxiety));
        var last = work.Customer[^1];
        var end = emotions.Count > 0 ? emotions[^1] : new(0, Emotion.Neutral, 0);
        var endsBadly = end.Emotion is Emotion.Anger or Emotion.Disappointment or Emotion.Anxiety ? end.Intensity : 0;
        var endsWell = end.Emotion == Emotion.Satisfied ? end.Intensity : 0;
        var solved = last.Has(Signal.Solved) && !last.Has(Signal.Unsolved) ? 1 : 0;
        var angryTurns = emotions.Count(emotion => emotion.Emotion == Emotion.Anger);
        var forbidden = work.Agent.Sum(turn => turn.Findings.Count(finding => finding.Severity >= Severity.Major));
        var risk = -2.6 + (2.2 * Seen(work, Signal.Threat)) + (1.4 * anger) + (0.7 * disappointment) + (0.8 * Seen(work, Signal.Again)) + (0.9 * Seen(work, Signal.Leaving))
            + (0.7 * Seen(work, Signal.Unsolved)) + (1.0 * endsBadly) + (0.4 * Math.Max(0, angryTurns - 1)) + (0.3 * Math.Min(3, forbidden)) - (1.2 * solved) - (1.0 * endsWell);
        var satisfaction = 0.2 + (1.4 * solved) + (1.3 * endsWell) - (1.5 * endsBadly) - (0.8 * anger) - (0.5 * disappointment) - (0.6 * Seen(work, Signal.Unsolved)) - (0.8 * Seen(work, Signal.Threat)) - (0.3 * Math.Min(3, forbidden));
        return (1 / (1 + Math.Exp(-risk)), Math.Tanh(satisfaction / 2));
    }

    private static double Strongest(IReadOnlyList<TurnEmotion> emotions, Emotion emotion) =>
        emotions.Where(one => one.Emotion == emotion).Select(one => one.Intensity).DefaultIfEmpty().Max();

    private static int Seen(Workings work, Signal signal) => work.Customer.Exists(turn => turn.Has(signal)) ? 1 : 0;
}
