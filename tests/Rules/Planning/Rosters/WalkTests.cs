using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Walks;

namespace Banzhang.Tests.Rules.Planning.Rosters;

public class WalkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void After_any_walk_the_running_sums_equal_a_full_reckoning(int lineEvery)
    {
        var random = new Random(11);
        var walked = 0;
        for (var round = 0; round < 30; round++)
        {
            var instance = AnInstance.Random(random, 5, 14 + (7 * random.Next(3)), 1 + random.Next(4));
            if (Begin(InstanceProblem.Of(instance)) is not var (state, program))
                continue;
            walked++;
            var best = new SearchState(state.Problem);
            best.CopyFrom(state);
            new Walk(state.Problem, program, new Dice((ulong)round)).Run(state, best, 20_000, 30, 0.3, lineEvery, 14, () => false);

            AssertSums(instance, state);
            AssertSums(instance, best);
        }
        Assert.True(walked > 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void After_any_walk_of_a_team_the_running_cost_equals_the_judges(int lineEvery)
    {
        var layout = new TeamLayout(ATeam.Rich);
        var (state, program) = Begin(layout.Problem)!.Value;
        for (var round = 0; round < 5; round++)
        {
            var best = new SearchState(state.Problem);
            best.CopyFrom(state);
            new Walk(state.Problem, program, new Dice((ulong)round)).Run(state, best, 20_000, 30, 0.3, lineEvery, 28, () => false);

            foreach (var one in new[] { state, best })
            {
                var score = TeamScore.Of(ATeam.Rich, layout.Roster(one.Lines));
                Assert.Equal((0, one.Cost), (score.HardCount, score.Cost));
            }
        }
    }

    public static TheoryData<string> Problems => ["kiosk", "team"];

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_move_allocates_nothing(string which)
    {
        var (state, program) = Begin(which == "kiosk" ? InstanceProblem.Of(AnInstance.Kiosk) : new TeamLayout(ATeam.Rich).Problem)!.Value;
        var best = new SearchState(state.Problem);
        best.CopyFrom(state);
        var walk = new Walk(state.Problem, program, new Dice(1));
        Func<bool> never = () => false;
        walk.Run(state, best, 200_000, 20, 0.3, 0, 14, never);

        var before = GC.GetAllocatedBytesForCurrentThread();
        walk.Run(state, best, 200_000, 20, 0.3, 0, 14, never);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_delta_of_a_change_equals_the_difference_of_two_reckonings()
    {
        var random = new Random(12);
        for (var round = 0; round < 50; round++)
        {
            var problem = InstanceProblem.Of(AnInstance.Random(random, 4, 14, 3));
            var state = new SearchState(problem);
            state.Load([.. Enumerable.Range(0, 4 * 14).Select(_ => (byte)random.Next(4))]);
            for (var change = 0; change < 100; change++)
            {
                var from = random.Next(12);
                state.Replace(random.Next(4), from, [(byte)random.Next(4), (byte)random.Next(4)]);
                var whole = new SearchState(problem);
                whole.Load(state.Lines);
                Assert.Equal(whole.Cost, state.Cost);
                Assert.Equal(whole.Count, state.Count);
            }
        }
    }

    private static (SearchState State, LineProgram Program)? Begin(SearchProblem problem)
    {
        var state = new SearchState(problem);
        var program = new LineProgram(problem);
        return Construction.Fill(state, program, new Dice(1), () => false) is null ? (state, program) : null;
    }

    private static void AssertSums(ShiftInstance instance, SearchState state)
    {
        var report = PlanCheck.Of(instance, InstanceProblem.Plan(state.Problem, state.Lines));
        Assert.Empty(report.Violations);
        Assert.Equal(report.Cost, state.Cost);
        var whole = new SearchState(state.Problem);
        whole.Load(state.Lines);
        Assert.Equal(whole.Units, state.Units);
        Assert.Equal(whole.Weekends, state.Weekends);
        Assert.Equal(whole.KindCount, state.KindCount);
        Assert.Equal(whole.Count, state.Count);
    }
}
