using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>Reads turns one after the other: finds the policy's phrases and drops those that are negated, reported or quoted. For one thread.</summary>
internal sealed class TurnReader(Rulebook rules, AgeGroup? age)
{
    /// <summary>A negation reaches over so many symbols.</summary>
    private const int NegationReach = 3;

    private const int DenialReach = 1;

    private const int ReportingReach = 12;

    /// <summary>An offer of help in the same sentence excuses over so many symbols.</summary>
    private const int OfferReach = 30;

    /// <summary>No match is longer, in symbols: matches are in order of their beginning, so that no search goes further back.</summary>
    private const int LongestMatch = 120;

    private const double StrongFeeling = 0.7, MildFeeling = 0.4, Intensified = 1.25, Diminished = 0.6;

    private readonly PhraseText _text = new();
    private readonly List<PhraseMatch> _matches = [];

    public TurnReading Read(Turn turn, int index)
    {
        _text.Read(turn.Text, rules.Folds);
        _matches.Clear();
        rules.Matcher.Find(_text, _matches);
        var reading = new TurnReading(index, turn) { IsEmpty = _text.Length == 0 };
        var quotes = Quotes.Find(turn.Text);
        for (var i = 0; i < _matches.Count; i++)
        {
            var match = _matches[i];
            var use = rules.Uses[match.Phrase];
            switch (use.Kind)
            {
                case PhraseKind.Signal:
                    reading.Signals.Add(new((Signal)use.Index, match.From, match.To));
                    break;
                case PhraseKind.StrongEmotion or PhraseKind.MildEmotion when turn.Speaker == Speaker.Customer:
                    reading.Emotions.Add(Feeling(i, use));
                    break;
                case PhraseKind.Term when turn.Speaker == Speaker.Agent:
                    if (reading.Terms.Count == 0 || reading.Terms[^1].Span.To <= match.From)
                        reading.Terms.Add((new(match.From, match.To), use.Index));
                    break;
                case PhraseKind.Rule when turn.Speaker == Speaker.Agent && Counts(i, rules.Policy.Rules[use.Index], use.Index, quotes):
                    reading.Findings.Add(Found(match, use, index, turn.Text));
                    break;
            }
        }
        if (turn.Speaker == Speaker.Agent)
        {
            FindExpressions(reading, quotes);
            KeepWithoutOverlap(reading.Findings, turn.Text.Length);
        }
        return reading;
    }

    private bool Counts(int at, PolicyRule rule, int number, List<Span> quotes)
    {
        if (!InScope(rule.Ages))
            return false;
        var match = _matches[at];
        if (!rule.EvenNegated && (IsNegated(at) || BeginsNegated(at) || IsReported(at) || Quotes.Hold(quotes, match.From, match.To)))
            return false;
        if (rule.UnlessOffered && IsOffered(at))
            return false;
        for (var i = at; i >= 0 && match.First - _matches[i].First <= LongestMatch; i--)
        {
            if (IsUnless(_matches[i], number) && _matches[i].Last >= match.First)
                return false;
        }
        for (var i = at + 1; i < _matches.Count && _matches[i].First <= match.Last; i++)
        {
            if (IsUnless(_matches[i], number))
                return false;
        }
        return true;
    }

    private bool IsUnless(PhraseMatch match, int rule) => rules.Uses[match.Phrase] is { Kind: PhraseKind.Unless } use && use.Index == rule;

    private bool InScope(AgeScope ages) => ages switch
    {
        AgeScope.All => true,
        AgeScope.NotYoung => age is AgeGroup.Adult or AgeGroup.Elderly,
        AgeScope.Elderly => age == AgeGroup.Elderly,
        AgeScope.Young => age == AgeGroup.Young,
    };

    private bool IsNegated(int at) => Precedes(Signal.Negation, at, NegationReach);

    /// <summary>A negation begins before the match and ends within it: the two share a word.</summary>
    private bool BeginsNegated(int at)
    {
        var match = _matches[at];
        for (var i = at - 1; i >= 0 && match.First - _matches[i].First <= NegationReach; i--)
        {
            var other = _matches[i];
            if (other.First < match.First && other.Last >= match.First && other.Last < match.Last && IsSignal(other, Signal.Negation))
                return true;
        }
        return false;
    }

    private bool IsOffered(int at)
    {
        var match = _matches[at];
        for (var i = at - 1; i >= 0 && match.First - _matches[i].First <= OfferReach; i--)
        {
            if (_matches[i].Last < match.First && IsSignal(_matches[i], Signal.Offer) && InOneSentence(_matches[i].Last, match.First))
                return true;
        }
        for (var i = at + 1; i < _matches.Count && _matches[i].First - match.Last <= OfferReach; i++)
        {
            if (_matches[i].First > match.Last && IsSignal(_matches[i], Signal.Offer) && InOneSentence(match.Last, _matches[i].First))
                return true;
        }
        return false;
    }

    private bool IsReported(int at) => Precedes(Signal.Reporting, at, ReportingReach);

    /// <summary>The signal stands before the match in the same clause, at most <paramref name="reach"/> symbols away.</summary>
    private bool Precedes(Signal signal, int at, int reach)
    {
        var match = _matches[at];
        for (var i = at - 1; i >= 0 && match.First - _matches[i].First <= LongestMatch; i--)
        {
            var other = _matches[i];
            if (other.Last < match.First && match.First - other.Last - 1 <= reach && IsSignal(other, signal) && InOneClause(other.Last, match.First))
                return true;
        }
        return false;
    }

    private bool IsSignal(PhraseMatch match, Signal signal) => rules.Uses[match.Phrase] is { Kind: PhraseKind.Signal } use && use.Index == (int)signal;

    private bool InOneClause(int before, int after) => IsUnparted(before, after, Boundary.Clause);

    private bool InOneSentence(int before, int after) => IsUnparted(before, after, Boundary.Sentence);

    private bool IsUnparted(int before, int after, Boundary by)
    {
        for (var i = before + 1; i <= after; i++)
        {
            if (_text.Before[i] >= by)
                return false;
        }
        return true;
    }

    private EmotionSpan Feeling(int at, PhraseUse use)
    {
        var strength = use.Kind == PhraseKind.StrongEmotion ? StrongFeeling : MildFeeling;
        if (Precedes(Signal.Intensifier, at, NegationReach))
            strength = Math.Min(1, strength * Intensified);
        if (Precedes(Signal.Diminisher, at, NegationReach))
            strength *= Diminished;
        return new((Emotion)use.Index, strength, IsNegated(at) || Precedes(Signal.Denial, at, DenialReach));
    }

    private Finding Found(PhraseMatch match, PhraseUse use, int turn, string text)
    {
        var rule = rules.Policy.Rules[use.Index];
        return new(rule.Id, turn, match.From, match.To, text[match.From..match.To], rule.Severity, use.Better, use.Replace ? use.Better : null, rule.Item);
    }

    private void FindExpressions(TurnReading reading, List<Span> quotes)
    {
        foreach (var (number, expression) in rules.Expressions)
        {
            var rule = rules.Policy.Rules[number];
            foreach (var match in expression.EnumerateMatches(reading.Text))
            {
                if (match.Length > 0 && InScope(rule.Ages) && (rule.EvenNegated || !Quotes.Hold(quotes, match.Index, match.Index + match.Length)))
                {
                    reading.Findings.Add(new(rule.Id, reading.Index, match.Index, match.Index + match.Length, reading.Text.Substring(match.Index, match.Length), rule.Severity, rule.Phrases.Count > 0 ? rule.Phrases[0].Better : null, null, rule.Item));
                }
            }
        }
    }

    /// <summary>Of findings over the same words the gravest stays, then one with a replacement, then the longest.</summary>
    private static void KeepWithoutOverlap(List<Finding> findings, int length)
    {
        if (findings.Count < 2)
            return;
        findings.Sort(static (a, b) =>
            b.Severity.CompareTo(a.Severity) is var graver and not 0 ? graver
            : (a.Replacement is null).CompareTo(b.Replacement is null) is var ready and not 0 ? ready
            : (b.To - b.From).CompareTo(a.To - a.From) is var longer and not 0 ? longer
            : a.From.CompareTo(b.From));
        var taken = new List<Finding>();
        var isTaken = new bool[length];
        foreach (var finding in findings)
        {
            var place = isTaken.AsSpan(finding.From..finding.To);
            if (place.Contains(true))
                continue;
            place.Fill(true);
            taken.Add(finding);
        }
        findings.Clear();
        findings.AddRange(taken.OrderBy(finding => finding.From));
    }
}
