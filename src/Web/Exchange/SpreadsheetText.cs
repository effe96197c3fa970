namespace Banzhang.Web.Exchange;

/// <summary>Cells of a CSV that a spreadsheet would run as a formula go out with an apostrophe before them, and come back without it.</summary>
internal static class SpreadsheetText
{
    private const char Guard = '\'';

    public static string Guarded(string text) => IsRun(text.AsSpan().TrimStart(Guard)) ? Guard + text : text;

    /// <summary>What <see cref="Guarded"/> was given; any other text as it is.</summary>
    public static string Unguarded(string text) => text.Length > 0 && text[0] == Guard && IsRun(text.AsSpan().TrimStart(Guard)) ? text[1..] : text;

    private static bool IsRun(ReadOnlySpan<char> text) => text is ['=' or '+' or '-' or '@', ..];
}
