using System.Text.Json;

namespace Banzhang.Mail.Automatic;

/// <summary>What machines write, from <c>automatic-patterns.json</c>; all in lower case.</summary>
internal sealed record AutomaticPatterns(
    string[] AutomaticSubjects,
    string[] AnswerSubjects,
    string[] BounceSubjects,
    string[] DelaySubjects,
    string[] BounceSenders,
    string[] Postmasters,
    string[] BounceNames,
    string[] CertainTexts,
    string[] BounceTexts,
    string[] DelayTexts)
{
    public static AutomaticPatterns All { get; } = Load();

    private static AutomaticPatterns Load()
    {
        using var stream = typeof(AutomaticPatterns).Assembly.GetManifestResourceStream("automatic-patterns.json")!;
        return JsonSerializer.Deserialize<AutomaticPatterns>(stream, JsonSerializerOptions.Web)!;
    }
}
