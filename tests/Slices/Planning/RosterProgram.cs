using System.Globalization;
using System.Text;
using Banzhang.Planning.Rosters.Benchmark;

namespace Banzhang.Tests.Slices.Planning;

/// <summary>
/// The benchmark's problem as an integer program in the LP format, written from the published text and not from our code. One binary variable an
/// employee, day and type; a day's work is their sum, so that one shift a day is its bound.
/// </summary>
internal sealed class RosterProgram
{
    private readonly ShiftInstance _instance;
    private readonly StringBuilder _rows = new();
    private readonly List<string> _binaries = [];

    private RosterProgram(ShiftInstance instance) => _instance = instance;

    private IEnumerable<int> Days => Enumerable.Range(0, _instance.Days);

    private IEnumerable<int> Types => Enumerable.Range(0, _instance.Shifts.Count);

    public static string Name(int employee, int day, int type) => string.Create(CultureInfo.InvariantCulture, $"x_{employee}_{day}_{type}");

    public static string Write(ShiftInstance instance)
    {
        var program = new RosterProgram(instance);
        var objective = program.Objective();
        program.Cover();
        for (var employee = 0; employee < instance.Staff.Count; employee++)
        {
            program.Line(employee);
        }

        return $"Minimize\nobj: {objective}\nSubject To\n{program._rows}fixed: one = 1\nBinaries\n{string.Join('\n', program._binaries)}\nEnd\n";
    }

    /// <summary>A wish to have costs its weight times one less the variable; the ones gather at a variable that is always 1. No variable may stand twice.</summary>
    private string Objective()
    {
        var wishes = _instance.Requests.GroupBy(wish => Name(wish.Employee, wish.Day, wish.Shift), (name, wishes) => Term(wishes.Sum(wish => wish.Wanted ? -wish.Weight : wish.Weight), name));
        var cover = _instance.Cover.SelectMany((cell, at) => new[] { Term(cell.UnderWeight, $"under_{at}"), Term(cell.OverWeight, $"over_{at}") });
        return Sum([.. wishes, .. cover, Term(_instance.Requests.Where(wish => wish.Wanted).Sum(wish => wish.Weight), "one")]);
    }

    private void Cover()
    {
        foreach (var (at, cell) in _instance.Cover.Index())
        {
            var working = Enumerable.Range(0, _instance.Staff.Count).Select(employee => Term(1, Name(employee, cell.Day, cell.Shift)));
            Row([.. working, Term(1, $"under_{at}"), Term(-1, $"over_{at}")], "=", cell.Required);
        }
    }

    private void Line(int employee)
    {
        var member = _instance.Staff[employee];
        foreach (var day in Days)
        {
            _binaries.AddRange(Types.Select(type => Name(employee, day, type)));
            Row(Work(employee, day), "<=", member.DaysOff.Contains(day) ? 0 : 1);
            foreach (var (type, next) in from type in Types where day + 1 < _instance.Days from next in _instance.Shifts[type].ForbiddenNext select (type, next))
            {
                Row([Term(1, Name(employee, day, type)), Term(1, Name(employee, day + 1, next))], "<=", 1);
            }
        }

        foreach (var type in Types)
        {
            Row(Days.Select(day => Term(1, Name(employee, day, type))), "<=", member.MaxShifts[type]);
        }

        var minutes = (from day in Days from type in Types select Term(_instance.Shifts[type].Minutes, Name(employee, day, type))).ToList();
        Row(minutes, "<=", member.MaxMinutes);
        Row(minutes, ">=", member.MinMinutes);
        Runs(employee, member);
        Weekends(employee, member);
    }

    /// <summary>A run too long is a window without a day off; one too short is a day of the other kind on either side of it, which no end of the horizon is.</summary>
    private void Runs(int employee, StaffMember member)
    {
        for (var from = 0; from + member.MaxConsecutiveShifts < _instance.Days; from++)
        {
            Row(Stretch(employee, from, member.MaxConsecutiveShifts + 1, 1), "<=", member.MaxConsecutiveShifts);
        }

        foreach (var (length, from) in from length in Days.Skip(1) from day in Days where day > 0 && day + length < _instance.Days select (length, day))
        {
            if (length < member.MinConsecutiveShifts)
            {
                Row([.. Work(employee, from - 1), .. Stretch(employee, from, length, -1), .. Work(employee, from + length)], ">=", 1 - length);
            }

            if (length < member.MinConsecutiveDaysOff)
            {
                Row([.. Stretch(employee, from - 1, 1, -1), .. Stretch(employee, from, length, 1), .. Stretch(employee, from + length, 1, -1)], ">=", -1);
            }
        }
    }

    private void Weekends(int employee, StaffMember member)
    {
        var weekends = new List<string>();
        for (var saturday = 5; saturday < _instance.Days; saturday += 7)
        {
            var weekend = string.Create(CultureInfo.InvariantCulture, $"w_{employee}_{saturday}");
            weekends.Add(Term(1, weekend));
            _binaries.Add(weekend);
            foreach (var day in new[] { saturday, saturday + 1 }.Where(day => day < _instance.Days))
            {
                Row([.. Work(employee, day), Term(-1, weekend)], "<=", 0);
            }
        }

        Row(weekends, "<=", member.MaxWeekends);
    }

    private IEnumerable<string> Work(int employee, int day) => Stretch(employee, day, 1, 1);

    private IEnumerable<string> Stretch(int employee, int first, int length, int sign) =>
        from day in Enumerable.Range(first, length) from type in Types select Term(sign, Name(employee, day, type));

    private void Row(IEnumerable<string> terms, string relation, int right) => _rows.Append(CultureInfo.InvariantCulture, $"{Sum(terms)} {relation} {right}\n");

    private static string Term(int factor, string variable) => string.Create(CultureInfo.InvariantCulture, $"{(factor < 0 ? '-' : '+')} {Math.Abs(factor)} {variable}");

    /// <summary>In short lines: readers of the format take some hundred characters of one.</summary>
    private static string Sum(IEnumerable<string> terms) => string.Join("\n ", terms.Chunk(8).Select(some => string.Join(' ', some)));
}
