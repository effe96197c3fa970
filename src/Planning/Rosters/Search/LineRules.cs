namespace Banzhang.Planning.Rosters.Search;

/// <summary>The hard rules of one employee's line, in the search's own units.</summary>
/// <param name="MinUnits">Least working time over the horizon, in <see cref="SearchProblem.UnitMinutes"/>.</param>
/// <param name="MaxUnits">Most working time, same unit.</param>
/// <param name="MaxRun">Longest run of work days.</param>
/// <param name="MinRun">Shortest run of work days between two days off; at least 1.</param>
/// <param name="MinOff">Shortest run of days off between two work days; at least 1.</param>
/// <param name="MaxWeekends">Most weekends with work.</param>
/// <param name="MaxOf">Most shifts by kind; index 0 (off) is not used.</param>
/// <param name="Start">What came before day 0.</param>
internal sealed record LineRules(int MinUnits, int MaxUnits, int MaxRun, int MinRun, int MinOff, int MaxWeekends, int[] MaxOf, LineStart Start)
{
    /// <summary>Limits of overtime; null when no line could break them.</summary>
    public OvertimeRule? Overtime { get; init; }

    public bool KeepsOvertime(ReadOnlySpan<byte> line) => Overtime is null || Overtime.Keeps(line);
}

/// <summary>What came before day 0 of a line.</summary>
/// <param name="WorkDays">Work days in a row up to day -1; 0 when day -1 was off or is unknown.</param>
/// <param name="OffDays">Days off in a row up to day -1; 0 when day -1 was worked or is unknown.</param>
/// <param name="Type">Type worked on day -1; 0 for none, and where it was worked but is unknown: then any may follow.</param>
internal readonly record struct LineStart(int WorkDays, int OffDays, int Type)
{
    /// <summary>Nothing is known: a run that touches day 0 counts as long enough, whatever it is.</summary>
    public bool IsOpen => WorkDays == 0 && OffDays == 0;
}
