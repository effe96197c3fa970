using System.Text.Json.Serialization;

namespace Banzhang.Conversation.Policies;

/// <summary>
/// What good conversation is, as data: the file a supervisor reads and edits. <see cref="PolicyReader"/> makes a <see cref="Rulebook"/> of it.
/// </summary>
/// <param name="Version">Grows with every edit; a judgement names the version it was made by.</param>
/// <param name="MaxScore">The scale of the score, e.g. 25 or 100.</param>
/// <param name="Sets">Words that a pattern names as <c>&lt;set&gt;</c>.</param>
/// <param name="SameWords">Groups of words that are one word in every pattern.</param>
/// <param name="Particles">Words that are dropped before anything is looked for.</param>
/// <param name="Fillers">Words that may be inserted anywhere in a pattern.</param>
/// <param name="Signals">Patterns by what they show: a greeting, an open question, an apology.</param>
/// <param name="Emotions">Words of feeling, by feeling.</param>
/// <param name="Terms">Professional words a customer may not know, with a plain word for each.</param>
/// <param name="Items">What is scored and how much it weighs.</param>
public sealed record Policy(
    string Name,
    int Version,
    double MaxScore,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Sets,
    IReadOnlyList<IReadOnlyList<string>> SameWords,
    IReadOnlyList<string> Particles,
    IReadOnlyList<string> Fillers,
    IReadOnlyList<PolicyRule> Rules,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Signals,
    IReadOnlyDictionary<string, PolicyEmotion> Emotions,
    IReadOnlyList<PolicyTerm> Terms,
    IReadOnlyList<PolicyItem> Items,
    PolicyThresholds Thresholds);

/// <summary>One rule of wording.</summary>
/// <param name="Id">Stable, e.g. <c>forbidden.blame</c>; findings name it.</param>
/// <param name="Title">For people, by language code.</param>
/// <param name="Item">The item of the score it costs.</param>
/// <param name="Phrases">What is looked for, each with a better wording.</param>
/// <param name="Unless">A finding that touches one of these is none.</param>
/// <param name="Expressions">Regular expressions, over the text as written; matched in linear time.</param>
/// <param name="EvenNegated">True when the words are wrong in a negated sentence too, as abuse is.</param>
/// <param name="UnlessOffered">True when an offer of help (signal <c>offer</c>) in the same sentence excuses it: "I do not know, I will ask for you".</param>
public sealed record PolicyRule(
    string Id,
    IReadOnlyDictionary<string, string> Title,
    string Item,
    Severity Severity,
    IReadOnlyList<PolicyPhrase> Phrases,
    IReadOnlyList<string>? Unless = null,
    IReadOnlyList<string>? Expressions = null,
    bool EvenNegated = false,
    AgeScope Ages = AgeScope.All,
    bool UnlessOffered = false);

/// <param name="Say">Patterns; see the README of the library for their few signs.</param>
/// <param name="Better">What to say instead; null when nothing should be said.</param>
/// <param name="Replace">True when <paramref name="Better"/> can stand in the place of what was found, word for word.</param>
public sealed record PolicyPhrase(IReadOnlyList<string> Say, string? Better = null, bool Replace = false);

/// <param name="Strong">Words that show it beyond doubt.</param>
/// <param name="Mild">Words that hint at it.</param>
/// <param name="Emoticons">Picture characters, or words in brackets as chat programs write them.</param>
public sealed record PolicyEmotion(IReadOnlyList<string> Strong, IReadOnlyList<string> Mild, IReadOnlyList<string> Emoticons);

public sealed record PolicyTerm(string Say, string? Plain = null);

/// <param name="Id">A measure the library knows; see <see cref="Inspection.Measures"/>.</param>
/// <param name="Max">Weight, above 0.</param>
public sealed record PolicyItem(string Id, IReadOnlyDictionary<string, string> Title, double Max);

/// <summary>Bounds of the measures. Rates in characters (English: words) a minute, lengths in characters (English: words), times in seconds.</summary>
/// <param name="TermRatio">Professional terms among the agent's words, at most.</param>
/// <param name="CalibrationDb">Sound pressure level in dB of a full-scale sine in a recording.</param>
public sealed record PolicyThresholds(
    double TermRatio,
    double RateFrom,
    double RateTo,
    double EnglishRateFrom,
    double EnglishRateTo,
    double VolumeFrom,
    double VolumeTo,
    double CalibrationDb,
    double LongSilence,
    double LongHold,
    double InterruptionSeconds,
    int ElderlySentence,
    int ElderlySentenceWords,
    double Restated);

/// <summary>How grave a finding is; what it costs of its item.</summary>
[JsonConverter(typeof(NamedConverter<Severity>))]
public enum Severity
{
    /// <summary>Worth a look; a tenth.</summary>
    Note = 1,

    /// <summary>A quarter.</summary>
    Minor = 2,

    /// <summary>A half.</summary>
    Major = 3,

    /// <summary>All of the conversation's score.</summary>
    Fatal = 4,
}

/// <summary>Customers for whom a rule holds.</summary>
[JsonConverter(typeof(NamedConverter<AgeScope>))]
public enum AgeScope
{
    All = 0,

    /// <summary>Known to be adult or elderly; who is not known is not judged.</summary>
    NotYoung = 1,
    Elderly = 2,
    Young = 3,
}
