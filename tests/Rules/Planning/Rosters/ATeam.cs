using Banzhang.Planning.Rosters.Team;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>A small call centre for tests: two skills, early, late and night shifts, four weeks from a Monday.</summary>
internal static class ATeam
{
    public static readonly DateOnly Monday = new(2026, 11, 30);

    public static readonly DutyShift Early = new("E", 8 * 60, 540, [new(240, 60, false)]);

    public static readonly DutyShift Late = new("L", 14 * 60, 540, [new(240, 60, false)]);

    public static readonly DutyShift Night = new("N", 22 * 60, 540, [new(240, 60, false)]);

    public static Contract Full { get; } = new("full", 120 * 60, 160 * 60, 0, 5, 2, 2, 3, 4);

    public static TeamMember Member(string id, params string[] skills) => new(id, skills.ToHashSet(), Full, new HashSet<int>(), new HashSet<int>(), new());

    /// <summary>Eight people, half of them with one skill, some hours of each day wanted.</summary>
    public static TeamProblem Small { get; } = new(
        Monday, 28, 30, [Early, Late, Night],
        [.. Enumerable.Range(0, 8).Select(at => Member($"M{at}", at % 2 == 0 ? ["order"] : ["order", "refund"]))],
        [.. from day in Enumerable.Range(0, 28) from interval in Enumerable.Range(16, 28) from skill in new[] { "order", "refund" } select new Requirement(day, skill, interval, skill == "order" ? 2 : 1)],
        LabourRules.China(Monday), new());

    /// <summary>A problem of one person without requirements, for the rules of a line.</summary>
    public static TeamProblem Alone { get; } = Small with { Members = [Member("Ann", "order") with { Contract = Full with { MinMinutes = 0 } }], Requirements = [] };

    /// <summary>A roster of one line written with E, L, N and points, repeated points to the end.</summary>
    public static TeamRoster Line(string line)
    {
        var roster = new TeamRoster(1, 28);
        for (var day = 0; day < line.Length; day++)
            roster[0, day] = "ELN".IndexOf(line[day], StringComparison.Ordinal);
        return roster;
    }

    /// <summary>The small one, with what a search has to weigh besides cover: unequal pasts, wishes, breaks that move, and months in which overtime is nearly used up.</summary>
    public static TeamProblem Rich { get; } = Small with
    {
        Shifts = [.. Small.Shifts.Select(shift => shift with { Breaks = [.. shift.Breaks.Select(pause => pause with { Slack = 60 })] })],
        Members = [.. Small.Members.Select((member, at) => member with { Contract = Full with { MinMinutes = 110 * 60, OvertimeMinutes = 40 * 60 }, History = new(Nights: at, Weekends: at / 2, OvertimeMinutes: 60 * at) })],
        Wishes = [new(1, 3, "E", 2), new(2, 4, null, 5)],
        Law = Small.Law with { MonthlyOvertimeMinutes = 0 },
    };

    public static TeamProblem With(this TeamProblem team, int member, Func<TeamMember, TeamMember> change) =>
        team with { Members = [.. team.Members.Select((one, at) => at == member ? change(one) : one)] };
}
