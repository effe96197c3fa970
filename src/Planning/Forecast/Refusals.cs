using System.Globalization;
using Banzhang.Kernel;

namespace Banzhang.Planning.Forecast;

/// <summary>What is wrong with a line of a series or of a list of events.</summary>
public enum SeriesFault
{
    Empty = 1,
    FieldCount,
    NotATime,
    NotANumber,
    Negative,
    TooLarge,
    TimeTwice,
    TimeBackwards,
    GapTooLong,
    SpanTooLong,
    IntervalChanges,
    IntervalUneven,
    TooShort,
    NothingKnown,
    NotADate,
    NoName,
    HourAgain,
}

/// <summary>A file cannot be used; one line says which file, line and field, and how to mend it.</summary>
/// <param name="Line">Number of the line, from 1; 0 for the whole file.</param>
/// <param name="Name">Name of the field.</param>
/// <param name="Given">What stood there.</param>
/// <param name="Wanted">What may stand there.</param>
public sealed record SeriesUnusable(string File, int Line, string Name, SeriesFault Fault, string Given, string Wanted) : Invalid(Name)
{
    public override object[] Arguments =>
    [
        Line > 0 ? Fill(Words.SeriesLine, File, Line) : File,
        Name,
        Fill(Words.ResourceManager.GetString($"{nameof(SeriesFault)}_{Fault}", CultureInfo.CurrentUICulture)!, Given, Wanted), // every value has a word: OPS016 and the tests of the reader
    ];

    private static string Fill(string text, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, text, arguments);
}
