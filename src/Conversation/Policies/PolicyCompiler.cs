using System.Text.RegularExpressions;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Languages;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Policies;

/// <summary>Makes a rulebook of a policy, or says which pattern on which line cannot be used and why.</summary>
internal sealed class PolicyCompiler
{
    private const int MostGaps = 2;
    private const int LongestQuote = 40;

    /// <summary>Of all wordings together, in symbols: what the matcher holds costs some tens of bytes each. The shipped policy has a sixth of it.</summary>
    private const int MostSymbols = 3_000_000;

    private const string Ellipsis = "\u2026";

    private readonly Policy _policy;
    private readonly byte[] _json;
    private readonly Folds _folds = new();
    private readonly PhraseMatcher _matcher;
    private readonly PhraseText _text = new();
    private readonly List<PhraseUse> _uses = [];
    private readonly List<RuleExpression> _expressions = [];
    private int _symbols;
    private Refusal? _refusal;

    public PolicyCompiler(Policy policy, byte[] json)
    {
        (_policy, _json) = (policy, json);
        _matcher = new(_folds);
    }

    public Outcome<Rulebook> Compile()
    {
        foreach (var group in _policy.SameWords)
            _folds.Group(group);
        foreach (var filler in _policy.Fillers)
            _folds.Filler(filler);
        foreach (var particle in _policy.Particles)
            _folds.Particle(particle);
        CheckItems();
        CheckSets();
        CompileRules();
        CompileSignals();
        CompileEmotions();
        for (var i = 0; i < _policy.Terms.Count; i++)
            AddPattern(_policy.Terms[i].Say, $"$.terms[{i}].say", new(PhraseKind.Term, i, _policy.Terms[i].Plain));
        return _refusal is { } refusal ? refusal : new Rulebook(_policy, _folds, _matcher, _uses, _expressions);
    }

    private void CompileRules()
    {
        for (var i = 0; i < _policy.Rules.Count; i++)
        {
            var rule = _policy.Rules[i];
            if (!_policy.Items.Any(item => item.Id == rule.Item))
                Refuse(path => new PolicyFieldIsWrong(Line(path), path, string.Join(" | ", _policy.Items.Select(item => item.Id))), $"$.rules[{i}].item");
            for (var j = 0; j < rule.Phrases.Count; j++)
                AddPatterns(rule.Phrases[j].Say, $"$.rules[{i}].phrases[{j}].say", new(PhraseKind.Rule, i, rule.Phrases[j].Better, rule.Phrases[j].Replace));
            AddPatterns(rule.Unless ?? [], $"$.rules[{i}].unless", new(PhraseKind.Unless, i));
            for (var j = 0; j < (rule.Expressions?.Count ?? 0); j++)
                AddExpression(rule.Expressions![j], $"$.rules[{i}].expressions[{j}]", i);
        }
    }

    private void CompileSignals()
    {
        foreach (var (name, patterns) in _policy.Signals)
        {
            if (NamedConverter<Signal>.Named.TryGetValue(name, out var signal))
                AddPatterns(patterns, $"$.signals.{name}", new(PhraseKind.Signal, (int)signal));
            else
                Refuse(path => new PolicyFieldIsWrong(Line(path), path, string.Join(" | ", Enum.GetNames<Signal>())), $"$.signals.{name}");
        }
    }

    private void CompileEmotions()
    {
        foreach (var (name, words) in _policy.Emotions)
        {
            if (!NamedConverter<Emotion>.Named.TryGetValue(name, out var emotion) || emotion == Emotion.Neutral)
            {
                Refuse(path => new PolicyFieldIsWrong(Line(path), path, string.Join(" | ", Enum.GetNames<Emotion>())), $"$.emotions.{name}");
                continue;
            }
            AddPatterns(words.Strong, $"$.emotions.{name}.strong", new(PhraseKind.StrongEmotion, (int)emotion));
            AddPatterns(words.Mild, $"$.emotions.{name}.mild", new(PhraseKind.MildEmotion, (int)emotion));
            _matcher.Add([_folds.EmoticonGroup(words.Emoticons)], Use(new(PhraseKind.StrongEmotion, (int)emotion)), false, false);
        }
    }

    private void CheckItems()
    {
        for (var i = 0; i < _policy.Items.Count; i++)
        {
            if (!Measures.All.Contains(_policy.Items[i].Id))
                Refuse(path => new PolicyFieldIsWrong(Line(path), path, string.Join(" | ", Measures.All)), $"$.items[{i}].id");
        }
        if (_policy.Items.Select(item => item.Id).Distinct().Count() < _policy.Items.Count)
            Refuse(path => new PolicyFieldIsWrong(Line(path), path, "id: unique"), "$.items");
    }

    private void CheckSets()
    {
        foreach (var (name, words) in _policy.Sets)
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (words[i].AsSpan().IndexOfAny(PhrasePattern.Signs) >= 0)
                    Refuse(path => new SetWordHasSign(Line(path), path, Shortened(words[i])), $"$.sets.{name}[{i}]");
            }
        }
    }

    private void AddPatterns(IReadOnlyList<string> patterns, string path, PhraseUse use)
    {
        for (var i = 0; i < patterns.Count; i++)
            AddPattern(patterns[i], $"{path}[{i}]", use);
    }

    private void AddPattern(string pattern, string path, PhraseUse use)
    {
        // One fault is told; patterns are not read any more, as the sets they name may be the fault.
        if (_refusal is not null)
            return;
        try
        {
            var number = Use(use);
            foreach (var wording in PhrasePattern.Expand(pattern, _policy.Sets).Distinct())
                AddWording(wording, number);
        }
        catch (PatternException fault)
        {
            var line = Line(path);
            _refusal = fault.Fault switch
            {
                PatternFault.Empty => new PatternIsEmpty(line, path, pattern),
                PatternFault.LooseBracket => new PatternHasLooseBracket(line, path, pattern, fault.Detail),
                PatternFault.UnknownSet => new PatternNamesUnknownSet(line, path, pattern, fault.Detail),
                PatternFault.TooWide => new PatternIsTooWide(line, path, pattern, PhrasePattern.Limit),
                PatternFault.AllTooMany => new PolicyIsTooWide(line, path, Shortened(pattern), MostSymbols),
                PatternFault.TooDeep => new PatternIsTooDeep(line, path, Shortened(pattern), PhrasePattern.Deepest),
                PatternFault.TooLong => new PatternIsTooLong(line, path, Shortened(pattern), PhrasePattern.Longest),
            };
        }
    }

    private void AddWording(string wording, int number)
    {
        var (fromStart, toEnd) = (wording.StartsWith('^'), wording.EndsWith('$'));
        var segments = wording[(fromStart ? 1 : 0)..^(toEnd ? 1 : 0)].Split(Ellipsis);
        if (segments.Length - 1 > MostGaps)
            throw new PatternException(PatternFault.TooWide, Ellipsis);
        var symbols = new List<char>();
        for (var part = 0; part < segments.Length; part++)
        {
            var segment = segments[part];
            if (part > 0)
                symbols.Add(segments[part - 1].TrimEnd() is [.., ',' or '\uFF0C'] ? PhraseMatcher.WideGap : PhraseMatcher.Gap);
            _text.Read(segment, _folds);
            if (_text.Length == 0)
                throw new PatternException(PatternFault.Empty, segment);
            for (var i = 0; i < _text.Length; i++)
            {
                if (i > 0 && _text.Before[i] >= Boundary.Clause)
                    symbols.Add(PhraseMatcher.Comma);
                symbols.Add(_text.Symbols[i]);
            }
        }
        _symbols += symbols.Count;
        if (_symbols > MostSymbols)
            throw new PatternException(PatternFault.AllTooMany, "");
        _matcher.Add([.. symbols], number, fromStart, toEnd);
    }

    private void AddExpression(string expression, string path, int rule)
    {
        try
        {
            _expressions.Add(new(rule, new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)));
        }
        catch (ArgumentException fault)
        {
            Refuse(p => new ExpressionIsBroken(Line(p), p, expression, fault.Message), path);
        }
        catch (NotSupportedException fault)
        {
            Refuse(p => new ExpressionIsUnbounded(Line(p), p, expression, fault.Message), path);
        }
    }

    private int Use(PhraseUse use)
    {
        _uses.Add(use);
        return _uses.Count - 1;
    }

    private void Refuse(Func<string, Refusal> refusal, string path) => _refusal ??= refusal(path);

    /// <summary>Enough of it to be known again in a sentence.</summary>
    private static string Shortened(string pattern) => pattern.Length <= LongestQuote ? pattern : ShortText.Cut(pattern, LongestQuote) + Ellipsis;

    private long Line(string path) => JsonLines.LineOf(_json, path);
}
