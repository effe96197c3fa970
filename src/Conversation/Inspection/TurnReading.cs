using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>A place in a turn's text: [From, To) in UTF-16 units.</summary>
internal readonly record struct Span(int From, int To);

internal readonly record struct SignalSpan(Signal Signal, int From, int To);

/// <param name="Text">Folded.</param>
internal readonly record struct MatterWord(int From, int To, string Text);

/// <param name="Strength">0 to 1, degree words counted.</param>
/// <param name="IsNegated">The feeling was denied.</param>
internal readonly record struct EmotionSpan(Emotion Emotion, double Strength, bool IsNegated);

/// <summary>Everything that one pass over a turn found.</summary>
internal sealed class TurnReading(int index, Turn turn)
{
    private string? _folded;
    private List<Word>? _words;
    private List<Sentence>? _sentences;
    private List<MatterWord>? _matter;

    public int Index => index;

    public Turn Turn => turn;

    public string Text => turn.Text;

    public bool IsEmpty { get; init; }

    public List<Finding> Findings { get; } = [];

    /// <summary>In order of their beginning.</summary>
    public List<SignalSpan> Signals { get; } = [];

    public List<EmotionSpan> Emotions { get; } = [];

    /// <summary>Professional terms, without overlap.</summary>
    public List<(Span Span, int Term)> Terms { get; } = [];

    public string Folded => _folded ??= CharacterFolding.Fold(turn.Text);

    public List<Word> Words => _words ??= WordSegmenter.Segment(turn.Text);

    public List<Sentence> Sentences => _sentences ??= Languages.Sentences.Split(turn.Text);

    /// <summary>Words that say what it is about, folded, in order: no function or stop words, at least two characters when Chinese.</summary>
    public List<MatterWord> Matter => _matter ??= [.. Words
        .Where(word => word.IsContent && word.Length > 1 && !WordSegmenter.IsStopWord(Folded.AsSpan(word.From, word.Length)))
        .Select(word => new MatterWord(word.From, word.To, Folded.Substring(word.From, word.Length)))];

    /// <summary>Adds what is no phrase of the policy.</summary>
    public void Find(string rule, Span span, Severity severity, string? suggestion, string item) =>
        Findings.Add(new(rule, index, span.From, span.To, Text[span.From..span.To], severity, suggestion, null, item));

    public bool Has(Signal signal) => First(signal) is not null;

    public SignalSpan? First(Signal signal)
    {
        foreach (var span in Signals)
        {
            if (span.Signal == signal)
                return span;
        }
        return null;
    }

    public IEnumerable<string> MatterWords() => Matter.Select(word => word.Text);

    public IEnumerable<string> MatterWords(Sentence sentence)
    {
        for (var i = Places.FirstFrom(Matter, sentence.From, static word => word.From); i < Matter.Count && Matter[i].To <= sentence.To; i++)
            yield return Matter[i].Text;
    }

    /// <summary>Whether the signal stands in the sentence as a whole.</summary>
    public bool Has(Signal signal, Sentence sentence)
    {
        for (var i = Places.FirstFrom(Signals, sentence.From, static span => span.From); i < Signals.Count && Signals[i].From < sentence.To; i++)
        {
            if (Signals[i].Signal == signal && Signals[i].To <= sentence.To)
                return true;
        }
        return false;
    }
}
