using System.Globalization;
using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies.Editing;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Quality.Policies;

/// <param name="Say">Patterns, a line each.</param>
public sealed record TypedPhrase(string Say, string Better, bool Replace)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Say) && string.IsNullOrWhiteSpace(Better);
}

/// <summary>A rule as it stands in the form, with a sentence for each field that cannot be saved.</summary>
/// <param name="Was">Id of the rule that is edited; empty for a new one.</param>
/// <param name="BasedOn">The version of the policy the form was made from.</param>
/// <param name="Unless">Patterns, a line each.</param>
/// <param name="Expressions">Regular expressions, a line each.</param>
public sealed record RuleForm(
    string Was, int BasedOn, string Id, string TitleZh, string TitleEn, string Item, string Severity, string Ages, bool EvenNegated, bool UnlessOffered, IReadOnlyList<TypedPhrase> Phrases, string Unless, string Expressions, string Note)
{
    private const int SparePhrases = 2, MostPhrases = 60;

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong outside the fields; empty when nothing is.</summary>
    public string Problem { get; init; } = "";

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static RuleForm New(int basedOn) => new("", basedOn, "", "", "", "wording.phrases", nameof(Banzhang.Conversation.Policies.Severity.Minor), nameof(AgeScope.All), false, false, Spared([]), "", "", "");

    internal static RuleForm Of(PolicyRule rule, int basedOn) => new(
        rule.Id, basedOn, rule.Id, rule.Title.GetValueOrDefault("zh") ?? "", rule.Title.GetValueOrDefault("en") ?? "", rule.Item, rule.Severity.ToString(), rule.Ages.ToString(), rule.EvenNegated, rule.UnlessOffered,
        Spared([.. rule.Phrases.Select(p => new TypedPhrase(string.Join('\n', p.Say), p.Better ?? "", p.Replace))]), string.Join('\n', rule.Unless ?? []), string.Join('\n', rule.Expressions ?? []), "");

    internal static RuleForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        var count = Math.Clamp(Number(Text("phrases")), 0, MostPhrases);
        return new(
            form["was"].ToString(), Number(Text("basedOn")), Text("id"), Text("titleZh"), Text("titleEn"), Text("item"), Text("severity"), Text("ages"), Text("evenNegated") == "true", Text("unlessOffered") == "true",
            Spared([.. Enumerable.Range(0, count).Select(i => new TypedPhrase(Text($"say{i}"), Text($"better{i}"), Text($"replace{i}") == "true")).Where(p => !p.IsEmpty)]),
            Text("unless"), Text("expressions"), Text("note"));
    }

    /// <summary>The rule it means, and what is wrong with the form itself.</summary>
    internal Outcome<PolicyRule> Meant()
    {
        var phrases = new List<PolicyPhrase>();
        for (var i = 0; i < Phrases.Count; i++)
        {
            var phrase = Phrases[i];
            if (phrase.IsEmpty)
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(phrase.Say))
            {
                return new BetterWithoutPhrase($"say{i}");
            }

            phrases.Add(new(Lines(phrase.Say), phrase.Better.Length > 0 ? phrase.Better : null, phrase.Replace && phrase.Better.Length > 0));
        }

        var titles = new Dictionary<string, string>();
        foreach (var (language, title) in new[] { ("zh", TitleZh), ("en", TitleEn) })
        {
            if (title.Length > 0)
            {
                titles[language] = title;
            }
        }

        return new PolicyRule(
            Id, titles, Item, Enum.TryParse<Severity>(Severity, out var severity) && Enum.IsDefined(severity) ? severity : Banzhang.Conversation.Policies.Severity.Minor, phrases,
            Lines(Unless) is { Length: > 0 } unless ? unless : null, Lines(Expressions) is { Length: > 0 } expressions ? expressions : null, EvenNegated,
            Enum.TryParse<AgeScope>(Ages, out var ages) && Enum.IsDefined(ages) ? ages : AgeScope.All, UnlessOffered);
    }

    /// <summary>The refusal beside the field it is about, else over the form.</summary>
    /// <param name="at">Where the rule stands in the edited policy.</param>
    internal RuleForm With(Refusal refusal, int at)
    {
        var (field, said) = RulePlaces.Of(refusal, at, TitleIn);
        return field.Length > 0 ? this with { Errors = new Dictionary<string, string> { [field] = WordBook.Say(said) } } : this with { Problem = WordBook.Say(said) };
    }

    /// <summary>With room for more phrases.</summary>
    internal RuleForm Grown() => this with { Phrases = Spared(Phrases) };

    /// <summary>With one exception more, not saved: what a wrong finding teaches.</summary>
    internal RuleForm Excusing(string wording) => wording.Length == 0 ? this : this with { Unless = $"{Unless}\n{wording}".Trim() };

    /// <summary>As it is called in the reader's language.</summary>
    public string TitleIn => PolicyWords.Title(new Dictionary<string, string> { ["zh"] = TitleZh, ["en"] = TitleEn }, Id);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Two empty ones at the end, so that a form without script can grow.</summary>
    private static IReadOnlyList<TypedPhrase> Spared(IReadOnlyList<TypedPhrase> phrases) => [.. phrases, .. Enumerable.Repeat(new TypedPhrase("", "", false), SparePhrases)];
}
