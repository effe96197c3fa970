using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>What is known of one conversation while it is judged: its turns as read, and what each judge adds.</summary>
internal sealed class Workings
{
    private readonly Dictionary<string, double> _reached = [];

    public Workings(Rulebook rules, Transcript transcript)
    {
        (Rules, Transcript) = (rules, transcript);
        var reader = new TurnReader(rules, transcript.AgeGroup);
        Turns = [.. transcript.Turns.Select((turn, index) => reader.Read(turn, index))];
        Agent = [.. Turns.Where(turn => turn.Turn.Speaker == Speaker.Agent && !turn.IsEmpty)];
        Customer = [.. Turns.Where(turn => turn.Turn.Speaker == Speaker.Customer && !turn.IsEmpty)];
    }

    public Rulebook Rules { get; }

    public Transcript Transcript { get; }

    public List<TurnReading> Turns { get; }

    /// <summary>The agent's turns with text.</summary>
    public List<TurnReading> Agent { get; }

    /// <summary>The customer's turns with text.</summary>
    public List<TurnReading> Customer { get; }

    public List<Highlight> Highlights { get; } = [];

    public int RepeatedQuestions { get; set; }

    /// <summary>Share reached of a measure, 0 to 1; null when the conversation gave no occasion.</summary>
    public double? Reached(string measure) => _reached.TryGetValue(measure, out var share) ? share : null;

    public bool? IsReached(string measure) => Reached(measure) is { } share ? share >= 1 : null;

    public void Reach(string measure, double share, TurnReading? turn = null, Span? evidence = null)
    {
        _reached[measure] = share;
        if (share > 0 && turn is not null && evidence is { } span)
            Highlights.Add(new(measure, turn.Index, span.From, span.To, turn.Text[span.From..span.To]));
    }
}
