namespace Banzhang.Planning.Rosters.Team;

/// <summary>What keeps a member from a shift on a day, whatever the rest of their line is.</summary>
internal static class Barrier
{
    /// <summary>The fault a lock on such a shift has; null when nothing is in the way.</summary>
    public static TeamFault? Of(TeamProblem team, TeamMember member, int day, DutyShift shift)
    {
        var (contract, law) = (member.Contract, team.Law);
        if (member.Leave.Contains(day) || (shift.PassesMidnight && member.Leave.Contains(day + 1)))
        {
            return TeamFault.LockOnLeave;
        }

        if (contract.Shifts?.Contains(shift.Id) == false)
        {
            return TeamFault.LockOutsideContract;
        }

        if ((member.NoNights.Contains(day) && shift.WorksAtNight(0, law.NightFrom, law.NightTo)) || (member.NoNights.Contains(day + 1) && shift.WorksAtNight(1, law.NightFrom, law.NightTo)))
        {
            return TeamFault.LockAtNight;
        }

        return contract.Hours == HoursSystem.Standard && shift.PaidMinutes - law.DailyMinutes > Math.Min(contract.DailyOvertimeMinutes, law.DailyOvertimeMinutes) ? TeamFault.LockTooLong : null;
    }
}
