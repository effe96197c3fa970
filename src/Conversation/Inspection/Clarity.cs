using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>Whether the customer can follow: professional terms, and for the elderly the length of sentences.</summary>
internal static class Clarity
{
    private const int MostInformal = 4;

    /// <summary>Terms among the agent's words; null when the agent said nothing.</summary>
    public static double? Judge(Workings work)
    {
        var (terms, words) = (0, 0);
        foreach (var turn in work.Agent)
        {
            words += turn.Words.Count;
            terms += turn.Terms.Count;
            foreach (var (span, term) in turn.Terms)
            {
                var plain = work.Rules.Policy.Terms[term].Plain;
                turn.Find("clarity.term", span, Severity.Note, plain ?? Words.SuggestPlainWord, Measures.Terms);
            }
            if (work.Transcript.AgeGroup == AgeGroup.Elderly)
                FindLongSentences(work, turn);
            if (work.Transcript.AgeGroup == AgeGroup.Young)
                FindTooInformal(work, turn);
        }
        if (words == 0)
            return null;
        var ratio = (double)terms / words;
        var bound = work.Rules.Policy.Thresholds.TermRatio;
        // Within the bound all of it; then falling, nothing left at three times the bound.
        work.Reach(Measures.Terms, ratio <= bound ? 1 : Math.Max(0, 1 - ((ratio - bound) / (2 * bound))));
        return ratio;
    }

    /// <summary>With the young a little of it is welcome.</summary>
    private static void FindTooInformal(Workings work, TurnReading turn)
    {
        if (turn.Signals.Count(mark => mark.Signal == Signal.Informal) > MostInformal)
            turn.Find("style.tooInformal", new(0, turn.Text.Length), Severity.Note, Words.SuggestLessInformal, Measures.Style);
    }

    private static void FindLongSentences(Workings work, TurnReading turn)
    {
        var bounds = work.Rules.Policy.Thresholds;
        foreach (var sentence in turn.Sentences)
        {
            var span = turn.Text.AsSpan(sentence.From, sentence.Length);
            var bound = SpokenUnits.IsEnglish(span) ? bounds.ElderlySentenceWords : bounds.ElderlySentence;
            if (SpokenUnits.Count(span) > bound)
                turn.Find("clarity.longSentence", new(sentence.From, sentence.To), Severity.Minor, Suggestions.Fill(Words.SuggestShorterSentence, bound), Measures.Style);
        }
    }
}
