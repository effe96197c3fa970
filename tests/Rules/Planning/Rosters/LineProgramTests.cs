using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>The exact program over one line against trying every line.</summary>
public class LineProgramTests
{
    private static readonly int Width = 3;

    [Fact]
    public void The_cheapest_line_of_a_whole_horizon_is_found() => Compare(400, (random, days) => (0, days));

    [Fact]
    public void The_cheapest_filling_of_a_window_is_found() => Compare(400, (random, days) => random.Next(2) == 0 ? (0, 7) : (7, days));

    [Fact]
    public void Days_before_the_horizon_count()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var problem = Problem(random, 8);
            var works = random.Next(2) == 0;
            var start = works ? new LineStart(1 + random.Next(4), 0, 1 + random.Next(2)) : new LineStart(0, 1 + random.Next(3), 0);
            problem.Rules[0] = problem.Rules[0] with { Start = start };
            AssertSame(problem, random, 0, 8, new byte[8]);
        }
    }

    [Fact]
    public void Any_shift_may_follow_one_that_nobody_knows()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            // The first type is the one that much may not follow, as a night shift that stands first.
            var instance = AnInstance.Random(random, 1, 8, Width - 1);
            var problem = InstanceProblem.Of(instance with { Shifts = [instance.Shifts[0] with { ForbiddenNext = [1] }, instance.Shifts[1] with { ForbiddenNext = [] }] });
            problem.Rules[0] = problem.Rules[0] with { Start = new(1 + random.Next(4), 0, 0) };

            AssertSame(problem, random, 0, 8, new byte[8]);
            AssertSame(problem, random, 0, 7, new byte[8]);
        }
    }

    [Fact]
    public void Who_is_away_all_the_time_has_a_line_though_nobody_knows_what_they_worked_before()
    {
        var problem = InstanceProblem.Of(AnInstance.Random(new Random(12), 1, 8, Width - 1) with { Staff = [new("Ann", [8, 8], 4_000, 0, 5, 1, 1, 2, Enumerable.Range(0, 8).ToHashSet())] });
        problem.Rules[0] = problem.Rules[0] with { Start = new(2, 0, 0) };
        byte[] choice = [.. Enumerable.Repeat((byte)9, 8)];

        Assert.Equal(0, new LineProgram(problem).Solve(0, new byte[8], 0, 8, new int[8 * Width], choice));
        Assert.All(choice, type => Assert.Equal(0, type));
    }

    [Fact]
    public void What_is_not_counted_is_still_never_exceeded()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var problem = InstanceProblem.Of(AnInstance.Random(random, 1, 28, 4));
            var cost = Costs(problem, random, 28);
            var choice = new byte[28];
            if (new LineProgram(problem, mostCounts: 1).Solve(0, new byte[28], 0, 28, cost, choice) < LineProgram.Never)
                Assert.True(LineCheck.Keeps(problem, 0, choice));
        }
    }

    [Fact]
    public void Limits_of_overtime_are_kept_and_the_bound_stays_below_the_best()
    {
        var random = new Random(9);
        var (found, missed, bound) = (0, 0, 0);
        for (var round = 0; round < 120; round++)
        {
            var days = 8 + random.Next(2);
            var problem = WithOvertime(Problem(random, days), random);
            var cost = Costs(problem, random, days);
            var best = AnInstance.AllLines(days, Width - 1).Where(line => LineCheck.Keeps(problem, 0, line)).Select(line => line.Index().Sum(day => cost[(day.Index * Width) + day.Item])).DefaultIfEmpty(LineProgram.Never).Min();
            var (program, choice) = (new LineProgram(problem), new byte[days]);

            var value = program.Solve(0, new byte[days], 0, days, cost, choice);

            Assert.True(program.Bound <= best);
            if (value < LineProgram.Never)
            {
                Assert.True(LineCheck.Keeps(problem, 0, choice));
                Assert.Equal(choice.Index().Sum(day => cost[(day.Index * Width) + day.Item]), value);
            }
            found += value < LineProgram.Never ? 1 : 0;
            missed += value >= LineProgram.Never && best < LineProgram.Never ? 1 : 0;
            bound += value == best && best < LineProgram.Never ? 1 : 0;
        }
        Assert.True(found > 60 && missed < 6 && bound > 50, $"{found} lines found, {missed} missed, {bound} the best");
    }

    /// <summary>The same line with three spans that share a pool or two, and about half of the working time without overtime.</summary>
    private static SearchProblem WithOvertime(SearchProblem problem, Random random)
    {
        var (first, second) = (random.Next(2, 4), random.Next(5, 7));
        int[] spanOf = [.. Enumerable.Range(0, problem.Days).Select(day => day < first ? 0 : day < second ? 1 : 2)];
        int[] minutes = [.. problem.Units.Select(units => units * problem.UnitMinutes)];
        var longest = minutes.Max();
        int[] within = [.. minutes.Select(one => Math.Min(one, longest - (random.Next(2) * problem.UnitMinutes)))];
        var rule = new OvertimeRule(
            within, [.. minutes.Zip(within, (one, two) => one - two)], spanOf, [.. spanOf.Distinct().Select(span => spanOf.Count(one => one == span) * longest * random.Next(3, 6) / 8)],
            [0, random.Next(2), 1], [random.Next(2) * longest, random.Next(3) * longest], random.Next(3) * longest);
        return new()
        {
            Days = problem.Days,
            Staff = 1,
            Types = problem.Types,
            UnitMinutes = problem.UnitMinutes,
            Units = problem.Units,
            Follow = problem.Follow,
            Kind = problem.Kind,
            Rules = [problem.Rules[0] with { Overtime = rule }],
            Allowed = problem.Allowed,
            Wish = problem.Wish,
            Required = problem.Required,
            Under = problem.Under,
            Over = problem.Over,
            GroupOf = problem.GroupOf,
            TouchStart = problem.TouchStart,
            Touched = problem.Touched,
            Weekend = [.. Enumerable.Range(0, problem.Days).Select(day => day % 7 >= 5 && random.Next(4) > 0)],
        };
    }

    [Fact]
    public void The_bound_is_never_above_the_line()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var problem = InstanceProblem.Of(AnInstance.Random(random, 1, 28, 4));
            var program = new LineProgram(problem, mostCounts: 2);
            var value = program.Solve(0, new byte[28], 0, 28, Costs(problem, random, 28), new byte[28]);
            Assert.True(program.Bound <= value);
        }
    }

    [Fact]
    public void Three_years_without_a_day_off_are_a_line_where_the_rules_say_so()
    {
        var problem = InstanceProblem.Of(new(1_100, [new("E", 480, [])], [new("Ann", [1_100], 1_100 * 480, 1_100 * 480, 1_100, 1, 1, 200, new HashSet<int>())], [], []));
        var state = new SearchState(problem);

        Assert.Null(Construction.Fill(state, new LineProgram(problem), new Dice(1), () => false));
        Assert.DoesNotContain((byte)0, state.Lines);
    }

    [Fact]
    public void A_long_line_keeps_all_rules_though_they_are_only_priced()
    {
        var random = new Random(8);
        var found = 0;
        for (var round = 0; round < 20; round++)
        {
            var instance = AnInstance.Random(random, 1, 182, 3);
            var member = instance.Staff[0] with { MinMinutes = 30_000, MaxMinutes = 40_000, MaxWeekends = 16, MaxShifts = [182, 182, 40], MaxConsecutiveShifts = 5, MinConsecutiveShifts = 2 };
            var problem = InstanceProblem.Of(instance with { Staff = [member] });
            var line = new byte[182];
            if (new LongLine(problem, new LineProgram(problem), new Dice(1)).Solve(0, Costs(problem, random, 182), line, () => false) != LineVerdict.Found)
                continue;
            found++;
            Assert.True(LineCheck.Keeps(problem, 0, line));
        }
        Assert.True(found >= 15, $"only {found} of 20 lines found");
    }

    [Fact]
    public void A_limit_that_is_tight_in_a_short_window_does_not_swell_a_long_one()
    {
        var random = new Random(10);
        var instance = AnInstance.Random(random, 1, 364, 6);
        var member = instance.Staff[0] with { MinMinutes = 80_000, MaxMinutes = 110_000, MaxWeekends = 30, MaxShifts = [364, 364, 60, 60, 60, 60], MaxConsecutiveShifts = 5, MinConsecutiveShifts = 2 };
        var problem = InstanceProblem.Of(instance with { Staff = [member] });
        var (program, line) = (new LineProgram(problem), new byte[364]);
        Assert.Equal(LineVerdict.Found, new LongLine(problem, program, new Dice(1)).Solve(0, Costs(problem, random, 364), line, () => false));
        var most = 0L;
        for (var round = 0; round < 24; round++)
        {
            var days = round % 2 == 0 ? 14 : 42;
            var from = random.Next((364 - days) / 7) * 7;
            var (states, runs) = (program.States, program.Solved);
            program.Solve(0, line, from, from + days, Costs(problem, random, days), new byte[days]);
            if (program.Solved == runs + 1)
                most = Math.Max(most, program.States - states);
        }
        Assert.InRange(most, 1, LineStates.Most);
    }

    private static void Compare(int rounds, Func<Random, int, (int From, int To)> window)
    {
        var random = new Random(4);
        for (var round = 0; round < rounds; round++)
        {
            var days = 8 + random.Next(3);
            var problem = Problem(random, days);
            var (from, to) = window(random, days);
            // Around a window stands a line that keeps the rules, or any.
            var line = Enumerable.Range(0, days).Select(_ => (byte)random.Next(Width)).ToArray();
            if (AnInstance.AllLines(days, Width - 1).Skip(random.Next(2000)).FirstOrDefault(one => LineCheck.Keeps(problem, 0, one)) is { } good)
                line = good;
            AssertSame(problem, random, from, to, line);
        }
    }

    private static SearchProblem Problem(Random random, int days) => InstanceProblem.Of(AnInstance.Random(random, 1, days, Width - 1));

    private static int[] Costs(SearchProblem problem, Random random, int days) => [.. Enumerable.Range(0, days * problem.Width).Select(_ => random.Next(-50, 50))];

    private static void AssertSame(SearchProblem problem, Random random, int from, int to, byte[] line)
    {
        var cost = Costs(problem, random, to - from);
        var best = LineProgram.Never;
        foreach (var window in AnInstance.AllLines(to - from, Width - 1))
        {
            byte[] whole = [.. line[..from], .. window, .. line[to..]];
            if (LineCheck.Keeps(problem, 0, whole))
                best = Math.Min(best, window.Index().Sum(day => cost[(day.Index * problem.Width) + day.Item]));
        }
        var choice = new byte[to - from];
        var value = new LineProgram(problem).Solve(0, line, from, to, cost, choice);
        // A window between parts that break rules of their own may be filled or not; between good parts it must be the best.
        if (best < LineProgram.Never || from == 0 && to == line.Length)
            Assert.Equal(best, value);
        if (best < LineProgram.Never)
            Assert.True(LineCheck.Keeps(problem, 0, [.. line[..from], .. choice, .. line[to..]]));
    }
}
