using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Banzhang.Conversation.Classification;

/// <summary>The JSON object of <c>classify evaluate</c>.</summary>
public static class EvaluationJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>One line.</summary>
    public static string Write(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return JsonSerializer.Serialize(
            new
            {
                evaluation.Samples,
                Accuracy = Rounded(evaluation.Accuracy),
                MacroF1 = Rounded(evaluation.MacroF1),
                CalibrationError = Rounded(evaluation.CalibrationError),
                Classes = evaluation.Classes.Select(one => new { one.Label, one.Samples, Precision = Rounded(one.Precision), Recall = Rounded(one.Recall), F1 = Rounded(one.F1) }),
                Calibration = evaluation.Bins.Select(bin => new { bin.From, bin.Samples, MeanProbability = Rounded(bin.MeanProbability), ShareRight = Rounded(bin.ShareRight) }),
            },
            Options);
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
