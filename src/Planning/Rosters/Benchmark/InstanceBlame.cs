using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>Says which rule makes a line impossible: each rule that, given up alone, makes one possible.</summary>
internal static class InstanceBlame
{
    /// <summary>The rules in words; null when it was ended before one was found.</summary>
    public static string? Say(ShiftInstance instance, int employee, Func<bool> stop)
    {
        var member = instance.Staff[employee];
        (ShiftRule Rule, StaffMember Without)[] looser =
        [
            (ShiftRule.MinMinutes, member with { MinMinutes = 0 }),
            (ShiftRule.MaxMinutes, member with { MaxMinutes = InstanceReader.MostMinutes }),
            (ShiftRule.MaxConsecutiveShifts, member with { MaxConsecutiveShifts = Math.Min(instance.Days, 31) }),
            (ShiftRule.MinConsecutiveShifts, member with { MinConsecutiveShifts = 1 }),
            (ShiftRule.MinConsecutiveDaysOff, member with { MinConsecutiveDaysOff = 1 }),
            (ShiftRule.MaxWeekends, member with { MaxWeekends = instance.Days }),
            (ShiftRule.MaxShifts, member with { MaxShifts = [.. instance.Shifts.Select(_ => instance.Days)] }),
            (ShiftRule.DayOff, member with { DaysOff = new HashSet<int>() }),
        ];
        var guilty = looser.Where(one => IsPossible(instance, employee, one.Without, stop)).Select(one => Sentence.Of(one.Rule)).ToList();
        return guilty.Count > 0 ? string.Join(", ", guilty) : stop() ? null : Words.SeveralRules;
    }

    private static bool IsPossible(ShiftInstance instance, int employee, StaffMember member, Func<bool> stop)
    {
        var alone = instance with { Staff = [member], Requests = [], Cover = [] };
        var problem = InstanceProblem.Of(alone);
        var dice = new Dice((ulong)employee);
        return Construction.Fill(new SearchState(problem), new LineProgram(problem), dice, stop) is null;
    }
}
