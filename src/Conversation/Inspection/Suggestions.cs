using System.Globalization;

namespace Banzhang.Conversation.Inspection;

internal static class Suggestions
{
    /// <summary>The sentence with its number, in the current culture.</summary>
    public static string Fill(string sentence, double number) => string.Format(CultureInfo.CurrentCulture, sentence, number);
}
