using System.Globalization;
using Banzhang.Conversation.Inspection;
using Banzhang.Platform.Localisation;

namespace Banzhang.Quality.Inspecting;

internal static class InspectionText
{
    /// <param name="hundredths">Of a point.</param>
    public static string Points(int hundredths) => Points(hundredths / 100.0);

    public static string Points(double points) => points.ToString("0.##", CultureInfo.CurrentCulture);

    public static string Feeling(TurnEmotion emotion) => WordBook.SayCode(typeof(InspectionText), $"Emotion_{emotion.Emotion}", emotion.Emotion.ToString());

    /// <summary>How the item is drawn: reached, partly, missed.</summary>
    public static string CssOf(InspectedItem item) => item.Score >= item.Max ? "yes" : item.Score > 0 ? "half" : "no";
}
