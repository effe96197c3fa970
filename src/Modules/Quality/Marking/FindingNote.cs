using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Platform.Localisation;
using Banzhang.Quality.Marking.Rules;

namespace Banzhang.Quality.Marking;

/// <summary>A finding in the reader's words.</summary>
/// <param name="Number">From 1, over the whole conversation; stands in the text and at the note.</param>
/// <param name="Title">Of the rule.</param>
/// <param name="Css">How its place in the text is drawn.</param>
/// <param name="Better">What to say instead; null when nothing should be said.</param>
/// <param name="Stands">True when <paramref name="Better"/> can stand in the very place.</param>
public sealed record FindingNote(int Number, string Rule, string Title, Severity Severity, string Css, int Turn, int From, int To, string Text, string? Better, bool Stands)
{
    public TextMark Mark => new(From, To, Number);

    public static IReadOnlyList<FindingNote> Of(Policy policy, IEnumerable<Finding> findings) =>
        [.. findings.OrderBy(f => f.Turn).ThenBy(f => f.From).Select((f, i) => new FindingNote(
            i + 1, f.Rule, TitleOf(policy, f.Rule), f.Severity, CssOf(f), f.Turn, f.From, f.To, f.Text, f.Replacement ?? f.Suggestion, f.Replacement is not null))];

    /// <summary>In the reader's language where the policy has it; the id for a rule that is gone.</summary>
    public static string TitleOf(Policy policy, string rule) =>
        policy.Rules.FirstOrDefault(r => r.Id == rule) is { } known ? PolicyWords.Title(known.Title, rule)
            : WordBook.SayCode(typeof(FindingNote), $"LibraryRule_{rule.Replace('.', '_')}", rule);

    private static string CssOf(Finding finding) => finding.Rule == "clarity.term" ? "term" : finding.Severity >= Severity.Minor ? "bad" : "warn";
}

/// <summary>What a policy names in several languages.</summary>
public static class PolicyWords
{
    public static string Title(IReadOnlyDictionary<string, string> titles, string otherwise) =>
        titles.GetValueOrDefault(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) is { Length: > 0 } own ? own
            : titles.Values.FirstOrDefault(title => title.Length > 0) ?? otherwise;

    public static string Item(Policy policy, string item) => policy.Items.FirstOrDefault(one => one.Id == item) is { } known ? Title(known.Title, item) : item;
}
