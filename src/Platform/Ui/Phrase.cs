using System.Globalization;

namespace Banzhang.Platform.Ui;

/// <summary>The one way a sentence gets its values: in the reader's culture.</summary>
public static class Phrase
{
    public static string Say(string pattern, params object[] values) => string.Format(CultureInfo.CurrentCulture, pattern, values);
}
