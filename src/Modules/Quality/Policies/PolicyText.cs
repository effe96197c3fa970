using Banzhang.Conversation.Policies;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies.Editing;

namespace Banzhang.Quality.Policies;

/// <summary>The policy in the reader's words.</summary>
internal static class PolicyText
{
    public static string Version(PolicyScreen screen) => screen.IsShipped ? Words.ShippedVersion : WordBook.Say(Words.VersionNumber, screen.Version);

    public static string Severity(Severity severity) => WordBook.SayCode(typeof(PolicyText), $"Severity_{severity}", severity.ToString());

    public static Tone ToneOf(Severity severity) => severity switch
    {
        Banzhang.Conversation.Policies.Severity.Fatal => Tone.Bad,
        Banzhang.Conversation.Policies.Severity.Major => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static IReadOnlyList<string> Changed(Policy policy, string stored) =>
        [.. stored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => id == PolicyChanges.Rest ? Words.RestOfPolicy : FindingNote.TitleOf(policy, id))];

    public static IReadOnlyList<Choice> Severities => [.. Enum.GetValues<Severity>().Select(s => new Choice(s.ToString(), Severity(s)))];

    public static IReadOnlyList<Choice> Ages => [.. Enum.GetValues<AgeScope>().Select(a => new Choice(a.ToString(), WordBook.SayCode(typeof(PolicyText), $"AgeScope_{a}", a.ToString())))];

    public static IReadOnlyList<Choice> Items(Policy policy) => [.. policy.Items.Select(item => new Choice(item.Id, PolicyWords.Title(item.Title, item.Id)))];
}
