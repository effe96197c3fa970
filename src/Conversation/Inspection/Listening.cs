using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>
/// Structured listening: an open question, a restatement that says what the customer really said, a summary at the end. Repeated questions
/// are findings: the customer has answered already.
/// </summary>
internal static class Listening
{
    /// <summary>Two questions with this share of common words are the same question.</summary>
    private const double SameQuestion = 0.8;

    private const int FewestQuestionWords = 3;

    public static void Judge(Workings work)
    {
        FindOpenQuestion(work);
        FindRestatement(work);
        FindSummary(work);
        FindRepeatedQuestions(work);
    }

    private static void FindOpenQuestion(Workings work)
    {
        if (work.Agent.Count == 0 || work.Customer.Count == 0)
            return;
        foreach (var turn in work.Agent)
        {
            foreach (var sentence in Sentences.Split(turn.Text))
            {
                var open = Within(turn, Signal.OpenQuestion, sentence);
                if (open is not null && Within(turn, Signal.ClosedQuestion, sentence) is null)
                {
                    work.Reach(Measures.OpenQuestion, 1, turn, new(sentence.From, sentence.To));
                    return;
                }
            }
        }
        // One question and its answer leave no room for more.
        if (work.Customer.Count > 1)
            work.Reach(Measures.OpenQuestion, 0);
    }

    /// <summary>After the mark, at least a share of the matter words must be the customer's own; half of the points for fewer.</summary>
    private static void FindRestatement(Workings work)
    {
        if (work.Agent.Count < 2 || work.Customer.Count == 0)
            return;
        var said = new HashSet<string>(StringComparer.Ordinal);
        var best = 0.0;
        (TurnReading Turn, Span Span)? evidence = null;
        foreach (var turn in work.Turns)
        {
            if (turn.Turn.Speaker == Speaker.Customer)
                said.UnionWith(turn.MatterWords());
            if (turn.Turn.Speaker != Speaker.Agent || said.Count == 0)
                continue;
            foreach (var mark in turn.Signals.Where(mark => mark.Signal == Signal.Restatement))
            {
                var end = Sentences.Split(turn.Text).First(sentence => sentence.To >= mark.To).To;
                var words = turn.MatterWords(mark.To, end).ToList();
                var own = words.Count == 0 ? 0 : (double)words.Count(said.Contains) / words.Count;
                var score = own >= work.Rules.Policy.Thresholds.Restated ? 1 : own > 0 ? 0.5 : 0;
                if (score > best)
                    (best, evidence) = (score, (turn, new(mark.From, end)));
            }
        }
        work.Reach(Measures.Restatement, best, evidence?.Turn, evidence?.Span);
    }

    private static void FindSummary(Workings work)
    {
        if (work.Agent.Count < 3 || work.Customer.Count < 2)
            return;
        // A summary stands in the second half of what the agent says.
        foreach (var turn in work.Agent.Skip(work.Agent.Count / 2))
        {
            if (turn.First(Signal.Summary) is { } mark)
            {
                work.Reach(Measures.Summary, 1, turn, new(mark.From, mark.To));
                return;
            }
        }
        work.Reach(Measures.Summary, 0);
    }

    private static void FindRepeatedQuestions(Workings work)
    {
        if (work.Agent.Count < 2)
            return;
        var asked = new List<HashSet<string>>();
        var repeated = 0;
        foreach (var turn in work.Agent)
        {
            foreach (var sentence in Sentences.Split(turn.Text).Where(sentence => IsQuestion(turn.Text, sentence)))
            {
                var words = turn.MatterWords(sentence.From, sentence.To).ToHashSet(StringComparer.Ordinal);
                if (words.Count < FewestQuestionWords || turn.Signals.Any(mark => mark.Signal == Signal.Restatement && mark.From >= sentence.From && mark.To <= sentence.To))
                    continue;
                if (asked.Exists(earlier => Overlap(earlier, words) >= SameQuestion))
                {
                    repeated++;
                    turn.Find("listening.repeatedQuestion", new(sentence.From, sentence.To), Severity.Minor, Words.SuggestRememberAnswer, Measures.NoRepeatedQuestion);
                }
                asked.Add(words);
            }
        }
        work.RepeatedQuestions = repeated;
        work.Reach(Measures.NoRepeatedQuestion, Math.Max(0, 1 - (0.5 * repeated)));
    }

    private static bool IsQuestion(string text, Sentence sentence) => text[sentence.To - 1] is '?' or '\uFF1F';

    private static double Overlap(HashSet<string> one, HashSet<string> other) => (double)one.Count(other.Contains) / (one.Count + other.Count - one.Count(other.Contains));

    private static SignalSpan? Within(TurnReading turn, Signal signal, Sentence sentence)
    {
        foreach (var span in turn.Signals)
        {
            if (span.Signal == signal && span.From >= sentence.From && span.To <= sentence.To)
                return span;
        }
        return null;
    }
}
