using System.Numerics;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// Lays a team's problem out for the search. A cell is a day, an interval and a set of skills (<see cref="SkillSets"/>). A member counts in each
/// set they have a skill of; that two queues are not served by the same person at once is what the joint sets guard.
/// </summary>
internal sealed class TeamLayout
{
    private readonly TeamProblem _team;
    private readonly string[] _skills;
    private readonly IReadOnlyList<SkillSet> _sets;
    private readonly int[][] _setsOf;

    public TeamLayout(TeamProblem team)
    {
        _team = team;
        _skills = [.. team.Requirements.Select(need => need.Skill).Distinct().Order(StringComparer.Ordinal)];
        _sets = SkillSets.Of(team);
        _setsOf = [.. team.Members.Select(member => Enumerable.Range(0, _sets.Count).Where(set => _sets[set].Skills.Any(member.Skills.Contains)).ToArray())];
        Problem = Lay();
    }

    public SearchProblem Problem { get; }

    /// <summary>Skill sets, each with its people wanted by cell.</summary>
    public IReadOnlyList<SkillSet> Sets => _sets;

    /// <summary>Lays a roster into the state, with its breaks where they are.</summary>
    public void Load(SearchState state, TeamRoster roster)
    {
        state.Load(Lines(roster));
        foreach (var (member, day) in from member in Enumerable.Range(0, roster.Members) from day in Enumerable.Range(0, roster.Days) select (member, day))
        {
            if (roster.BreaksOf(member, day) is { } begins)
            {
                state.Move(Cells(member, day, roster[member, day], null), Cells(member, day, roster[member, day], begins));
            }
        }
    }

    /// <summary>Cells in which a member on a shift counts, with breaks that begin so many minutes after its start; null as planned.</summary>
    public int[] Cells(int member, int day, int shift, IReadOnlyList<int>? begins) => Cells(member, day, _team.Shifts[shift], begins);

    public int[] Cells(int member, int day, DutyShift shift, IReadOnlyList<int>? begins) =>
        [.. from place in Present(shift, day, begins) from set in _setsOf[member] select CellOf(set, place.Day, place.Interval)];

    /// <summary>Cells of the one interval that begins so many minutes after midnight of the day; none when the shift does not fill it.</summary>
    public IEnumerable<int> CellsAt(int member, int day, DutyShift shift, int minute)
    {
        var at = day + (minute / (24 * 60));
        return at < _team.Days && shift.Covers(minute, minute + _team.IntervalMinutes) ? _setsOf[member].Select(set => CellOf(set, at, minute % (24 * 60) / _team.IntervalMinutes)) : [];
    }

    public int CellOf(int set, int day, int interval) => (((set * _team.Days) + day) * _team.IntervalsADay) + interval;

    public (int Set, int Day, int Interval) PlaceOf(int cell) =>
        (cell / (_team.Days * _team.IntervalsADay), cell / _team.IntervalsADay % _team.Days, cell % _team.IntervalsADay);

    public TeamRoster Roster(ReadOnlySpan<byte> lines)
    {
        var roster = new TeamRoster(_team.Members.Count, _team.Days);
        for (var at = 0; at < lines.Length; at++)
        {
            roster[at / _team.Days, at % _team.Days] = lines[at] - 1;
        }

        return roster;
    }

    public static byte[] Lines(TeamRoster roster) => [.. Enumerable.Range(0, roster.Members * roster.Days).Select(at => (byte)(roster[at / roster.Days, at % roster.Days] + 1))];

    private SearchProblem Lay()
    {
        int days = _team.Days, members = _team.Members.Count, width = _team.Shifts.Count + 1;
        var unit = _team.Shifts.Aggregate(0, (divisor, shift) => (int)BigInteger.GreatestCommonDivisor(divisor, shift.PaidMinutes));
        var isNight = new bool[width];
        for (var type = 1; type < width; type++)
        {
            isNight[type] = _team.Shifts[type - 1].TouchesNight(_team.Law.NightFrom, _team.Law.NightTo);
        }

        var (groupOf, start, touched) = Touch(width);
        var cells = _sets.Count * days * _team.IntervalsADay;
        var required = new int[cells];
        foreach (var need in _team.Requirements)
        {
            for (var set = 0; set < _sets.Count; set++)
            {
                if (_sets[set].Skills.Contains(need.Skill))
                {
                    required[CellOf(set, need.Day, need.Interval)] += need.People;
                }
            }
        }

        return new()
        {
            Days = days,
            Staff = members,
            Types = width - 1,
            UnitMinutes = unit,
            Units = [0, .. _team.Shifts.Select(shift => shift.PaidMinutes / unit)],
            Follow = Follow(width),
            // Kind 1 are the night shifts, 2 the others; only nights are limited in number.
            Kind = width == 2 ? [0, 1] : [0, .. Enumerable.Range(1, width - 1).Select(type => isNight[type] ? 1 : 2)],
            Rules = [.. _team.Members.Select(member => RulesOf(member, unit, width, isNight))],
            Allowed = Allowed(width),
            Wish = Wishes(width),
            Required = required,
            Under = [.. Enumerable.Repeat(_team.Weights.Missing, cells)],
            Over = [.. Enumerable.Range(0, cells).Select(cell => _sets[PlaceOf(cell).Set].IsWhole ? _team.Weights.Surplus : 0)],
            GroupOf = groupOf,
            TouchStart = start,
            Touched = touched,
            Weekend = [.. Enumerable.Range(0, days).Select(day => _team.Calendar.IsWeekend(_team.DateOf(day)))],
            Burdens = Fairness.Burdens(_team, isNight.Contains(true)),
        };
    }

    private LineRules RulesOf(TeamMember member, int unit, int width, bool[] isNight)
    {
        var contract = member.Contract;
        var history = member.History;
        var last = history.LastShift is null ? 0 : _team.Shifts.Index().First(shift => shift.Item.Id == history.LastShift).Index + 1;
        var most = Math.Min(contract.MaxDaysInRow, _team.Law.MaxDaysInRow);
        var limits = new int[width];
        Array.Fill(limits, _team.Days);
        if (isNight.Contains(true) || width > 2)
        {
            limits[1] = contract.MaxNights;
        }

        return new((contract.MinMinutes + unit - 1) / unit, MostMinutes(_team, member) / unit, most, Math.Min(Math.Max(1, contract.MinDaysInRow), most), Math.Max(1, contract.MinDaysOff), contract.MaxWeekends, limits,
            new(history.WorkDays, history.OffDays, last))
        {
            Overtime = TeamOvertime.Of(_team, member),
        };
    }

    /// <summary>Standard time, contract and overtime together: the least of what contract and law allow over the horizon.</summary>
    internal static int MostMinutes(TeamProblem team, TeamMember member)
    {
        var contract = member.Contract;
        var standard = contract.Hours == HoursSystem.Irregular ? long.MaxValue / 2 : (long)team.Days / 7 * team.Law.WeeklyMinutes;
        return (int)Math.Min(TeamOvertime.Most(team, member), Math.Min(contract.MaxMinutes, standard) + contract.OvertimeMinutes);
    }

    private ulong[] Follow(int width)
    {
        var follow = new ulong[width];
        Array.Fill(follow, ulong.MaxValue >> (64 - width));
        for (var type = 1; type < width; type++)
        {
            for (var next = 1; next < width; next++)
            {
                if (_team.Shifts[next - 1].Start + (24 * 60) - _team.Shifts[type - 1].End < _team.Law.RestMinutes)
                {
                    follow[type] &= ~(1UL << next);
                }
            }
        }

        return follow;
    }

    private ulong[] Allowed(int width)
    {
        var allowed = new ulong[_team.Members.Count * _team.Days];
        for (var member = 0; member < _team.Members.Count; member++)
        {
            for (var day = 0; day < _team.Days; day++)
            {
                ulong mask = 1;
                for (var type = 1; type < width; type++)
                {
                    mask |= Barrier.Of(_team, _team.Members[member], day, _team.Shifts[type - 1]) is null ? 1UL << type : 0;
                }

                allowed[(member * _team.Days) + day] = mask;
            }
        }

        foreach (var duty in _team.Fixed)
        {
            allowed[(duty.Member * _team.Days) + duty.Day] = 1UL << TypeOf(duty.Shift);
        }

        return allowed;
    }

    private int TypeOf(string? shift) => shift is null ? 0 : _team.Shifts.Index().First(one => one.Item.Id == shift).Index + 1;

    private int[] Wishes(int width)
    {
        var wish = new int[_team.Members.Count * _team.Days * width];
        foreach (var (member, day, type, at) in from member in Enumerable.Range(0, _team.Members.Count) from day in Enumerable.Range(0, _team.Days) from type in Enumerable.Range(0, width) select (member, day, type, (((member * _team.Days) + day) * width) + type))
        {
            wish[at] += type == 0 ? 0 : _team.Weights.HolidayHour * HolidayMinutes(day, _team.Shifts[type - 1]) / 60;

            if (_team.Published is { } published && published[member, day] != type - 1)
            {
                wish[at] += _team.Weights.Change;
            }
        }

        foreach (var one in _team.Wishes)
        {
            var wanted = TypeOf(one.Shift);
            for (var type = 0; type < width; type++)
            {
                wish[(((one.Member * _team.Days) + one.Day) * width) + type] += type == wanted ? 0 : _team.Weights.Wish * one.Weight;
            }
        }

        return wish;
    }

    /// <summary>Paid minutes of the shift that lie on statutory holidays.</summary>
    private int HolidayMinutes(int day, DutyShift shift) =>
        (IsStatutory(day) ? shift.PaidMinutesOn(0) : 0) + (IsStatutory(day + 1) ? shift.PaidMinutesOn(1) : 0);

    private bool IsStatutory(int day) => _team.Calendar.Statutory.Contains(_team.DateOf(day));

    private (int[] GroupOf, int[] Start, int[] Touched) Touch(int width)
    {
        var groups = new List<string>();
        var groupOf = new int[_team.Members.Count];
        var start = new List<int>();
        var touched = new List<int>();
        for (var member = 0; member < groupOf.Length; member++)
        {
            var key = string.Join('\n', _skills.Where(_team.Members[member].Skills.Contains));
            groupOf[member] = groups.IndexOf(key);
            if (groupOf[member] >= 0)
            {
                continue;
            }

            groupOf[member] = groups.Count;
            groups.Add(key);
            for (var day = 0; day < _team.Days; day++)
            {
                for (var type = 0; type < width; type++)
                {
                    start.Add(touched.Count);
                    foreach (var (at, interval) in type == 0 ? [] : Present(_team.Shifts[type - 1], day, null))
                    {
                        touched.AddRange(_setsOf[member].Select(set => CellOf(set, at, interval)));
                    }
                }
            }
        }

        start.Add(touched.Count);
        return (groupOf, [.. start], [.. touched]);
    }

    /// <summary>Days and intervals in which someone on the shift is at the desk throughout.</summary>
    private IEnumerable<(int Day, int Interval)> Present(DutyShift shift, int day, IReadOnlyList<int>? begins)
    {
        for (var interval = shift.Start / _team.IntervalMinutes; interval * _team.IntervalMinutes < shift.End; interval++)
        {
            if (shift.Covers(interval * _team.IntervalMinutes, (interval + 1) * _team.IntervalMinutes, begins) && day + (interval / _team.IntervalsADay) < _team.Days)
            {
                yield return (day + (interval / _team.IntervalsADay), interval % _team.IntervalsADay);
            }
        }
    }
}
