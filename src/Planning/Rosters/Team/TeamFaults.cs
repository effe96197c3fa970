using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>What makes a team's problem unusable.</summary>
public enum TeamFault
{
    NotAMonday = 1,
    NotWholeWeeks,
    Interval,
    NoShifts,
    TooManyShifts,
    NoMembers,
    NameTwice,
    ShiftLength,
    BreakOutside,
    UnknownShift,
    UnknownMember,
    DayOutside,
    IntervalOutside,
    NegativePeople,
    Weight,
    LeastAboveMost,
    DaysInRow,
    LockOnLeave,
    LockOutsideContract,
    LockAtNight,
    LockTwice,
    PublishedSize,
    LeastRunAboveMost,
    HistoryDays,
    HistoryContradicts,
    WishWeight,
    StartSize,
    CalendarUnknown,
    CalendarContradicts,
    LockTooLong,
    DailyOvertime,
}

/// <summary>The problem cannot be planned; the sentence names the place and how to mend it.</summary>
/// <param name="Place">Path of the field, e.g. <c>requirements[3].interval</c>.</param>
public sealed record TeamUnusable(string Place, TeamFault Fault, string Given) : Invalid(Place)
{
    public override object[] Arguments => [Place, Sentence.Fill(Sentence.Of(Fault), Given)];
}

internal static class TeamFaults
{
    /// <summary>More than anybody has worked, or been off, in a row.</summary>
    private const int MostHistory = 10_000;

    /// <summary>The first thing that cannot be used, or null.</summary>
    /// <param name="start">The roster to begin with, if there is one.</param>
    public static TeamUnusable? First(TeamProblem team, TeamRoster? start = null) => All(team).Concat(Start(team, start)).FirstOrDefault();

    private static IEnumerable<TeamUnusable> Start(TeamProblem team, TeamRoster? start)
    {
        if (start is not null && (start.Members != team.Members.Count || start.Days != team.Days))
        {
            yield return new("start", TeamFault.StartSize, $"{start.Members} × {start.Days}");
        }
    }

    private static IEnumerable<TeamUnusable> All(TeamProblem team)
    {
        if (team.FirstDay.DayOfWeek != DayOfWeek.Monday)
        {
            yield return new("firstDay", TeamFault.NotAMonday, Sentence.Date(team.FirstDay));
        }

        if (team.Days < 7 || team.Days % 7 != 0 || team.Days > 371)
        {
            yield return new("days", TeamFault.NotWholeWeeks, $"{team.Days}");
        }
        else if (team.FirstDay < team.Calendar.From || team.DateOf(team.Days - 1) > team.Calendar.To)
        {
            // Its holidays would count as working days, and overtime would be allowed that the law forbids.
            yield return new("firstDay", TeamFault.CalendarUnknown, Sentence.Dates(team.Calendar.From, team.Calendar.To));
        }

        if (team.Calendar.DaysOff.Concat(team.Calendar.Statutory).Where(team.Calendar.InExchange.Contains).Order().Cast<DateOnly?>().FirstOrDefault() is { } both)
        {
            yield return new("calendar.inExchange", TeamFault.CalendarContradicts, Sentence.Date(both));
        }

        if (team.IntervalMinutes is < 5 or > 240 || 24 * 60 % team.IntervalMinutes != 0)
        {
            yield return new("intervalMinutes", TeamFault.Interval, $"{team.IntervalMinutes}");
        }

        if (team.Shifts.Count == 0)
        {
            yield return new("shifts", TeamFault.NoShifts, "0");
        }

        if (team.Shifts.Count > 63)
        {
            yield return new("shifts", TeamFault.TooManyShifts, $"{team.Shifts.Count}");
        }

        if (team.Members.Count == 0)
        {
            yield return new("members", TeamFault.NoMembers, "0");
        }

        foreach (var name in team.Shifts.GroupBy(shift => shift.Id).Where(group => group.Count() > 1))
        {
            yield return new("shifts.id", TeamFault.NameTwice, name.Key);
        }

        foreach (var name in team.Members.GroupBy(member => member.Id).Where(group => group.Count() > 1))
        {
            yield return new("members.id", TeamFault.NameTwice, name.Key);
        }

        if (team.Law.MaxDaysInRow < 1)
        {
            yield return new("law.maxDaysInRow", TeamFault.DaysInRow, $"{team.Law.MaxDaysInRow}");
        }

        foreach (var fault in Shifts(team).Concat(Members(team)).Concat(Lists(team)).Concat(Locks(team)))
        {
            yield return fault;
        }

        int[] weights = [team.Weights.Missing, team.Weights.Surplus, team.Weights.Wish, team.Weights.Change, team.Weights.Fairness, team.Weights.HolidayHour];
        foreach (var weight in weights.Where(weight => weight is < 0 or > 2000))
        {
            yield return new("weights", TeamFault.Weight, $"{weight}");
        }
    }

    private static IEnumerable<TeamUnusable> Shifts(TeamProblem team)
    {
        foreach (var (at, shift) in team.Shifts.Index())
        {
            if (shift.Start is < 0 or >= 24 * 60 || shift.Minutes is < 1 or > 24 * 60 || shift.PaidMinutes < 1)
            {
                yield return new($"shifts[{at}].minutes", TeamFault.ShiftLength, $"{shift.Minutes}");
            }

            if (shift.Breaks.Any(pause => pause.Slack < 0 || pause.After - pause.Slack < 0 || pause.Minutes < 1 || pause.After + pause.Slack + pause.Minutes > shift.Minutes))
            {
                yield return new($"shifts[{at}].breaks", TeamFault.BreakOutside, shift.Id);
            }
        }
    }

    private static IEnumerable<TeamUnusable> Members(TeamProblem team)
    {
        foreach (var (at, member) in team.Members.Index())
        {
            if (member.Contract.MinMinutes > TeamLayout.MostMinutes(team, member))
            {
                yield return new($"members[{at}].contract.minMinutes", TeamFault.LeastAboveMost, $"{member.Contract.MinMinutes}");
            }

            if (member.Contract.DailyOvertimeMinutes is < 0 or > 24 * 60)
            {
                yield return new($"members[{at}].contract.dailyOvertimeMinutes", TeamFault.DailyOvertime, $"{member.Contract.DailyOvertimeMinutes}");
            }

            if (member.Contract.MaxDaysInRow < 1)
            {
                yield return new($"members[{at}].contract.maxDaysInRow", TeamFault.DaysInRow, $"{member.Contract.MaxDaysInRow}");
            }
            else if (member.Contract.MinDaysInRow > Math.Min(member.Contract.MaxDaysInRow, team.Law.MaxDaysInRow))
            {
                yield return new($"members[{at}].contract.minDaysInRow", TeamFault.LeastRunAboveMost, $"{member.Contract.MinDaysInRow}");
            }

            foreach (var fault in History(member.History, $"members[{at}].history"))
            {
                yield return fault;
            }

            if (member.History.LastShift is { } last && !team.Shifts.Any(shift => shift.Id == last))
            {
                yield return new($"members[{at}].history.lastShift", TeamFault.UnknownShift, last);
            }

            if (member.Leave.Concat(member.NoNights).Any(day => day < 0 || day >= team.Days))
            {
                yield return new($"members[{at}].leave", TeamFault.DayOutside, $"{member.Leave.Concat(member.NoNights).First(day => day < 0 || day >= team.Days)}");
            }
        }
    }

    private static IEnumerable<TeamUnusable> History(DutyHistory history, string place)
    {
        (string Name, int Given)[] counts =
        [
            ("workDays", history.WorkDays), ("offDays", history.OffDays), ("nights", history.Nights), ("weekends", history.Weekends), ("overtimeMinutes", history.OvertimeMinutes),
        ];
        foreach (var (name, given) in counts.Where(count => count.Given is < 0 or > MostHistory))
        {
            yield return new($"{place}.{name}", TeamFault.HistoryDays, $"{given}");
        }

        if (history.WorkDays > 0 && history.OffDays > 0)
        {
            yield return new($"{place}.offDays", TeamFault.HistoryContradicts, $"{history.OffDays}");
        }

        if (history.WorkDays == 0 && history.LastShift is { } last)
        {
            yield return new($"{place}.lastShift", TeamFault.HistoryContradicts, last);
        }
    }

    private static IEnumerable<TeamUnusable> Lists(TeamProblem team)
    {
        foreach (var (at, wish) in team.Wishes.Index())
        {
            if (wish.Weight is < 1 or > 5)
            {
                yield return new($"wishes[{at}].weight", TeamFault.WishWeight, $"{wish.Weight}");
            }
        }

        foreach (var (at, need) in team.Requirements.Index())
        {
            if (need.Day < 0 || need.Day >= team.Days)
            {
                yield return new($"requirements[{at}].day", TeamFault.DayOutside, $"{need.Day}");
            }
            else if (need.Interval < 0 || need.Interval >= team.IntervalsADay)
            {
                yield return new($"requirements[{at}].interval", TeamFault.IntervalOutside, $"{need.Interval}");
            }
            else if (need.People < 0)
            {
                yield return new($"requirements[{at}].people", TeamFault.NegativePeople, $"{need.People}");
            }
        }

        if (team.Published is { } published && (published.Members != team.Members.Count || published.Days != team.Days))
        {
            yield return new("published", TeamFault.PublishedSize, $"{published.Members} × {published.Days}");
        }

        var duties = team.Wishes.Select((wish, at) => ($"wishes[{at}]", wish.Member, wish.Day, wish.Shift)).Concat(team.Fixed.Select((duty, at) => ($"fixed[{at}]", duty.Member, duty.Day, duty.Shift)));
        foreach (var (list, member, day, shift) in duties)
        {
            if (member < 0 || member >= team.Members.Count)
            {
                yield return new($"{list}.member", TeamFault.UnknownMember, $"{member}");
            }

            if (day < 0 || day >= team.Days)
            {
                yield return new($"{list}.day", TeamFault.DayOutside, $"{day}");
            }

            if (shift is not null && !team.Shifts.Any(one => one.Id == shift))
            {
                yield return new($"{list}.shift", TeamFault.UnknownShift, shift);
            }
        }
    }

    /// <summary>Locks that leave, contract or a ban on night work contradict, or another lock. Asked after all else, so that members, days and shifts exist.</summary>
    private static IEnumerable<TeamUnusable> Locks(TeamProblem team)
    {
        var shifts = team.Shifts.ToDictionary(shift => shift.Id);
        var locked = new Dictionary<(int Member, int Day), string?>();
        foreach (var (at, duty) in team.Fixed.Index())
        {
            if (!locked.TryAdd((duty.Member, duty.Day), duty.Shift) && locked[(duty.Member, duty.Day)] != duty.Shift)
            {
                yield return new($"fixed[{at}]", TeamFault.LockTwice, duty.Shift ?? Words.OffDuty);
            }

            if (duty.Shift is not { } shift)
            {
                continue;
            }

            if (Barrier.Of(team, team.Members[duty.Member], duty.Day, shifts[shift]) is { } barrier)
            {
                yield return new($"fixed[{at}]", barrier, shift);
            }
        }
    }
}
