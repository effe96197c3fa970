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
            foreach (var sentence in turn.Sentences)
            {
                if (turn.Has(Signal.OpenQuestion, sentence) && !turn.Has(Signal.ClosedQuestion, sentence))
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
            if (!turn.Has(Signal.Restatement))
                continue;
            // How many of the turn's matter words before each are the customer's, as many marks may stand in one sentence.
            var owned = new int[turn.Matter.Count + 1];
            for (var i = 0; i < turn.Matter.Count; i++)
                owned[i + 1] = owned[i] + (said.Contains(turn.Matter[i].Text) ? 1 : 0);
            foreach (var mark in turn.Signals.Where(mark => mark.Signal == Signal.Restatement))
            {
                var end = turn.Sentences[Places.FirstFrom(turn.Sentences, mark.To, static sentence => sentence.To)].To;
                var (first, last) = (Places.FirstFrom(turn.Matter, mark.To, static word => word.From), Places.FirstAfter(turn.Matter, end, static word => word.To));
                var own = last <= first ? 0 : (double)(owned[last] - owned[first]) / (last - first);
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
        var asked = new AskedQuestions();
        var repeated = 0;
        foreach (var turn in work.Agent)
        {
            foreach (var sentence in turn.Sentences.Where(sentence => IsQuestion(turn.Text, sentence)))
            {
                var words = turn.MatterWords(sentence).ToHashSet(StringComparer.Ordinal);
                if (words.Count < FewestQuestionWords || turn.Has(Signal.Restatement, sentence) || !asked.IsRepeated(words))
                    continue;
                repeated++;
                turn.Find("listening.repeatedQuestion", new(sentence.From, sentence.To), Severity.Minor, Words.SuggestRememberAnswer, Measures.NoRepeatedQuestion);
            }
        }
        work.RepeatedQuestions = repeated;
        work.Reach(Measures.NoRepeatedQuestion, Math.Max(0, 1 - (0.5 * repeated)));
    }

    private static bool IsQuestion(string text, Sentence sentence) => text[sentence.To - 1] is '?' or '\uFF1F';
}
