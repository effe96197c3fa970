namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>
/// A shift-scheduling problem of the public benchmark (Curtois and Qu, 2014): who works which shift on which day, at least cost.
/// Day 0 is a Monday; days 5 and 6 of each week are the weekend. All indices start at zero.
/// </summary>
/// <param name="Days">Length of the horizon in days, at least 1.</param>
/// <param name="Shifts">Shift types, at most 63.</param>
/// <param name="Staff">The employees, in the order of the file, which is the order of a result's lines.</param>
/// <param name="Requests">Wishes with their weights.</param>
/// <param name="Cover">Required numbers; a day and shift without an entry costs nothing.</param>
public sealed record ShiftInstance(int Days, IReadOnlyList<ShiftType> Shifts, IReadOnlyList<StaffMember> Staff, IReadOnlyList<ShiftRequest> Requests, IReadOnlyList<ShiftCover> Cover);

/// <param name="Id">Name in the file.</param>
/// <param name="Minutes">Length in minutes, at least 1.</param>
/// <param name="ForbiddenNext">Indices of shift types that may not be worked on the following day.</param>
public sealed record ShiftType(string Id, int Minutes, IReadOnlyList<int> ForbiddenNext);

/// <param name="Id">Name in the file.</param>
/// <param name="MaxShifts">Most shifts of each type over the horizon; 0 forbids the type.</param>
/// <param name="MaxMinutes">Most minutes over the horizon.</param>
/// <param name="MinMinutes">Least minutes over the horizon.</param>
/// <param name="MaxConsecutiveShifts">Longest run of work days.</param>
/// <param name="MinConsecutiveShifts">Shortest run of work days; runs at either end of the horizon may be shorter.</param>
/// <param name="MinConsecutiveDaysOff">Shortest run of days off; runs at either end of the horizon may be shorter.</param>
/// <param name="MaxWeekends">Most weekends with work on Saturday or Sunday.</param>
/// <param name="DaysOff">Days that may not be worked.</param>
public sealed record StaffMember(
    string Id, IReadOnlyList<int> MaxShifts, int MaxMinutes, int MinMinutes, int MaxConsecutiveShifts, int MinConsecutiveShifts, int MinConsecutiveDaysOff, int MaxWeekends, IReadOnlySet<int> DaysOff);

/// <param name="Wanted">True: costs <paramref name="Weight"/> when not given. False: costs it when assigned.</param>
public sealed record ShiftRequest(int Employee, int Day, int Shift, int Weight, bool Wanted);

/// <param name="Required">Employees wanted.</param>
/// <param name="UnderWeight">Cost of each one missing.</param>
/// <param name="OverWeight">Cost of each one too many.</param>
public sealed record ShiftCover(int Day, int Shift, int Required, int UnderWeight, int OverWeight);
