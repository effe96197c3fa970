using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters;

/// <summary>What is wrong with a line of an instance or result file.</summary>
public enum LineFault
{
    OutsideSection = 1,
    UnknownSection,
    SectionTwice,
    SectionMissing,
    FieldCount,
    NotANumber,
    OutOfRange,
    EmptyName,
    NameTwice,
    UnknownShift,
    UnknownEmployee,
    ShiftLimitMissing,
    ShiftLimitForm,
    CoverTwice,
    LeastAboveMost,
    TooManyShifts,
    LineCount,
    DayCount,
    TooManyStates,
    TooLarge,
}

/// <summary>A file cannot be used; one line says which file, line and field, and how to mend it.</summary>
/// <param name="Line">Number of the line, from 1; 0 for the whole file.</param>
/// <param name="Name">Name of the field as the format calls it.</param>
/// <param name="Given">What stood there.</param>
/// <param name="Wanted">What may stand there: a range, a count, a list.</param>
public sealed record FileUnusable(string File, int Line, string Name, LineFault Fault, string Given, string Wanted) : Invalid(Name)
{
    public override object[] Arguments =>
        [Line > 0 ? Sentence.Fill(Words.FileLine, File, Line) : File, Name, Sentence.Fill(Sentence.Of(Fault), Given, Wanted)];
}

/// <summary>No line exists for this employee that keeps all hard rules.</summary>
/// <param name="Employee">Who.</param>
/// <param name="Rules">The rules of which each one alone, dropped, would make a line possible.</param>
public sealed record NoLinePossible(string Employee, string Rules) : Conflict
{
    public override object[] Arguments => [Employee, Rules];
}

/// <summary>No line was found for this employee, which proves nothing: over many days limits are priced, not counted.</summary>
/// <param name="Employee">Who.</param>
/// <param name="Rules">The rules of which each one alone, dropped, gave a line.</param>
public sealed record NoLineFound(string Employee, string Rules) : Conflict
{
    public override object[] Arguments => [Employee, Rules];
}

/// <summary>A roster came out that breaks a hard rule: the search and the judge do not agree, and nobody gets it.</summary>
/// <param name="Finding">The first rule broken, as a sentence.</param>
public sealed record RosterBreaksRules(string Finding) : Conflict
{
    public override object[] Arguments => [Finding];
}

/// <summary>Time was up, or the search was ended, before the first roster.</summary>
public sealed record NoRosterInTime : Conflict;
