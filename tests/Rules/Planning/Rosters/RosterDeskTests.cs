using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Constraints;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>A team's roster made, changed and explained.</summary>
public class RosterDeskTests
{
    private static readonly SearchLimits Short = new(TimeSpan.FromSeconds(0.1), Threads: 1, Rounds: 1);

    private static TeamSolution Solved { get; } = TeamSolver.Solve(ATeam.Small, Short, StandingClock.Instance).Value;

    [Fact]
    public void A_made_roster_keeps_all_hard_rules() => Assert.Equal(0, Solved.Score.HardCount);

    [Fact]
    public void The_search_and_the_judge_agree_on_the_cost()
    {
        var random = new Random(31);
        var team = ATeam.Small with
        {
            FirstDay = new(2026, 9, 28),
            Members = [.. ATeam.Small.Members.Select((member, at) => member with { History = new(Nights: at, Weekends: at / 2) })],
            Wishes = [new(1, 3, "E", 2), new(2, 4, null, 5)],
            Published = Solved.Roster,
        };
        for (var round = 0; round < 20; round++)
        {
            var roster = new TeamRoster(8, 28);
            for (var at = 0; at < 8 * 28; at++)
                roster[at / 28, at % 28] = random.Next(-1, 3);

            Assert.Equal(TeamScore.Of(team, roster).Cost, new RosterDesk(team, roster).Cost);
        }
    }

    [Fact]
    public void Every_change_preview_and_moved_break_is_told_as_the_difference_of_two_judgements()
    {
        var random = new Random(34);
        var desk = new RosterDesk(ATeam.Rich, BreakPlacement.Place(ATeam.Rich, Solved.Roster));
        for (var round = 0; round < 200; round++)
        {
            var (member, day, shift) = (random.Next(8), random.Next(28), random.Next(-1, 3));
            var before = TeamScore.Of(ATeam.Rich, desk.Roster).Cost;
            var promised = desk.Preview(member, day, shift).Delta;
            Assert.Equal(before, TeamScore.Of(ATeam.Rich, desk.Roster).Cost);
            Assert.Equal(promised, desk.Change(member, day, shift).Delta);
            if (shift >= 0)
                promised += desk.MoveBreaks(member, day, [180 + (15 * random.Next(9))]).Delta;
            Assert.Equal(TeamScore.Of(ATeam.Rich, desk.Roster).Cost, desk.Cost);
            Assert.Equal(before + promised, desk.Cost);
        }
    }

    [Fact]
    public void Who_can_take_a_shift_costs_what_it_then_costs_though_breaks_were_moved()
    {
        var roster = BreakPlacement.Place(ATeam.Rich, Solved.Roster);
        var desk = new RosterDesk(ATeam.Rich, roster);
        var cost = desk.Cost;

        var ranked = desk.WhoCanTake(9, 0);

        Assert.Equal(cost, TeamScore.Of(ATeam.Rich, desk.Roster).Cost);
        Assert.Equal(Enumerable.Range(0, 8 * 28).Select(at => roster.BreaksOf(at / 28, at % 28)?[0]), Enumerable.Range(0, 8 * 28).Select(at => desk.Roster.BreaksOf(at / 28, at % 28)?[0]));
        Assert.All(ranked.Where(one => one is { IsPossible: true, Blocked.Count: 0 }), one => Assert.Equal(desk.Preview(one.Member, 9, 0).Delta, one.Delta));
    }

    [Theory]
    [InlineData(HoursSystem.Standard)]
    [InlineData(HoursSystem.Comprehensive)]
    [InlineData(HoursSystem.Irregular)]
    public void Hard_rules_of_judge_and_search_are_the_same(HoursSystem hours)
    {
        var random = new Random(32);
        var team = ATeam.Alone.With(0, member => member with
        {
            Contract = member.Contract with { Hours = hours, OvertimeMinutes = 1500 },
            Leave = new HashSet<int> { 9 },
            NoNights = new HashSet<int> { 16, 17 },
        }) with
        {
            FirstDay = new(2026, 9, 7),
            Shifts = [ATeam.Early, ATeam.Late with { Minutes = 600 }, ATeam.Night],
            Law = ATeam.Alone.Law with { MonthlyOvertimeMinutes = 1440 },
        };
        var layout = new TeamLayout(team);
        var both = (Kept: 0, Broken: 0);
        for (var round = 0; round < 4000; round++)
        {
            // Made of runs, else no random line would ever keep the rules.
            var line = "";
            while (line.Length < 28)
                line += new string("ELN"[random.Next(10) / 4], 2 + random.Next(4)) + new string('.', 2 + random.Next(3));
            var roster = ATeam.Line(line[..28]);
            if (random.Next(2) == 0)
                roster[0, random.Next(28)] = random.Next(-1, 3);
            var keeps = TeamScore.OfMember(team, roster, 0).All(finding => !finding.Constraint.IsHard);

            Assert.Equal(keeps, LineCheck.Keeps(layout.Problem, 0, TeamLayout.Lines(roster)));
            both = keeps ? (both.Kept + 1, both.Broken) : (both.Kept, both.Broken + 1);
        }
        Assert.True(both is { Kept: > 50, Broken: > 50 }, $"{both}");
    }

    [Fact]
    public void A_change_is_told_as_the_difference_of_two_judgements()
    {
        var desk = new RosterDesk(ATeam.Small, Solved.Roster);
        var random = new Random(33);
        for (var round = 0; round < 200; round++)
        {
            var (member, day, shift) = (random.Next(8), random.Next(28), random.Next(-1, 3));
            var before = TeamScore.Of(ATeam.Small, desk.Roster).Cost;
            var effect = desk.Change(member, day, shift);
            Assert.Equal(TeamScore.Of(ATeam.Small, desk.Roster).Cost - before, effect.Delta);
            Assert.Equal(TeamScore.OfMember(ATeam.Small, desk.Roster, member), effect.Findings.Where(finding => finding.Member == member));
        }
    }

    [Fact]
    public void A_change_tells_the_intervals_it_leaves_short_as_the_judge_does()
    {
        var (desk, random, told) = (new RosterDesk(ATeam.Rich, BreakPlacement.Place(ATeam.Rich, Solved.Roster)), new Random(35), 0);
        for (var round = 0; round < 200; round++)
        {
            var (member, day) = (random.Next(8), random.Next(28));
            var before = Short(desk).ToDictionary(Place, finding => finding.Amount);

            var effect = round % 3 == 0 && desk.Roster[member, day] >= 0 ? desk.MoveBreaks(member, day, [180 + (15 * random.Next(9))]) : desk.Change(member, day, random.Next(-1, 3));

            // Fewer people than before, and too few.
            var worse = Short(desk).Where(finding => !before.TryGetValue(Place(finding), out var people) || finding.Amount < people).ToHashSet();
            Assert.Equal(worse, effect.Findings.Where(finding => finding.Constraint is MissingPeople).ToHashSet());
            Assert.Equal(effect.Findings.Count, effect.Findings.Distinct().Count());
            told += worse.Count;
        }

        Assert.True(told > 100, $"{told} shortages");

        static IEnumerable<Finding> Short(RosterDesk desk) => new MissingPeople().Check(ATeam.Rich, desk.Roster).Select(finding => finding with { Constraint = TeamConstraint.All.OfType<MissingPeople>().Single() });
        static (int, int, string?) Place(Finding finding) => (finding.Day, finding.Interval, finding.Skill);
    }

    [Fact]
    public void A_preview_changes_nothing()
    {
        var desk = new RosterDesk(ATeam.Small, Solved.Roster);
        var cost = desk.Cost;

        desk.Preview(0, 0, 1);
        desk.Preview(3, 20, -1);

        Assert.Equal(cost, desk.Cost);
        Assert.Equal(TeamLayout.Lines(Solved.Roster), TeamLayout.Lines(desk.Roster));
    }

    [Fact]
    public void Why_somebody_works_is_who_would_be_missing_and_what_freeing_them_costs()
    {
        var desk = new RosterDesk(ATeam.Small, Solved.Roster);
        var saturday = 5;
        var member = Enumerable.Range(0, 8).First(one => Solved.Roster[one, saturday] >= 0);

        var reason = desk.Why(member, saturday);

        Assert.All(reason.Shortages, shortage => Assert.True(shortage.Amount < shortage.Limit));
        var free = desk.Preview(member, saturday, -1);
        Assert.Equal(free.Findings.Count(finding => finding.Constraint.IsHard), reason.Rules.Count);
        if (free.IsAllowed)
            Assert.True(reason.CostToFree <= free.Delta, "moving other days too can only be cheaper");
    }

    [Fact]
    public void Who_can_take_a_shift_is_ranked_and_each_possible_one_keeps_the_rules()
    {
        var desk = new RosterDesk(ATeam.Small, Solved.Roster);

        var ranked = desk.WhoCanTake(9, 0);

        Assert.Equal(Enumerable.Range(0, 8).Where(member => Solved.Roster[member, 9] != 0), ranked.Select(candidate => candidate.Member).Order());
        var possible = ranked.TakeWhile(candidate => candidate.IsPossible).ToList();
        Assert.Equal(possible.Select(candidate => candidate.Delta).Order(), possible.Select(candidate => candidate.Delta));
        foreach (var candidate in possible.Where(candidate => candidate.Blocked.Count == 0))
        {
            var effect = desk.Preview(candidate.Member, 9, 0);
            Assert.True(effect.IsAllowed);
            Assert.Equal(effect.Delta, candidate.Delta);
        }
        Assert.All(ranked.Where(candidate => !candidate.IsPossible), candidate => Assert.NotEmpty(candidate.Blocked));
    }

    [Fact]
    public void Locked_duties_and_leave_survive_a_new_search()
    {
        var team = ATeam.Small.With(2, member => member with { Leave = new HashSet<int> { 7, 8, 9 } }) with { Fixed = [new(0, 3, "E"), new(1, 3, null)] };

        var solution = TeamSolver.Solve(team, Short, StandingClock.Instance).Value;

        Assert.Equal(0, solution.Score.HardCount);
        Assert.Equal((0, -1), (solution.Roster[0, 3], solution.Roster[1, 3]));
        Assert.Equal([-1, -1, -1], Enumerable.Range(7, 3).Select(day => solution.Roster[2, day]));
    }

    [Fact]
    public void After_publication_as_little_as_possible_changes()
    {
        var absent = ATeam.Small.With(2, member => member with { Leave = new HashSet<int> { 10, 11, 12, 13 } }) with { Published = Solved.Roster };

        var gentle = TeamSolver.Solve(absent with { Weights = new(Change: 2000) }, Short, StandingClock.Instance).Value;

        var changed = Enumerable.Range(0, 8 * 28).Count(at => gentle.Roster[at / 28, at % 28] != Solved.Roster[at / 28, at % 28]);
        Assert.Equal(0, gentle.Score.HardCount);
        Assert.InRange(changed, 0, 16);
    }

    [Fact]
    public void What_is_broken_already_blocks_nobody_and_is_no_reason()
    {
        var team = ATeam.Small.With(0, member => member with { Contract = ATeam.Full with { MinMinutes = 0 }, Leave = new HashSet<int> { 20 } });
        var roster = new TeamRoster(8, 28);
        (roster[0, 0], roster[0, 1], roster[0, 20]) = (0, 0, 0);
        var desk = new RosterDesk(team, roster);

        var taken = desk.WhoCanTake(2, 0).Single(candidate => candidate.Member == 0);
        var reason = desk.Why(0, 1);

        Assert.Empty(taken.Blocked);
        Assert.DoesNotContain(reason.Rules, finding => finding.Constraint is GrantedLeave);
        Assert.Contains(desk.WhoCanTake(2, 2).Single(candidate => candidate.Member == 0).Blocked.Concat(desk.Preview(0, 2, 2).Findings), finding => finding.Constraint is GrantedLeave);
    }

    [Fact]
    public void Whose_rules_exclude_each_other_is_named_with_the_rules()
    {
        var team = ATeam.Small.With(4, member => member with { Contract = ATeam.Full with { MinMinutes = 150 * 60, MaxWeekends = 3 }, Leave = Enumerable.Range(0, 14).ToHashSet() });

        var refusal = Assert.IsType<NoLinePossible>(TeamSolver.Solve(team, Short, StandingClock.Instance).Refusal);

        Assert.Equal("M4", refusal.Employee);
        Assert.Contains(TeamConstraint.All.OfType<GrantedLeave>().Single().Name, refusal.Rules, StringComparison.Ordinal);
        Assert.DoesNotContain(TeamConstraint.All.OfType<NightLimit>().Single().Name, refusal.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_cannot_have_enough_work_within_the_weeks_is_told_so()
    {
        // Leave from Monday to Friday of two weeks leaves four days there and, five a week, ten in the others: one fewer than 120 hours need.
        var away = Enumerable.Range(0, 5).Concat(Enumerable.Range(7, 5)).ToHashSet();
        var team = ATeam.Small.With(4, member => member with { Contract = ATeam.Full with { MinMinutes = 120 * 60, MaxDaysInRow = 6, MinDaysInRow = 1, MinDaysOff = 1, MaxWeekends = 4 }, Leave = away });

        var refusal = Assert.IsType<NoLinePossible>(TeamSolver.Solve(team, Short, StandingClock.Instance).Refusal);

        Assert.Contains(TeamConstraint.All.OfType<OvertimeOfWeek>().Single().Name, refusal.Rules, StringComparison.Ordinal);
        Assert.DoesNotContain(TeamConstraint.All.OfType<OvertimeOfDay>().Single().Name, refusal.Rules, StringComparison.Ordinal);
    }

    public static TheoryData<TeamProblem, string, TeamFault> Broken => new()
    {
        { ATeam.Small with { FirstDay = new(2026, 12, 1) }, "firstDay", TeamFault.NotAMonday },
        { ATeam.Small with { Days = 10 }, "days", TeamFault.NotWholeWeeks },
        { ATeam.Small with { IntervalMinutes = 50 }, "intervalMinutes", TeamFault.Interval },
        { ATeam.Small with { Members = [] }, "members", TeamFault.NoMembers },
        { ATeam.Small with { Shifts = [ATeam.Early, ATeam.Early] }, "shifts.id", TeamFault.NameTwice },
        { ATeam.Small with { Shifts = [ATeam.Early with { Breaks = [new(500, 60, true)] }] }, "shifts[0].breaks", TeamFault.BreakOutside },
        { ATeam.Small with { Requirements = [new(0, "order", 48, 1)] }, "requirements[0].interval", TeamFault.IntervalOutside },
        { ATeam.Small with { Requirements = [new(0, "order", 4, -1)] }, "requirements[0].people", TeamFault.NegativePeople },
        { ATeam.Small with { Wishes = [new(0, 0, "X", 1)] }, "wishes[0].shift", TeamFault.UnknownShift },
        { ATeam.Small with { Fixed = [new(9, 0, "E")] }, "fixed[0].member", TeamFault.UnknownMember },
        { ATeam.Small with { Weights = new(Missing: -1) }, "weights", TeamFault.Weight },
        { ATeam.Small.With(1, member => member with { Contract = ATeam.Full with { MinMinutes = 10_000 } }), "members[1].contract.minMinutes", TeamFault.LeastAboveMost },
        { ATeam.Small.With(2, member => member with { Contract = ATeam.Full with { MaxDaysInRow = 0 } }), "members[2].contract.maxDaysInRow", TeamFault.DaysInRow },
        { ATeam.Small with { Law = ATeam.Small.Law with { MaxDaysInRow = 0 } }, "law.maxDaysInRow", TeamFault.DaysInRow },
        { ATeam.Small.With(2, member => member with { Contract = ATeam.Full with { MaxDaysInRow = 7, MinDaysInRow = 7 } }), "members[2].contract.minDaysInRow", TeamFault.LeastRunAboveMost },
        { ATeam.Small.With(2, member => member with { Contract = ATeam.Full with { MaxDaysInRow = 2, MinDaysInRow = 3 } }), "members[2].contract.minDaysInRow", TeamFault.LeastRunAboveMost },
        { ATeam.Small.With(3, member => member with { History = new(WorkDays: -1) }), "members[3].history.workDays", TeamFault.HistoryDays },
        { ATeam.Small.With(3, member => member with { History = new(Nights: int.MaxValue) }), "members[3].history.nights", TeamFault.HistoryDays },
        { ATeam.Small.With(3, member => member with { History = new(1, 1) }), "members[3].history.offDays", TeamFault.HistoryContradicts },
        { ATeam.Small.With(3, member => member with { History = new(LastShift: "N") }), "members[3].history.lastShift", TeamFault.HistoryContradicts },
        { ATeam.Small with { Wishes = [new(0, 0, "E", 6)] }, "wishes[0].weight", TeamFault.WishWeight },
        { ATeam.Small with { Wishes = [new(0, 0, "E", 1), new(0, 0, "E", 0)] }, "wishes[1].weight", TeamFault.WishWeight },
        { ATeam.Small with { Published = new(8, 14) }, "published", TeamFault.PublishedSize },
        { ATeam.Small.With(1, member => member with { Leave = new HashSet<int> { 3 } }) with { Fixed = [new(0, 3, "E"), new(1, 3, "E")] }, "fixed[1]", TeamFault.LockOnLeave },
        { ATeam.Small.With(1, member => member with { Contract = ATeam.Full with { Shifts = new HashSet<string> { "E" } } }) with { Fixed = [new(1, 3, "L")] }, "fixed[0]", TeamFault.LockOutsideContract },
        { ATeam.Small.With(1, member => member with { NoNights = new HashSet<int> { 3 } }) with { Fixed = [new(1, 3, "N")] }, "fixed[0]", TeamFault.LockAtNight },
        { ATeam.Small.With(1, member => member with { NoNights = new HashSet<int> { 4 } }) with { Fixed = [new(1, 3, "N")] }, "fixed[0]", TeamFault.LockAtNight },
        { ATeam.Small.With(1, member => member with { Leave = new HashSet<int> { 4 } }) with { Fixed = [new(1, 3, "N")] }, "fixed[0]", TeamFault.LockOnLeave },
        { ATeam.Small with { Shifts = [ATeam.Early with { Minutes = 660 }], Fixed = [new(1, 3, "E")] }, "fixed[0]", TeamFault.LockTooLong },
        { ATeam.Small.With(1, member => member with { Contract = ATeam.Full with { DailyOvertimeMinutes = -1 } }), "members[1].contract.dailyOvertimeMinutes", TeamFault.DailyOvertime },
        { ATeam.Small with { Calendar = LegalCalendar.China with { InExchange = new HashSet<DateOnly> { new(2026, 10, 1) } } }, "calendar.inExchange", TeamFault.CalendarContradicts },
        { ATeam.Small with { Fixed = [new(1, 3, "E"), new(1, 3, null)] }, "fixed[1]", TeamFault.LockTwice },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_planned_is_refused_with_its_place(TeamProblem team, string place, TeamFault fault)
    {
        var refusal = Assert.IsType<TeamUnusable>(TeamSolver.Solve(team, Short, StandingClock.Instance).Refusal);

        Assert.Equal((place, fault), (refusal.Place, refusal.Fault));
    }
}
