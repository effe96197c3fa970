using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Columns;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>Choosing everybody's lines anew: bounds, dives that decide covers first, and what one dive leaves for the next.</summary>
public class BlockSearchTests
{
    [Fact]
    public void Dive_after_dive_rosters_only_get_cheaper_keep_the_rules_and_stay_above_the_bound()
    {
        var random = new Random(41);
        var (done, cheaper) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            var problem = InstanceProblem.Of(AnInstance.Random(random, 5, 14, 2));
            var (state, program, dice) = (new SearchState(problem), new LineProgram(problem), new Dice((ulong)round));
            if (Construction.Fill(state, program, dice, () => false) is not null)
                continue;

            var first = state.Cost;
            var root = new BlockSearch(problem, program, dice) { DecidesCovers = true };
            root.Improve(state, [.. Enumerable.Range(0, problem.Staff)], 0, problem.Days, 200, state.Cost, null, () => false);
            for (var dive = 0; dive < 4; dive++)
            {
                var before = state.Cost;
                var isCheaper = root.Again(state, before, 0.3, () => false);
                Assert.Equal(isCheaper, state.Cost < before);
            }

            Assert.True(root.Bound <= state.Cost, $"round {round}: bound {root.Bound} above {state.Cost}");
            Assert.All(Enumerable.Range(0, problem.Staff), member => Assert.True(LineCheck.Keeps(problem, member, state.Line(member))));
            var told = state.Cost;
            state.Load(state.Lines.ToArray());
            Assert.Equal(state.Cost, told);
            done++;
            cheaper += told < first ? 1 : 0;
        }

        Assert.True(done > 10 && cheaper > done / 2, $"{done} done, {cheaper} cheaper");
    }

    [Fact]
    public void A_cell_may_be_priced_as_dear_as_it_costs_and_no_line_is_then_dearer_than_the_line_program_holds()
    {
        var random = new Random(42);
        for (var round = 0; round < 50; round++)
        {
            var instance = AnInstance.Random(random, 4, 14, 2);
            var weight = 1 + random.Next(40_000);
            var problem = InstanceProblem.Of(instance with { Cover = [.. instance.Cover.Select(cover => cover with { UnderWeight = weight })] });

            Assert.True(problem.MostPrice >= problem.Under.Max(), $"{problem.MostPrice} for {weight}");
            Assert.True(problem.MostPrice * problem.Scale * problem.Days <= SearchProblem.MostLineCost * 1.000001);
        }
    }
}
