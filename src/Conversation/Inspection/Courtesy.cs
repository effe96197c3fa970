using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>
/// The greeting before the customer has spoken twice, the closing after which the customer spoke at most once, and the next step named.
/// Counted in the customer's turns, so that one polite sentence more never moves them out of their place.
/// </summary>
internal static class Courtesy
{
    public static void Judge(Workings work)
    {
        if (work.Agent.Count == 0)
            return;
        var customerTurns = 0;
        TurnReading? greeting = null, closing = null, step = null;
        foreach (var turn in work.Turns)
        {
            if (turn.Turn.Speaker == Speaker.Customer && !turn.IsEmpty)
                customerTurns++;
            if (turn.Turn.Speaker != Speaker.Agent)
                continue;
            if (customerTurns <= 1 && turn.Has(Signal.Greeting))
                greeting ??= turn;
            if (customerTurns >= work.Customer.Count - 1 && turn.Has(Signal.Closing))
                closing = turn;
            if (turn.Has(Signal.NextStep))
                step = turn;
        }
        Reach(work, Measures.Greeting, greeting, Signal.Greeting);
        Reach(work, Measures.Closing, closing, Signal.Closing);
        if (step is not null || work.Customer.Count > 1)
            Reach(work, Measures.NextStep, step, Signal.NextStep);
    }

    private static void Reach(Workings work, string measure, TurnReading? turn, Signal signal) =>
        work.Reach(measure, turn is null ? 0 : 1, turn, turn?.First(signal) is { } span ? new(span.From, span.To) : null);
}
