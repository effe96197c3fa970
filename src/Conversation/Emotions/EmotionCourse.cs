using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;

namespace Banzhang.Conversation.Emotions;

/// <summary>The feeling of each of the customer's turns, from the policy's words of feeling, degree and negation.</summary>
internal static class EmotionCourse
{
    /// <summary>Weaker than this is neutral.</summary>
    private const double Faintest = 0.25;

    /// <summary>What remains of a pleased word that is denied: "not satisfied" is a disappointment.</summary>
    private const double DeniedPleasure = 0.85;

    public static List<TurnEmotion> Of(IEnumerable<TurnReading> customerTurns) => [.. customerTurns.Select(Of)];

    private static TurnEmotion Of(TurnReading turn)
    {
        // The chance that at least one of the words means it, as if they were independent.
        Span<double> absent = [1, 1, 1, 1, 1, 1, 1];
        foreach (var span in turn.Emotions)
        {
            if (!span.IsNegated)
                absent[(int)span.Emotion] *= 1 - Math.Min(0.98, span.Strength);
            else if (span.Emotion == Emotion.Satisfied)
                absent[(int)Emotion.Disappointment] *= 1 - (DeniedPleasure * span.Strength);
        }
        if (turn.Text.Count(c => c is '!' or '\uFF01') >= 3)
            absent[(int)Emotion.Anger] *= 0.8;
        var (emotion, intensity) = (Emotion.Neutral, 0.0);
        for (var i = 1; i < absent.Length; i++)
        {
            if (1 - absent[i] > intensity)
                (emotion, intensity) = ((Emotion)i, 1 - absent[i]);
        }
        return intensity < Faintest ? new(turn.Index, Emotion.Neutral, 0) : new(turn.Index, emotion, intensity);
    }
}
