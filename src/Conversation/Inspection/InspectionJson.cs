using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Banzhang.Conversation.Recordings;

namespace Banzhang.Conversation.Inspection;

/// <summary>The JSON object of <c>inspect</c>: a promise to scripts, kept stable.</summary>
public static class InspectionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>One line, UTF-8, without its line feed.</summary>
    public static byte[] Write(InspectionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.SerializeToUtf8Bytes(
            new ReportObject(
                report.Id,
                report.Score,
                report.MaxScore,
                [.. report.Items.Select(item => new ItemObject(item.Item, item.Score, item.Max, item.IsApplicable))],
                [.. report.Findings.Select(finding => new FindingObject(finding.Rule, finding.Turn, finding.From, finding.To, finding.Text, finding.Severity.ToString().ToLowerInvariant(), finding.Suggestion))],
                new(report.Listening.OpenQuestion, report.Listening.Restatement, report.Listening.Summary, report.Listening.Interruptions),
                new(report.Empathy.Recognised, report.Empathy.Understood, report.Empathy.Solution),
                Rounded(report.TermRatio, 4),
                Rounded(report.Delivery.SpeechRate, 1),
                Rounded(report.Delivery.VolumeDb, 1),
                [.. report.Emotions.Select(one => new EmotionObject(one.Turn, one.Emotion.ToString().ToLowerInvariant(), Math.Round(one.Intensity, 2)))],
                report.ComplaintRisk,
                report.Satisfaction,
                Rounded(report.Mirroring, 4),
                report.PolicyVersion,
                report.Highlights,
                report.Strip is { } strip
                    ? new(strip.IsRecorded ? "recording" : "turns", Levels(strip.Agent), Speaks(strip.Agent), Levels(strip.Customer), Speaks(strip.Customer))
                    : null),
            Options);
    }

    private static double?[] Levels(IReadOnlyList<ChannelSecond> seconds) => [.. seconds.Select(second => Rounded(second.VolumeDb, 1))];

    private static int[] Speaks(IReadOnlyList<ChannelSecond> seconds) => [.. seconds.Select(second => second.IsSpeech ? 1 : 0)];

    private static double? Rounded(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;

    private sealed record ReportObject(
        string Id,
        double Score,
        double MaxScore,
        IReadOnlyList<ItemObject> Items,
        IReadOnlyList<FindingObject> Findings,
        ListeningObject Listening,
        EmpathyObject Empathy,
        double? TermRatio,
        double? SpeechRate,
        double? VolumeDb,
        IReadOnlyList<EmotionObject> Emotion,
        double ComplaintRisk,
        double Satisfaction,
        double? Mirroring,
        int PolicyVersion,
        IReadOnlyList<Highlight> Highlights,
        StripObject? Strip);

    private sealed record StripObject(string Source, double?[] AgentDb, int[] AgentSpeaks, double?[] CustomerDb, int[] CustomerSpeaks);

    private sealed record ItemObject(string Item, double Score, double Max, bool Applicable);

    private sealed record FindingObject(string Rule, int Turn, int From, int To, string Text, string Severity, string? Suggestion);

    private sealed record ListeningObject(bool? OpenQuestion, bool? Restatement, bool? Summary, int? Interruptions);

    private sealed record EmpathyObject(bool? Recognised, bool? Understood, bool? Solution);

    private sealed record EmotionObject(int Turn, string Emotion, double Intensity);
}
