using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>Empathy in three steps after the customer's bad feeling first showed: the feeling named, understanding expressed, something offered.</summary>
internal static class Empathy
{
    /// <summary>A feeling weaker than this asks for no comfort.</summary>
    private const double Noticeable = 0.5;

    public static EmpathyReport Judge(Workings work, IReadOnlyList<TurnEmotion> emotions)
    {
        var showed = emotions.FirstOrDefault(emotion => emotion.Emotion is not (Emotion.Neutral or Emotion.Satisfied or Emotion.Confusion) && emotion.Intensity >= Noticeable);
        if (showed is null || !work.Agent.Exists(turn => turn.Index > showed.Turn))
            return new(null, null, null, showed?.Turn);
        Step(work, showed.Turn, Measures.EmotionRecognised, Signal.EmotionNamed);
        Step(work, showed.Turn, Measures.EmotionUnderstood, Signal.Understanding);
        Step(work, showed.Turn, Measures.SolutionOffered, Signal.Solution);
        return new(work.IsReached(Measures.EmotionRecognised), work.IsReached(Measures.EmotionUnderstood), work.IsReached(Measures.SolutionOffered), showed.Turn);
    }

    /// <summary>Share of the customer's matter words that the agent takes up in the turn that follows; null without a customer's word.</summary>
    public static double? Mirroring(Workings work)
    {
        var (said, taken) = (0, 0);
        for (var i = 1; i < work.Turns.Count; i++)
        {
            var (customer, agent) = (work.Turns[i - 1], work.Turns[i]);
            if (customer.Turn.Speaker != Speaker.Customer || agent.Turn.Speaker != Speaker.Agent || agent.IsEmpty)
                continue;
            var answered = agent.MatterWords().ToHashSet(StringComparer.Ordinal);
            foreach (var word in customer.MatterWords().Distinct(StringComparer.Ordinal))
            {
                said++;
                taken += answered.Contains(word) ? 1 : 0;
            }
        }
        return said == 0 ? null : (double)taken / said;
    }

    private static void Step(Workings work, int after, string measure, Signal signal)
    {
        foreach (var turn in work.Agent)
        {
            if (turn.Index > after && turn.First(signal) is { } span)
            {
                work.Reach(measure, 1, turn, new(span.From, span.To));
                return;
            }
        }
        work.Reach(measure, 0);
    }
}
