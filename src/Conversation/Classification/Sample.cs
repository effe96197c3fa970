using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Classification;

/// <summary>What is classified: a text, or the turns of a whole conversation.</summary>
public sealed record Sample
{
    private Sample(string text, IReadOnlyList<Turn>? turns) => (Text, Turns) = (text, turns);

    public string Text { get; }

    /// <summary>Null for a plain text.</summary>
    public IReadOnlyList<Turn>? Turns { get; }

    public static Sample Of(string text) => new(text, null);

    public static Sample Of(IReadOnlyList<Turn> turns) => new("", turns);
}

/// <summary>A sample whose class is known.</summary>
public sealed record LabelledSample(Sample Sample, string Label);
