using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>The whole search; limited by rounds, so that the clock decides nothing.</summary>
public class ShiftSolverTests
{
    private static readonly SearchLimits Short = new(TimeSpan.FromSeconds(0.1), Threads: 1, Rounds: 14);

    [Fact]
    public void On_tiny_instances_the_optimum_of_trying_everything_is_found_and_never_above_the_bound()
    {
        var random = new Random(21);
        var compared = 0;
        for (var round = 0; round < 40; round++)
        {
            var instance = AnInstance.Random(random, 2, 7, 1 + random.Next(2));
            var optimum = TryAll(instance);
            var outcome = ShiftSolver.Solve(instance, Short with { Seed = round }, StandingClock.Instance);

            if (optimum is null)
            {
                Assert.IsType<NoLinePossible>(outcome.Refusal);
                continue;
            }
            compared++;
            Assert.True(optimum == outcome.Value.Cost, $"round {round}: optimum {optimum}, found {outcome.Value.Cost}, bound {outcome.Value.Bound}, {outcome.Value.Counts}");
            Assert.True(outcome.Value.Bound is not { } bound || bound <= optimum);
        }
        Assert.True(compared > 20);
    }

    [Fact]
    public void The_bound_of_dear_cover_whose_prices_are_coarse_is_never_above_the_optimum()
    {
        var random = new Random(26);
        var (compared, tight) = (0, 0);
        for (var round = 0; round < 300; round++)
        {
            var instance = AnInstance.Random(random, 2, 7, round % 20 == 0 ? 2 : 1);
            instance = instance with { Cover = [.. instance.Cover.Select(cover => cover with { UnderWeight = 10_001 + random.Next(30_000), OverWeight = 1 + random.Next(5_000) })] };
            if (TryAll(instance) is not { } optimum || InstanceProblem.Of(instance).Scale >= 1024)
            {
                continue;
            }

            var solution = ShiftSolver.Solve(instance, Short with { Seed = round }, StandingClock.Instance).Value;

            compared++;
            tight += solution.Bound == optimum ? 1 : 0;
            Assert.True(solution.Bound is not { } bound || bound <= optimum, $"round {round}: bound {solution.Bound} above {optimum}");
        }

        Assert.True(compared > 20 && tight > 10, $"{compared} compared, {tight} bounds met");
    }

    [Fact]
    public void A_result_is_always_accepted_by_the_check()
    {
        var random = new Random(22);
        for (var round = 0; round < 8; round++)
        {
            var instance = AnInstance.Random(random, 6, 28, 3);
            var outcome = ShiftSolver.Solve(instance, Short with { Threads = 2 }, StandingClock.Instance);
            if (!outcome.IsDone)
                continue;
            var report = PlanCheck.Of(instance, outcome.Value.Plan);
            Assert.Empty(report.Violations);
            Assert.Equal(report.Cost, outcome.Value.Cost);
            Assert.True(outcome.Value.Bound is not { } bound || bound <= report.Cost);
        }
    }

    [Fact]
    public void Over_long_horizons_weeks_go_round_and_rosters_only_get_cheaper_and_keep_the_rules()
    {
        var random = new Random(23);
        var (done, cheaper) = (0, 0);
        for (var round = 0; round < 6; round++)
        {
            var instance = AnInstance.Random(random, 8, 70, 3);
            // Somebody is away all the time, so that some weeks of them have nothing to choose.
            instance = instance with { Staff = [.. instance.Staff.Select((member, at) => at > 0 ? member with { MaxMinutes = member.MaxMinutes + 12_000 } : member with { MinMinutes = 0, DaysOff = Enumerable.Range(0, 70).ToHashSet() })] };
            var one = ShiftSolver.Solve(instance, Short with { Rounds = 0 }, StandingClock.Instance);
            var many = ShiftSolver.Solve(instance, Short with { Rounds = 16 }, StandingClock.Instance);
            if (!one.IsDone || !many.IsDone)
                continue;
            var report = PlanCheck.Of(instance, many.Value.Plan);
            Assert.Empty(report.Violations);
            Assert.Equal(report.Cost, many.Value.Cost);
            Assert.True(many.Value.Cost <= one.Value.Cost);
            done++;
            cheaper += many.Value.Cost < one.Value.Cost ? 1 : 0;
        }
        Assert.True(done > 2 && cheaper > 1, $"{done} found, {cheaper} cheaper");
    }

    [Fact]
    public void Where_nothing_gets_better_for_long_a_thread_begins_elsewhere_and_the_best_is_kept()
    {
        var random = new Random(24);
        var begun = 0;
        for (var round = 0; round < 12 && begun < 2; round++)
        {
            var instance = AnInstance.Random(random, 4, 14, 2);
            var few = ShiftSolver.Solve(instance, Short, StandingClock.Instance);
            if (!few.IsDone || few.Value.Cost == few.Value.Bound)
                continue;

            var many = ShiftSolver.Solve(instance, Short with { Rounds = 170 }, StandingClock.Instance).Value;

            var report = PlanCheck.Of(instance, many.Plan);
            Assert.Empty(report.Violations);
            Assert.Equal(report.Cost, many.Cost);
            Assert.True(many.Cost <= few.Value.Cost);
            begun += many.Counts.Beginnings > 0 ? 1 : 0;
        }

        Assert.True(begun > 0, "no thread began elsewhere");
    }

    [Fact]
    public void The_same_seed_takes_the_same_steps()
    {
        var limits = new SearchLimits(TimeSpan.FromSeconds(0.2), 7, 1, 3);
        var frozen = StandingClock.Instance;

        var one = ShiftSolver.Solve(AnInstance.Kiosk, limits, frozen).Value;
        var two = ShiftSolver.Solve(AnInstance.Kiosk, limits, frozen).Value;

        Assert.Equal(PlanFile.Write(AnInstance.Kiosk, one.Plan), PlanFile.Write(AnInstance.Kiosk, two.Plan));
        Assert.Equal(one.Counts.Moves, two.Counts.Moves);
    }

    [Fact]
    public void The_order_of_employees_changes_no_cost_and_no_bound()
    {
        var random = new Random(23);
        var instance = AnInstance.Kiosk;
        var plan = ShiftSolver.Solve(instance, Short, StandingClock.Instance).Value.Plan;
        for (var round = 0; round < 10; round++)
        {
            var order = Enumerable.Range(0, 4).OrderBy(_ => random.Next()).ToArray();
            var place = Enumerable.Range(0, 4).ToDictionary(at => order[at], at => at);
            var permuted = instance with
            {
                Staff = [.. order.Select(at => instance.Staff[at])],
                Requests = [.. instance.Requests.Select(request => request with { Employee = place[request.Employee] })],
            };
            var moved = new ShiftPlan(4, 14);
            for (var at = 0; at < 4 * 14; at++)
                moved[place[at / 14], at % 14] = plan[at / 14, at % 14];

            var (here, there) = (PlanCheck.Of(instance, plan), PlanCheck.Of(permuted, moved));
            var state = new SearchState(InstanceProblem.Of(permuted));
            state.Load(InstanceProblem.Lines(state.Problem, moved));

            Assert.Equal(here.Cost, there.Cost);
            Assert.Equal(here.Cost, state.Cost);
            Assert.Empty(there.Violations);
        }
    }

    [Fact]
    public void A_warm_start_never_gets_worse()
    {
        var instance = AnInstance.Random(new Random(24), 6, 28, 2);
        var first = ShiftSolver.Solve(instance, Short, StandingClock.Instance).Value;

        var second = ShiftSolver.Solve(instance, Short with { Seed = 9 }, StandingClock.Instance, start: first.Plan).Value;

        Assert.True(second.Cost <= first.Cost);
    }

    [Fact]
    public void Of_a_start_that_breaks_rules_the_lines_that_keep_them_are_begun_with()
    {
        using var stop = new CancellationTokenSource();
        var start = ShiftSolver.Solve(AnInstance.Kiosk, Short, StandingClock.Instance).Value.Plan;
        for (var day = 0; day < 14; day++)
        {
            start[2, day] = 0;
        }

        var begun = ShiftSolver.Solve(AnInstance.Kiosk, Short, StandingClock.Instance, _ => stop.Cancel(), start, stop: stop.Token).Value.Plan;

        Assert.Empty(PlanCheck.Of(AnInstance.Kiosk, begun).Violations);
        Assert.All(new[] { 0, 1, 3 }, employee => Assert.Equal(Enumerable.Range(0, 14).Select(day => start[employee, day]), Enumerable.Range(0, 14).Select(day => begun[employee, day])));
    }

    [Fact]
    public void A_search_ended_after_its_first_roster_gives_one_that_keeps_the_rules()
    {
        using var stop = new CancellationTokenSource();

        var solution = ShiftSolver.Solve(AnInstance.Kiosk, Short with { Rounds = null }, StandingClock.Instance, _ => stop.Cancel(), stop: stop.Token).Value;

        Assert.Empty(PlanCheck.Of(AnInstance.Kiosk, solution.Plan).Violations);
    }

    [Fact]
    public void A_search_ended_before_its_first_roster_says_that_there_was_no_time()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.IsType<NoRosterInTime>(ShiftSolver.Solve(AnInstance.Kiosk, Short, StandingClock.Instance, stop: stop.Token).Refusal);
        Assert.IsType<NoRosterInTime>(ShiftSolver.Solve(AnInstance.TooManyHours, new(TimeSpan.FromMilliseconds(300), Threads: 1), new TickingClock()).Refusal);
    }

    [Fact]
    public void A_line_that_was_only_looked_for_in_vain_is_not_called_impossible()
    {
        var refusal = Assert.IsType<NoLineFound>(ShiftSolver.Solve(AnInstance.TooManyHours, new(TimeSpan.FromSeconds(7), Threads: 1), new TickingClock()).Refusal);

        Assert.Equal("Ann", refusal.Employee);
        Assert.Contains("MinTotalMinutes", refusal.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_on_the_way_is_the_best_roster_so_far()
    {
        var costs = new List<(long Told, long Kept)>();
        var told = 0L;

        var solution = ShiftSolver.Solve(AnInstance.Kiosk, Short, StandingClock.Instance, progress => told = progress.Cost, better: plan => costs.Add((told, PlanCheck.Of(AnInstance.Kiosk, plan.Value).Cost))).Value;

        Assert.All(costs, cost => Assert.Equal(cost.Told, cost.Kept));
        Assert.Equal(solution.Cost, costs[^1].Kept);
    }

    [Fact]
    public void Who_cannot_be_planned_is_named_with_the_rules_to_blame()
    {
        var kiosk = AnInstance.Kiosk;
        var impossible = kiosk with { Staff = [.. kiosk.Staff.Select(member => member.Id == "Dai" ? member with { MinMinutes = 2400, MaxWeekends = 0, DaysOff = Enumerable.Range(0, 10).ToHashSet() } : member)] };

        var refusal = Assert.IsType<NoLinePossible>(ShiftSolver.Solve(impossible, Short, StandingClock.Instance).Refusal);

        Assert.Equal("Dai", refusal.Employee);
        Assert.Contains("SECTION_DAYS_OFF", refusal.Rules, StringComparison.Ordinal);
        Assert.DoesNotContain("MaxTotalMinutes", refusal.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_told_on_the_way_only_fall_and_bounds_only_rise()
    {
        var told = new List<SearchProgress>();

        ShiftSolver.Solve(AnInstance.Random(new Random(25), 8, 28, 3), Short with { Threads = 2 }, StandingClock.Instance, told.Add);

        Assert.NotEmpty(told);
        Assert.Equal(told.Select(progress => progress.Cost).OrderDescending(), told.Select(progress => progress.Cost));
        var bounds = told.Select(progress => progress.Bound).OfType<long>().ToList();
        Assert.Equal(bounds.Order(), bounds);
    }

    private static long? TryAll(ShiftInstance instance)
    {
        var problem = InstanceProblem.Of(instance);
        var lines = Enumerable.Range(0, 2).Select(employee => AnInstance.AllLines(7, problem.Types).Where(line => Keeps(instance, employee, line)).ToList()).ToList();
        long? best = null;
        foreach (var one in lines[0])
        {
            foreach (var two in lines[1])
            {
                var state = new SearchState(problem);
                state.Load([.. one, .. two]);
                best = Math.Min(best ?? long.MaxValue, state.Cost);
            }
        }
        return best;
    }

    private static bool Keeps(ShiftInstance instance, int employee, byte[] line)
    {
        var plan = new ShiftPlan(2, 7);
        for (var day = 0; day < 7; day++)
            plan[employee, day] = line[day] - 1;
        return PlanCheck.Of(instance, plan).Violations.All(violation => violation.Employee != employee);
    }
}
