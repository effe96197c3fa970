namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>A hard rule of the benchmark.</summary>
public enum ShiftRule
{
    Rotation = 1,
    MaxShifts,
    MaxMinutes,
    MinMinutes,
    MaxConsecutiveShifts,
    MinConsecutiveShifts,
    MinConsecutiveDaysOff,
    MaxWeekends,
    DayOff,
}

/// <param name="Day">Where it begins; -1 when it concerns the whole horizon.</param>
/// <param name="Found">What was counted: days, shifts, minutes or weekends.</param>
/// <param name="Limit">What is allowed, in the same unit.</param>
/// <param name="Shift">The shift worked too often, or where it may not follow; -1 when it is no matter of one shift.</param>
/// <param name="Before">The shift it may not follow; -1 when it is no matter of two.</param>
public sealed record ShiftViolation(ShiftRule Rule, int Employee, int Day, int Found, int Limit, int Shift = -1, int Before = -1);

/// <summary>Cost and violations of a plan, computed from the plan alone.</summary>
/// <param name="RequestCost">Wishes not kept.</param>
/// <param name="UnderCost">Missing cover.</param>
/// <param name="OverCost">Cover beyond the requirement.</param>
public sealed record PlanReport(long RequestCost, long UnderCost, long OverCost, IReadOnlyList<ShiftViolation> Violations)
{
    public long Cost => RequestCost + UnderCost + OverCost;
}

/// <summary>
/// The reference judge: reads each rule of the benchmark off the plan, one after another, slowly and plainly.
/// It shares nothing with the search, so that a mistake there cannot hide here.
/// </summary>
public static class PlanCheck
{
    public static PlanReport Of(ShiftInstance instance, ShiftPlan plan)
    {
        var violations = Enumerable.Range(0, instance.Staff.Count).SelectMany(employee => Violations(instance, plan, employee)).ToList();
        long requests = 0, under = 0, over = 0;
        foreach (var request in instance.Requests)
        {
            var given = plan[request.Employee, request.Day] == request.Shift;
            requests += given == request.Wanted ? 0 : request.Weight;
        }

        foreach (var cover in instance.Cover)
        {
            var working = Enumerable.Range(0, plan.Staff).Count(employee => plan[employee, cover.Day] == cover.Shift);
            under += (long)Math.Max(0, cover.Required - working) * cover.UnderWeight;
            over += (long)Math.Max(0, working - cover.Required) * cover.OverWeight;
        }

        return new(requests, under, over, violations);
    }

    private static IEnumerable<ShiftViolation> Violations(ShiftInstance instance, ShiftPlan plan, int employee)
    {
        var member = instance.Staff[employee];
        var line = Enumerable.Range(0, plan.Days).Select(day => plan[employee, day]).ToArray();
        for (var day = 0; day < line.Length; day++)
        {
            if (line[day] >= 0 && member.DaysOff.Contains(day))
            {
                yield return new(ShiftRule.DayOff, employee, day, 1, 0);
            }

            if (day > 0 && line[day] >= 0 && line[day - 1] >= 0 && instance.Shifts[line[day - 1]].ForbiddenNext.Contains(line[day]))
            {
                yield return new(ShiftRule.Rotation, employee, day, 1, 0, line[day], line[day - 1]);
            }
        }

        for (var shift = 0; shift < instance.Shifts.Count; shift++)
        {
            var count = line.Count(worked => worked == shift);
            if (count > member.MaxShifts[shift])
            {
                yield return new(ShiftRule.MaxShifts, employee, Array.IndexOf(line, shift), count, member.MaxShifts[shift], shift);
            }
        }

        var minutes = line.Sum(worked => worked < 0 ? 0 : instance.Shifts[worked].Minutes);
        if (minutes > member.MaxMinutes)
        {
            yield return new(ShiftRule.MaxMinutes, employee, -1, minutes, member.MaxMinutes);
        }

        if (minutes < member.MinMinutes)
        {
            yield return new(ShiftRule.MinMinutes, employee, -1, minutes, member.MinMinutes);
        }

        var weekends = line.Index().Where(worked => worked.Item >= 0 && worked.Index % 7 >= 5).Select(worked => worked.Index / 7).Distinct().Count();
        if (weekends > member.MaxWeekends)
        {
            yield return new(ShiftRule.MaxWeekends, employee, -1, weekends, member.MaxWeekends);
        }

        foreach (var run in Runs(line))
        {
            var touchesEnd = run.Start == 0 || run.Start + run.Length == line.Length;
            if (run.Works && run.Length > member.MaxConsecutiveShifts)
            {
                yield return new(ShiftRule.MaxConsecutiveShifts, employee, run.Start, run.Length, member.MaxConsecutiveShifts);
            }

            if (run.Works && !touchesEnd && run.Length < member.MinConsecutiveShifts)
            {
                yield return new(ShiftRule.MinConsecutiveShifts, employee, run.Start, run.Length, member.MinConsecutiveShifts);
            }

            if (!run.Works && !touchesEnd && run.Length < member.MinConsecutiveDaysOff)
            {
                yield return new(ShiftRule.MinConsecutiveDaysOff, employee, run.Start, run.Length, member.MinConsecutiveDaysOff);
            }
        }
    }

    private static IEnumerable<(bool Works, int Start, int Length)> Runs(int[] line)
    {
        for (var start = 0; start < line.Length;)
        {
            var end = start;
            while (end < line.Length && line[end] >= 0 == line[start] >= 0)
            {
                end++;
            }

            yield return (line[start] >= 0, start, end - start);
            start = end;
        }
    }
}
