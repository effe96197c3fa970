using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>Lays an instance out for the search.</summary>
internal static class InstanceProblem
{
    public static SearchProblem Of(ShiftInstance instance)
    {
        int days = instance.Days, staff = instance.Staff.Count, types = instance.Shifts.Count, width = types + 1;
        var unit = instance.Shifts.Aggregate(0, (divisor, shift) => (int)System.Numerics.BigInteger.GreatestCommonDivisor(divisor, shift.Minutes));
        var all = types == 63 ? ulong.MaxValue : (1UL << width) - 1;
        var follow = new ulong[width];
        follow[0] = all;
        for (var type = 1; type <= types; type++)
        {
            follow[type] = instance.Shifts[type - 1].ForbiddenNext.Aggregate(all, (mask, forbidden) => mask & ~(1UL << (forbidden + 1)));
        }

        var allowed = new ulong[staff * days];
        for (var employee = 0; employee < staff; employee++)
        {
            var member = instance.Staff[employee];
            var mask = Enumerable.Range(1, types).Where(type => member.MaxShifts[type - 1] > 0).Aggregate(1UL, (sum, type) => sum | (1UL << type));
            for (var day = 0; day < days; day++)
            {
                allowed[(employee * days) + day] = member.DaysOff.Contains(day) ? 1 : mask;
            }
        }

        var wish = new int[staff * days * width];
        foreach (var request in instance.Requests)
        {
            var costs = wish.AsSpan(((request.Employee * days) + request.Day) * width, width);
            for (var type = 0; type < width; type++)
            {
                costs[type] += (type == request.Shift + 1) == request.Wanted ? 0 : request.Weight;
            }
        }

        var cellOf = new int[days * width];
        Array.Fill(cellOf, -1);
        for (var cell = 0; cell < instance.Cover.Count; cell++)
        {
            cellOf[(instance.Cover[cell].Day * width) + instance.Cover[cell].Shift + 1] = cell;
        }

        var start = new int[(days * width) + 1];
        var touched = new List<int>();
        for (var at = 0; at < cellOf.Length; at++)
        {
            start[at] = touched.Count;
            if (cellOf[at] >= 0)
            {
                touched.Add(cellOf[at]);
            }
        }

        start[^1] = touched.Count;
        return new()
        {
            Days = days,
            Staff = staff,
            Types = types,
            UnitMinutes = unit,
            Units = [0, .. instance.Shifts.Select(shift => shift.Minutes / unit)],
            Follow = follow,
            Kind = [.. Enumerable.Range(0, width)],
            Rules = [.. instance.Staff.Select(member => new LineRules((member.MinMinutes + unit - 1) / unit, member.MaxMinutes / unit, Math.Min(member.MaxConsecutiveShifts, days),
                Math.Max(1, Math.Min(member.MinConsecutiveShifts, Math.Min(member.MaxConsecutiveShifts, days))), Math.Max(1, Math.Min(member.MinConsecutiveDaysOff, days)), member.MaxWeekends, [0, .. member.MaxShifts], default))],
            Allowed = allowed,
            Wish = wish,
            Required = [.. instance.Cover.Select(cover => cover.Required)],
            Under = [.. instance.Cover.Select(cover => cover.UnderWeight)],
            Over = [.. instance.Cover.Select(cover => cover.OverWeight)],
            GroupOf = new int[staff],
            TouchStart = start,
            Touched = [.. touched],
        };
    }

    public static ShiftPlan Plan(SearchProblem problem, ReadOnlySpan<byte> lines)
    {
        var plan = new ShiftPlan(problem.Staff, problem.Days);
        for (var at = 0; at < lines.Length; at++)
        {
            plan[at / problem.Days, at % problem.Days] = lines[at] - 1;
        }

        return plan;
    }

    public static byte[] Lines(SearchProblem problem, ShiftPlan plan)
    {
        var lines = new byte[problem.Staff * problem.Days];
        for (var at = 0; at < lines.Length; at++)
        {
            lines[at] = (byte)(plan[at / problem.Days, at % problem.Days] + 1);
        }

        return lines;
    }
}
