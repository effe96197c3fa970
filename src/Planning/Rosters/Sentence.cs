using System.Globalization;

namespace Banzhang.Planning.Rosters;

/// <summary>Fills sentences of <c>Words</c> in the current language.</summary>
internal static class Sentence
{
    public static string Fill(string text, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, text, arguments);

    /// <summary>A date as files write it.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>From one date to another, as files write them.</summary>
    public static string Dates(DateOnly from, DateOnly to) => $"{Date(from)}–{Date(to)}";

    /// <summary>The word for an enum value.</summary>
    public static string Of(Enum value) => Words.ResourceManager.GetString($"{value.GetType().Name}_{value}", CultureInfo.CurrentUICulture)!;
}
