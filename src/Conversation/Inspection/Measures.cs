namespace Banzhang.Conversation.Inspection;

/// <summary>Names of what can be scored. A policy chooses among them and gives each its weight.</summary>
public static class Measures
{
    public static string OpenQuestion => "listening.openQuestion";

    public static string NoInterruption => "listening.noInterruption";

    public static string Restatement => "listening.restatement";

    public static string Summary => "listening.summary";

    public static string NoRepeatedQuestion => "listening.noRepeatedQuestion";

    public static string Greeting => "wording.greeting";

    public static string Closing => "wording.closing";

    /// <summary>Commands, refusals, blame and all else that phrase rules name.</summary>
    public static string Phrases => "wording.phrases";

    /// <summary>Active voice, the right form of address, sentences of a length the customer can follow.</summary>
    public static string Style => "wording.style";

    public static string Terms => "wording.terms";

    public static string Rate => "voice.rate";

    public static string Volume => "voice.volume";

    public static string Pauses => "voice.pauses";

    public static string EmotionRecognised => "empathy.recognised";

    public static string EmotionUnderstood => "empathy.understood";

    public static string SolutionOffered => "empathy.solution";

    public static string NextStep => "resolution.nextStep";

    public static IReadOnlyList<string> All { get; } =
    [
        OpenQuestion, NoInterruption, Restatement, Summary, NoRepeatedQuestion, Greeting, Closing, Phrases, Style, Terms, Rate, Volume, Pauses,
        EmotionRecognised, EmotionUnderstood, SolutionOffered, NextStep,
    ];
}
