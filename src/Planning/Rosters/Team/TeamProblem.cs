namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// The roster of a team: who works which shift on which day so that each interval has enough people of each skill, within contracts and law.
/// All lists are indexed from zero in the order given.
/// </summary>
/// <param name="FirstDay">A Monday.</param>
/// <param name="Days">Whole weeks.</param>
/// <param name="IntervalMinutes">Length of an interval in minutes; divides a day.</param>
/// <param name="Shifts">Shifts with their breaks, at most 63.</param>
/// <param name="Members">Who is planned.</param>
/// <param name="Requirements">People needed; what is not named needs nobody.</param>
/// <param name="Law">The labour rules in force on the first day.</param>
/// <param name="Weights">What missing a soft rule costs.</param>
public sealed record TeamProblem(
    DateOnly FirstDay, int Days, int IntervalMinutes, IReadOnlyList<DutyShift> Shifts, IReadOnlyList<TeamMember> Members,
    IReadOnlyList<Requirement> Requirements, LabourRules Law, TeamWeights Weights)
{
    public IReadOnlyList<DutyWish> Wishes { get; init; } = [];

    /// <summary>Duties that stay as they are; none contradicts granted leave, the contract, a ban on night work or another one.</summary>
    public IReadOnlyList<FixedDuty> Fixed { get; init; } = [];

    /// <summary>Working days and holidays; those of mainland China when none is given.</summary>
    public LegalCalendar Calendar { get; init; } = LegalCalendar.China;

    /// <summary>The roster people already know; changes against it cost. Null when none was published.</summary>
    public TeamRoster? Published { get; init; }

    public int IntervalsADay => 24 * 60 / IntervalMinutes;

    public DateOnly DateOf(int day) => FirstDay.AddDays(day);
}

/// <param name="Id">Short name on the roster.</param>
/// <param name="Start">Minutes after midnight.</param>
/// <param name="Minutes">From start to end, breaks included; may pass midnight.</param>
/// <param name="Breaks">Unpaid or paid pauses during which nobody is at the desk.</param>
public sealed record DutyShift(string Id, int Start, int Minutes, IReadOnlyList<DutyBreak> Breaks)
{
    /// <summary>Minutes after midnight of the first day; above 1440 when it ends the next day.</summary>
    public int End => Start + Minutes;

    /// <summary>Paid minutes.</summary>
    public int PaidMinutes => Minutes - Breaks.Where(pause => !pause.IsPaid).Sum(pause => pause.Minutes);

    /// <summary>Whether someone on it is at the desk in the minutes from <paramref name="from"/> to before <paramref name="to"/>, counted from midnight of the first day.</summary>
    /// <param name="begins">When the breaks begin, in minutes after the start; null as the shift plans them.</param>
    public bool Covers(int from, int to, IReadOnlyList<int>? begins = null)
    {
        for (var at = 0; at < Breaks.Count; at++)
        {
            var begin = Start + BeginOf(at, begins);
            if (to > begin && from < begin + Breaks[at].Minutes)
            {
                return false;
            }
        }

        return from >= Start && to <= End;
    }

    /// <summary>When a break begins, in minutes after the start; what the list does not name begins as planned.</summary>
    public int BeginOf(int pause, IReadOnlyList<int>? begins) => begins is not null && pause < begins.Count ? begins[pause] : Breaks[pause].After;

    public bool PassesMidnight => End > 24 * 60;

    /// <summary>Paid minutes on the day it begins (0) or on the next (1), with breaks as planned.</summary>
    public int PaidMinutesOn(int dayAfter)
    {
        var (from, to) = (dayAfter * 24 * 60, (dayAfter + 1) * 24 * 60);
        return Within(Start, Minutes) - Breaks.Where(pause => !pause.IsPaid).Sum(pause => Within(Start + pause.After, pause.Minutes));

        int Within(int begin, int minutes) => Math.Max(0, Math.Min(begin + minutes, to) - Math.Max(begin, from));
    }

    /// <summary>Whether it touches a window of the night, given in minutes after midnight and passing it.</summary>
    public bool TouchesNight(int from, int to) => WorksAtNight(0, from, to) || WorksAtNight(1, from, to);

    /// <summary>The same for the hours that lie on the day it begins (0) or on the next (1).</summary>
    public bool WorksAtNight(int dayAfter, int from, int to)
    {
        var (begin, end) = (Math.Max(Start - (dayAfter * 24 * 60), 0), Math.Min(End - (dayAfter * 24 * 60), 24 * 60));
        return begin < end && (begin < to || end > from);
    }
}

/// <param name="After">Minutes after the start of the shift, as planned.</param>
/// <param name="Slack">Minutes by which it may begin earlier or later (<see cref="BreakPlacement"/>); 0 when it stays where it is.</param>
public sealed record DutyBreak(int After, int Minutes, bool IsPaid, int Slack = 0);

/// <param name="Skills">What they can answer; names as in the requirements.</param>
/// <param name="Leave">Days off that are granted: from midnight to midnight, so that no shift of the day before reaches into them.</param>
/// <param name="NoNights">Dates on which no night work is allowed (pregnancy, nursing, minors), from the person's record.</param>
public sealed record TeamMember(string Id, IReadOnlySet<string> Skills, Contract Contract, IReadOnlySet<int> Leave, IReadOnlySet<int> NoNights, DutyHistory History);

/// <summary>What a person agreed to; the law's limits apply as well.</summary>
/// <param name="MinMinutes">Least paid minutes over the horizon.</param>
/// <param name="MaxMinutes">Most paid minutes over the horizon without overtime.</param>
/// <param name="OvertimeMinutes">Overtime consented to over the horizon, on top.</param>
/// <param name="MaxDaysInRow">Longest run of work days.</param>
/// <param name="MinDaysInRow">Shortest run of work days; not above the longest that contract and law allow.</param>
/// <param name="MinDaysOff">Shortest run of days off.</param>
/// <param name="MaxWeekends">Most weekends with work.</param>
/// <param name="MaxNights">Most night shifts over the horizon.</param>
/// <param name="Shifts">Shifts they may work; null for all.</param>
public sealed record Contract(
    string Name, int MinMinutes, int MaxMinutes, int OvertimeMinutes, int MaxDaysInRow, int MinDaysInRow, int MinDaysOff, int MaxWeekends, int MaxNights, IReadOnlySet<string>? Shifts = null)
{
    /// <summary>How working time is reckoned; other than by the standard only with approval.</summary>
    public HoursSystem Hours { get; init; } = HoursSystem.Standard;

    /// <summary>Minutes a shift may go beyond a day's standard time under standard hours; the law's one hour, and up to its three where there are special reasons.</summary>
    public int DailyOvertimeMinutes { get; init; } = UsualDailyOvertimeMinutes;

    /// <summary>What a contract consents to where it says nothing.</summary>
    public static int UsualDailyOvertimeMinutes => 60;
}

/// <summary>What came before the horizon.</summary>
/// <param name="WorkDays">Work days in a row up to the day before; 0 when it was off or unknown. At least 1 when <paramref name="LastShift"/> is given, and 0 when <paramref name="OffDays"/> is not.</param>
/// <param name="OffDays">Days off in a row up to the day before; 0 when it was worked or unknown.</param>
/// <param name="LastShift">Shift of the day before; null when off, or when it was worked but nobody knows what: then any shift may follow.</param>
/// <param name="Nights">Night shifts of the last twelve weeks.</param>
/// <param name="Weekends">Weekends worked in the last twelve weeks.</param>
/// <param name="OvertimeMinutes">Overtime already worked in the calendar month of the first day.</param>
public sealed record DutyHistory(int WorkDays = 0, int OffDays = 0, string? LastShift = null, int Nights = 0, int Weekends = 0, int OvertimeMinutes = 0);

/// <param name="Interval">Index within the day.</param>
/// <param name="People">People at the desk wanted.</param>
public sealed record Requirement(int Day, string Skill, int Interval, int People);

/// <param name="Shift">Shift wished for; null for a day off.</param>
/// <param name="Weight">How much it counts, 1 to 5.</param>
public sealed record DutyWish(int Member, int Day, string? Shift, int Weight);

/// <param name="Shift">Null for off.</param>
public sealed record FixedDuty(int Member, int Day, string? Shift);

/// <summary>Costs of soft rules, per unit named.</summary>
/// <param name="Missing">Per person and interval missing.</param>
/// <param name="Surplus">Per person and interval too many.</param>
/// <param name="Wish">Per weight point of a wish not kept.</param>
/// <param name="Change">Per day changed against the published roster.</param>
/// <param name="Fairness">Per night or weekend given to someone, for each one they have by then above the team's mean of twelve weeks: the fourth above it costs four times the first.</param>
/// <param name="HolidayHour">Per paid hour on a statutory holiday (it costs two more hours' pay).</param>
public sealed record TeamWeights(int Missing = 20, int Surplus = 1, int Wish = 4, int Change = 15, int Fairness = 3, int HolidayHour = 1);

/// <summary>A roster: for each member and day the index of a shift, -1 for off, and when its breaks begin where they were moved.</summary>
public sealed class TeamRoster(int members, int days)
{
    private readonly int[] _duties = Enumerable.Repeat(-1, members * days).ToArray();
    private readonly Dictionary<int, int[]> _breaks = [];

    public int Members => members;

    public int Days => days;

    public int this[int member, int day]
    {
        get => _duties[(member * days) + day];
        set
        {
            var at = (member * days) + day;
            if (_duties[at] == value)
            {
                return;
            }

            _duties[at] = value;
            _breaks.Remove(at);
        }
    }

    /// <summary>When the breaks of a duty begin, in minutes after its start and in the order of the shift; null as the shift plans them.</summary>
    public IReadOnlyList<int>? BreaksOf(int member, int day) => _breaks.GetValueOrDefault((member * days) + day);

    /// <summary>Moves the breaks of a duty; null puts them where the shift plans them. Another shift on that day forgets them.</summary>
    public void PlaceBreaks(int member, int day, IReadOnlyList<int>? begins)
    {
        if (begins is null)
        {
            _breaks.Remove((member * days) + day);
        }
        else
        {
            _breaks[(member * days) + day] = [.. begins];
        }
    }

    public TeamRoster Copy()
    {
        var copy = new TeamRoster(members, days);
        _duties.CopyTo(copy._duties, 0);
        foreach (var (at, begins) in _breaks)
        {
            copy._breaks[at] = begins;
        }

        return copy;
    }
}
