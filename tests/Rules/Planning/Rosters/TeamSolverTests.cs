using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Team;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>A team's whole search: the optimum where all rosters can be tried, and what never changes it.</summary>
public class TeamSolverTests
{
    private static readonly SearchLimits Short = new(TimeSpan.FromSeconds(0.1), Threads: 1, Rounds: 2);

    [Fact]
    public void On_tiny_teams_with_unequal_pasts_the_optimum_of_trying_everything_is_found_and_never_above_the_bound()
    {
        var random = new Random(61);
        var (bounds, convex) = (0, 0);
        for (var round = 0; round < 12; round++)
        {
            var team = Tiny(random);
            var optimum = TryAll(team);

            var solution = TeamSolver.Solve(team, Short with { Seed = round, Rounds = 8 }, StandingClock.Instance).Value;

            Assert.Equal((0, optimum), (solution.Score.HardCount, solution.Score.Cost));
            Assert.True(solution.Bound is not { } bound || bound <= optimum, $"bound {solution.Bound} above {optimum}");
            bounds += solution.Bound is null ? 0 : 1;
            convex += solution.Score.Findings.Any(finding => finding.Constraint is Banzhang.Planning.Rosters.Team.Constraints.FairShare) ? 1 : 0;
        }
        Assert.True(bounds > 5 && convex > 5, $"{bounds} bounds, {convex} rosters that pay for fairness");
    }

    [Fact]
    public void Nights_go_round()
    {
        // Two nights a day for a week and eight people of equal past: nobody needs more than two.
        var team = ATeam.Small with
        {
            Days = 7,
            Members = [.. ATeam.Small.Members.Select(member => member with { Contract = ATeam.Full with { MinMinutes = 0, MaxMinutes = 40 * 60, MinDaysInRow = 1, MinDaysOff = 1, MaxNights = 7 } })],
            Requirements = [.. from day in Enumerable.Range(0, 7) from interval in Enumerable.Range(44, 4) select new Requirement(day, "order", interval, 2)],
        };

        var solution = TeamSolver.Solve(team with { Weights = new(Fairness: 10) }, Short with { Rounds = 8 }, StandingClock.Instance).Value;

        var nights = Enumerable.Range(0, 8).Select(member => Enumerable.Range(0, 7).Count(day => solution.Roster[member, day] == 2)).ToList();
        Assert.Equal((14, 2), (nights.Sum(), nights.Max()));
    }

    [Fact]
    public void No_week_has_more_than_forty_hours_where_nobody_consented_though_another_would_have_fewer()
    {
        // Fewer people are wanted in the second and fourth week: by the month, six days in the others would be cheapest.
        var team = ATeam.Small with
        {
            Members = [.. ATeam.Small.Members.Select(member => member with { Contract = ATeam.Full with { MinMinutes = 150 * 60, MaxDaysInRow = 6, MinDaysInRow = 1, MinDaysOff = 1, MaxWeekends = 4 } })],
            Requirements = [.. ATeam.Small.Requirements.Select(need => need with { People = need.Day / 7 % 2 == 0 ? 6 : 1 })],
        };
        int[] Days(TeamRoster roster) => [.. from member in Enumerable.Range(0, 8) from week in Enumerable.Range(0, 4) select Enumerable.Range(week * 7, 7).Count(day => roster[member, day] >= 0)];
        var together = team with { Members = [.. team.Members.Select(member => member with { Contract = member.Contract with { Hours = HoursSystem.Comprehensive } })] };

        var (weekly, monthly) = (TeamSolver.Solve(team, Short, StandingClock.Instance).Value, TeamSolver.Solve(together, Short, StandingClock.Instance).Value);

        Assert.Equal((0, 5), (weekly.Score.HardCount, Days(weekly.Roster).Max()));
        Assert.Equal((0, 6), (monthly.Score.HardCount, Days(monthly.Roster).Max()));
        Assert.True(monthly.Score.Cost < weekly.Score.Cost);
    }

    [Fact]
    public void A_month_is_not_overdrawn_though_consent_and_demand_ask_for_more()
    {
        var team = ATeam.Rich with
        {
            Members = [.. ATeam.Rich.Members.Select(member => member with { Contract = member.Contract with { MaxDaysInRow = 6, MinDaysOff = 1, MaxWeekends = 4 } })],
            Requirements = [.. ATeam.Rich.Requirements.Select(need => need with { People = 9 })],
        };
        var free = team with { Law = team.Law with { MonthlyOvertimeMinutes = 5_000 } };

        var (kept, loose) = (TeamSolver.Solve(team, Short, StandingClock.Instance).Value, TeamSolver.Solve(free, Short, StandingClock.Instance).Value);

        Assert.Equal((0, 0), (kept.Score.HardCount, loose.Score.HardCount));
        Assert.True(TeamScore.Of(team, loose.Roster).HardCount > 0, "without the law's limit somebody works more than it allows");
    }

    [Fact]
    public void The_order_of_people_changes_no_cost_and_no_finding()
    {
        var random = new Random(62);
        var team = ATeam.Rich;
        var roster = TeamSolver.Solve(team, Short, StandingClock.Instance).Value.Roster;
        var score = TeamScore.Of(team, roster);
        for (var round = 0; round < 10; round++)
        {
            var order = Enumerable.Range(0, 8).OrderBy(_ => random.Next()).ToArray();
            var permuted = team with
            {
                Members = [.. order.Select(at => team.Members[at])],
                Wishes = [.. team.Wishes.Select(wish => wish with { Member = Array.IndexOf(order, wish.Member) })],
            };
            var moved = new TeamRoster(8, 28);
            for (var at = 0; at < 8 * 28; at++)
            {
                moved[at / 28, at % 28] = roster[order[at / 28], at % 28];
                moved.PlaceBreaks(at / 28, at % 28, roster.BreaksOf(order[at / 28], at % 28));
            }

            var there = TeamScore.Of(permuted, moved);

            Assert.Equal((score.Cost, score.Findings.Count), (there.Cost, there.Findings.Count));
            Assert.Equal(score.Cost, new RosterDesk(permuted, moved).Cost);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_roster_and_another_seed_another()
    {
        TeamSolution Of(int seed) => TeamSolver.Solve(ATeam.Rich, Short with { Seed = seed }, StandingClock.Instance).Value;
        var (one, two, other) = (Of(3), Of(3), Of(4));

        Assert.Equal(TeamLayout.Lines(one.Roster), TeamLayout.Lines(two.Roster));
        Assert.Equal(one.Counts.Moves, two.Counts.Moves);
        Assert.NotEqual(TeamLayout.Lines(one.Roster), TeamLayout.Lines(other.Roster));
    }

    [Fact]
    public void A_search_that_was_stopped_goes_on_from_its_roster_and_never_gets_worse()
    {
        using var stop = new CancellationTokenSource();
        var told = new List<long>();
        var stopped = TeamSolver.Solve(ATeam.Rich, Short with { Rounds = null }, StandingClock.Instance, progress => Stop(progress.Cost), stop: stop.Token).Value;
        void Stop(long cost)
        {
            told.Add(cost);
            if (told.Count == 5)
                stop.Cancel();
        }

        var resumed = TeamSolver.Solve(ATeam.Rich, Short with { Seed = 9 }, StandingClock.Instance, start: stopped.Roster).Value;

        Assert.Equal((0, 0), (stopped.Score.HardCount, resumed.Score.HardCount));
        Assert.True(stopped.Score.Cost <= told[4], "breaks placed afterwards only help");
        Assert.True(resumed.Score.Cost < stopped.Score.Cost, "five better rosters are not the last ones");
    }

    [Fact]
    public void A_start_whose_breaks_were_moved_by_hand_is_given_back_unless_there_is_a_cheaper_one()
    {
        using var stop = new CancellationTokenSource();
        var team = ATeam.Rich with { Requirements = [] };
        var start = TeamSolver.Solve(team, Short, StandingClock.Instance).Value.Roster;
        var at = Enumerable.Range(0, 8 * 28).First(at => start[at / 28, at % 28] >= 0);
        start.PlaceBreaks(at / 28, at % 28, [210]);
        var cost = TeamScore.Of(team, start).Cost;

        var given = TeamSolver.Solve(team, Short, StandingClock.Instance, _ => stop.Cancel(), start, stop: stop.Token).Value;

        Assert.Equal(0, TeamScore.Of(team, start).HardCount);
        Assert.True(given.Score.Cost <= cost);
        if (given.Score.Cost == cost)
            Assert.Equal([210], given.Roster.BreaksOf(at / 28, at % 28)!);
    }

    [Fact]
    public void Years_whose_holidays_nobody_has_announced_are_refused()
    {
        var later = ATeam.Small with { FirstDay = new(2027, 11, 29) };

        var refused = Assert.IsType<TeamUnusable>(TeamSolver.Solve(later, Short, StandingClock.Instance).Refusal);

        Assert.Equal(("firstDay", TeamFault.CalendarUnknown), (refused.Place, refused.Fault));

        // Entered before the kernel knows them.
        var entered = LegalCalendar.China with { To = new(2027, 12, 31) };
        Assert.Equal(0, TeamSolver.Solve(later with { Calendar = entered }, Short, StandingClock.Instance).Value.Score.HardCount);
    }

    [Fact]
    public void Of_a_start_that_breaks_rules_the_lines_that_keep_them_are_begun_with()
    {
        using var stop = new CancellationTokenSource();
        var start = TeamSolver.Solve(ATeam.Small, Short, StandingClock.Instance).Value.Roster;
        var sick = ATeam.Small.With(3, member => member with { Leave = Enumerable.Range(0, 7).Where(day => start[3, day] >= 0).Take(1).ToHashSet() });

        var begun = TeamSolver.Solve(sick, Short, StandingClock.Instance, _ => stop.Cancel(), start, stop: stop.Token).Value;

        Assert.Equal(0, begun.Score.HardCount);
        Assert.NotEqual(Line(start, 3), Line(begun.Roster, 3));
        Assert.All(Enumerable.Range(0, 8).Where(member => member != 3), member => Assert.Equal(Line(start, member), Line(begun.Roster, member)));

        static IEnumerable<int> Line(TeamRoster roster, int member) => Enumerable.Range(0, 28).Select(day => roster[member, day]);
    }

    [Fact]
    public void A_start_of_another_size_is_refused()
    {
        var refusal = Assert.IsType<TeamUnusable>(TeamSolver.Solve(ATeam.Small, Short, StandingClock.Instance, start: new(8, 14)).Refusal);

        Assert.Equal(("start", TeamFault.StartSize), (refusal.Place, refusal.Fault));
    }

    [Fact]
    public void What_the_judge_finds_broken_is_never_handed_out()
    {
        var counts = new SearchCounts(0, 0, 0, 0, TimeSpan.Zero, 0);

        var refusal = Assert.IsType<RosterBreaksRules>(TeamSolver.Judged(ATeam.Alone, ATeam.Line("EEEEEE"), 0, counts).Refusal);

        Assert.Contains("Ann: 6 work days in a row", refusal.Finding, StringComparison.Ordinal);
        Assert.True(TeamSolver.Judged(ATeam.Alone, ATeam.Line("EEEEE"), 0, counts).IsDone);
    }

    private static TeamProblem Tiny(Random random)
    {
        var contract = ATeam.Full with { MinMinutes = 0, MaxMinutes = 24 * 60, MinDaysInRow = 1, MinDaysOff = 1, MaxNights = 7, MaxWeekends = 1 };
        return ATeam.Small with
        {
            Days = 7,
            IntervalMinutes = 240,
            Shifts = [new("D", 480, 480, []), new("N", 1200, 480, [])],
            Members = [.. Enumerable.Range(0, 2).Select(at => ATeam.Member($"M{at}", "order") with { Contract = contract, History = new(Nights: random.Next(8), Weekends: random.Next(8)) })],
            Requirements = [.. from day in Enumerable.Range(0, 7) from interval in new[] { 2, 5 } select new Requirement(day, "order", interval, random.Next(interval == 5 ? 3 : 2))],
            Weights = new(Missing: 40, Fairness: 1 + random.Next(6)),
        };
    }

    /// <summary>Costs of lines but for cover are sums, so that each pair only needs its cells counted.</summary>
    private static long TryAll(TeamProblem team)
    {
        var problem = new TeamLayout(team).Problem;
        var state = new SearchState(problem);
        var lines = Enumerable.Range(0, 2).Select(member => AnInstance.AllLines(7, 2).Where(line => LineCheck.Keeps(problem, member, line)).ToList()).ToList();
        var best = long.MaxValue;
        foreach (var one in lines[0])
        {
            foreach (var two in lines[1])
            {
                state.Load([.. one, .. two]);
                best = Math.Min(best, state.Cost);
            }
        }
        return best;
    }
}
