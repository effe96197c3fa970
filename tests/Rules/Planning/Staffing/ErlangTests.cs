using System.Globalization;
using System.Numerics;
using Banzhang.Planning.Staffing;
using FsCheck;
using FsCheck.Fluent;

namespace Banzhang.Tests.Rules.Planning.Staffing;

/// <summary>Against exact fractions, a slow integration and the identities of the theory.</summary>
public sealed class ErlangTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(10, 5, 1)]
    [InlineData(25, 20, 1)]
    [InlineData(17, 10, 1)]
    [InlineData(200, 180, 1)]
    [InlineData(132, 123, 1)]
    [InlineData(60, 71, 2)]
    public void Erlang_B_equals_its_exact_fraction(int lines, int traffic, int over)
    {
        var (term, sum) = (BigFraction.One, BigFraction.One);
        for (var k = 1; k <= lines; k++)
        {
            term = term.Times(traffic, over * k);
            sum = sum.Plus(term);
        }

        Near(term.Over(sum), ErlangB.Blocking(lines, (double)traffic / over), 1e-12);
    }

    /// <summary>Made by <c>bench/Planning/erlang_points.py</c>: sums term by term, and for Erlang A the virtual wait as one integral, to 50 digits.</summary>
    [Fact]
    public void From_1_to_5000_agents_every_figure_is_that_of_an_evaluation_to_fifty_digits()
    {
        var points = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Planning", "Staffing", "Fixtures", "erlang-points.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        foreach (var point in points)
        {
            double Number(int field) => double.Parse(point[field], CultureInfo.InvariantCulture);
            var load = new QueueLoad(Number(2), TimeSpan.FromSeconds(200), TimeSpan.FromSeconds(200), point[3].Length == 0 ? null : TimeSpan.FromSeconds(Number(3)));

            var figures = Staff.Evaluate(Enum.Parse<StaffingModel>(point[0]), load, (int)Number(1), TimeSpan.FromSeconds(Number(4)));

            var place = string.Join(',', point[..5]);
            Near(Number(5), figures.WaitProbability, 1e-9, place + ", wait");
            Near(Number(6), figures.ServiceLevel, 1e-9, place + ", service level");
            Near(Number(7), figures.SpeedOfAnswer, 1e-9, place + ", speed of answer");
            Near(Number(8), figures.Abandonment, 1e-9, place + ", abandonment");
        }

        Assert.Equal([1, 50, 500, 5000], points.Select(point => int.Parse(point[1], CultureInfo.InvariantCulture)).Distinct());
        Assert.Equal(3, points.Select(point => point[0]).Distinct().Count());
    }

    [Fact]
    public void Nobody_waits_in_erlang_B_and_one_chat_of_three_occupies_an_agent_by_two_fifths()
    {
        Assert.Equal(0, Of(StaffingModel.ErlangB, 12, 10).WaitProbability);
        // Half an erlang on a hundred agents: hardly ever has one of them two chats.
        var figures = Staff.Evaluate(StaffingModel.ErlangC, Load(.5, Hour), 100, Hour, parallel: 3);
        Near(.5 / 250, figures.Occupancy, 1e-12);
        Assert.Equal(1, Staff.Least(StaffingModel.ErlangC, Load(0, Hour), new(.8, TimeSpan.FromSeconds(20)))!.Agents);
    }

    [Theory]
    [InlineData(25, 20, 0.2091)]
    [InlineData(13, 10, 0.28527)]
    public void Erlang_C_is_what_the_right_tables_say(int agents, double traffic, double waits) =>
        Assert.Equal(waits, Of(StaffingModel.ErlangC, traffic, agents).WaitProbability, 4);

    [Fact]
    public void With_one_agent_the_share_that_waits_is_the_traffic() => Assert.Equal(.7, Of(StaffingModel.ErlangC, .7, 1).WaitProbability, 12);

    [Theory]
    [InlineData(1, .4)]
    [InlineData(12, 10)]
    [InlineData(12, 15)]
    [InlineData(300, 290)]
    public void With_patience_like_the_handling_time_the_number_of_customers_is_poisson(int agents, double traffic)
    {
        var (term, below, waiting) = (Math.Exp(-traffic), 0.0, 0.0);
        for (var k = 0; k < agents + 2000; k++)
        {
            below += k < agents ? term : 0;
            waiting += k > agents ? (k - agents) * term : 0;
            term *= traffic / (k + 1);
        }

        var figures = Of(StaffingModel.ErlangA, traffic, agents, patience: Hour);

        Near(1 - below, figures.WaitProbability, 1e-9);
        Near(waiting / traffic, figures.Abandonment, 1e-9);
    }

    [Fact]
    public void Endless_patience_is_erlang_C_and_none_is_erlang_B()
    {
        var endless = Of(StaffingModel.ErlangA, 20, 24, patience: Hour * 1e7);
        var none = Of(StaffingModel.ErlangA, 20, 24, patience: TimeSpan.FromTicks(1));

        Near(Of(StaffingModel.ErlangC, 20, 24).WaitProbability, endless.WaitProbability, 1e-5);
        Near(Of(StaffingModel.ErlangC, 20, 24).ServiceLevel, endless.ServiceLevel, 1e-5);
        Near(ErlangB.Blocking(24, 20), none.Abandonment, 1e-5);
    }

    [Theory]
    [InlineData(10, 9, 90, 20)]
    [InlineData(10, 14, 60, 30)]
    [InlineData(3, 1.5, 400, 45)]
    [InlineData(40, 41, 120, 10)]
    public void The_wait_in_erlang_A_agrees_with_a_slow_integration(int agents, double traffic, int patience, int within)
    {
        var figures = Staff.Evaluate(StaffingModel.ErlangA, Load(traffic, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(patience)), agents, TimeSpan.FromSeconds(within));

        var (level, wait) = SlowErlangA.Of(agents, traffic, 180.0 / patience, within / 180.0);

        Near(level, figures.ServiceLevel, 1e-8);
        Near(wait * 180, figures.SpeedOfAnswer, 1e-5); // the step of the integration
    }

    [Theory]
    [InlineData(10, 9, 90, 20)]
    [InlineData(10, 14, 60, 30)]
    [InlineData(3, 1.5, 400, 45)]
    [InlineData(40, 41, 120, 10)]
    public void Who_leaves_early_agrees_with_a_slow_integration(int agents, double traffic, int patience, int within)
    {
        var left = Staff.LeftWithin(StaffingModel.ErlangA, Load(traffic, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(patience)), agents, TimeSpan.FromSeconds(within));

        Near(SlowErlangA.LeftWithin(agents, traffic, 180.0 / patience, within / 180.0), left, 1e-5);
    }

    [Theory]
    [InlineData(StaffingModel.ErlangC, 9, 10)]
    [InlineData(StaffingModel.ErlangA, 9, 10)]
    [InlineData(StaffingModel.ErlangA, 14, 10)]
    [InlineData(StaffingModel.ErlangA, 300, 280)]
    [InlineData(StaffingModel.ErlangA, 4990, 5000)]
    public void A_percentile_of_the_wait_is_where_that_share_of_the_answered_has_been_answered(StaffingModel model, double traffic, int agents)
    {
        var load = Load(traffic, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(90));
        var waits = Staff.Waits(model, load, agents);

        Assert.True(waits.P50 <= waits.P80 && waits.P80 < waits.P95);
        foreach (var (share, wait) in new[] { (.5, waits.P50), (.8, waits.P80), (.95, waits.P95) })
        {
            var figures = Staff.Evaluate(model, load, agents, TimeSpan.FromSeconds(wait));
            var answered = figures.ServiceLevel / (1 - figures.Abandonment);
            Assert.True(wait == 0 ? answered >= share : Math.Abs(answered - share) < 1e-5, $"{answered:R} of the answered within {wait:R} s instead of {share}");
        }
    }

    [Fact]
    public void Nobody_waits_in_erlang_B_or_without_load_and_everybody_for_ever_in_a_growing_queue()
    {
        Assert.Equal(new(0, 0, 0), Staff.Waits(StaffingModel.ErlangB, Load(12, Hour), 10));
        Assert.Equal(new(0, 0, 0), Staff.Waits(StaffingModel.ErlangC, Load(0, Hour), 10));
        Assert.Equal(double.PositiveInfinity, Staff.Waits(StaffingModel.ErlangC, Load(12, Hour), 10).P50);
        Assert.Equal(0, Staff.LeftWithin(StaffingModel.ErlangC, Load(9, Hour), 10, Hour));
    }

    [Fact]
    public void Those_who_leave_early_are_none_at_once_and_all_who_leave_in_the_end()
    {
        var load = Load(14, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(60));

        Assert.Equal(0, Staff.LeftWithin(StaffingModel.ErlangA, load, 10, TimeSpan.Zero), 12);
        Near(Staff.Evaluate(StaffingModel.ErlangA, load, 10, Hour).Abandonment, Staff.LeftWithin(StaffingModel.ErlangA, load, 10, Hour), 1e-9);
        Assert.True(Staff.LeftWithin(StaffingModel.ErlangA, load, 10, TimeSpan.FromSeconds(5)) < Staff.LeftWithin(StaffingModel.ErlangA, load, 10, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(3, 2, 9)]
    [InlineData(4, 5, 12)]
    [InlineData(7, 1, 6)]
    public void Blocking_of_several_chats_an_agent_agrees_with_a_process_run_to_its_end(int agents, int parallel, double traffic)
    {
        double[] output = [0, 1, 1.7, 2.5, 2.9, 3.5];
        // Contacts are dealt out to the agents one after the other, as a table is dealt cards.
        double Finished(int contacts) => Enumerable.Range(0, agents).Sum(agent => output[(contacts / agents) + (agent < contacts % agents ? 1 : 0)]);
        var law = new double[(agents * parallel) + 1];
        law[0] = 1;
        var step = .5 / (traffic + Finished(agents * parallel));
        for (var round = 0; round < 100_000; round++)
        {
            var next = (double[])law.Clone();
            for (var contacts = 0; contacts + 1 < law.Length; contacts++)
            {
                var flow = step * ((traffic * law[contacts]) - (Finished(contacts + 1) * law[contacts + 1]));
                next[contacts] -= flow;
                next[contacts + 1] += flow;
            }

            law = next;
        }

        var figures = Staff.Evaluate(StaffingModel.ErlangB, Load(traffic, Hour), agents, Hour, parallel);

        Near(law[^1], figures.Abandonment, 1e-9);
        Near(law.Index().Sum(state => state.Item * Finished(state.Index)) / (agents * output[parallel]), figures.Occupancy, 1e-9);
    }

    [Fact]
    public void The_fewest_agents_with_several_chats_keep_what_evaluating_them_says()
    {
        var load = new QueueLoad(2250, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(240));

        var least = Staff.Least(StaffingModel.ErlangB, load, new(Abandonment: .5), 3)!;

        Assert.Equal(Staff.Evaluate(StaffingModel.ErlangB, load, least.Agents, default, 3), least);
        Assert.InRange(least.Abandonment, .45, .5);
        Assert.True(Staff.Evaluate(StaffingModel.ErlangB, load, least.Agents - 1, default, 3).Abandonment > .5);
    }

    [Fact]
    public void A_year_of_milliseconds_leaves_no_range_of_numbers()
    {
        var load = new QueueLoad(1e7, TimeSpan.FromMinutes(30), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));

        var figures = Staff.Evaluate(StaffingModel.ErlangA, load, 100_000, TimeSpan.FromDays(365));

        Near(1, figures.ServiceLevel + figures.Abandonment, 1e-9);
        Near(figures.Abandonment, Staff.LeftWithin(StaffingModel.ErlangA, load, 100_000, TimeSpan.FromDays(365)), 1e-9);
    }

    [Theory]
    [InlineData(StaffingModel.ErlangB)]
    [InlineData(StaffingModel.ErlangC)]
    [InlineData(StaffingModel.ErlangA)]
    public void Five_thousand_agents_are_no_overflow(StaffingModel model)
    {
        foreach (var traffic in (double[])[.5, 100, 4800, 4990, 5200, 20_000])
        {
            var figures = Of(model, traffic, 5000, patience: TimeSpan.FromMinutes(10));

            Assert.InRange(figures.ServiceLevel, 0, 1);
            Assert.InRange(figures.Abandonment, 0, 1);
            Assert.InRange(figures.Occupancy, 0, 1);
            Assert.False(double.IsNaN(figures.SpeedOfAnswer));
        }
    }

    [Fact]
    public void The_fewest_agents_keep_all_targets_and_one_fewer_does_not()
    {
        var load = Load(34.7, TimeSpan.FromSeconds(210), TimeSpan.FromSeconds(90));
        var targets = new StaffingTargets(.8, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25), .88, .04);

        var least = Staff.Least(StaffingModel.ErlangA, load, targets)!;
        var fewer = Staff.Evaluate(StaffingModel.ErlangA, load, least.Agents - 1, targets.Within);

        Assert.True(least is { ServiceLevel: >= .8, SpeedOfAnswer: <= 25, Occupancy: <= .88, Abandonment: <= .04 });
        Assert.False(fewer is { ServiceLevel: >= .8, SpeedOfAnswer: <= 25, Occupancy: <= .88, Abandonment: <= .04 });
    }

    [Fact]
    public void More_agents_are_never_worse_and_two_queues_together_need_no_more_than_apart() => Prop.ForAll(
        Gen.Choose(1, 4000).Select(n => n / 10.0).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (traffic, more) =>
        {
            var agents = (int)traffic + 1 + more;
            var (few, many) = (Of(StaffingModel.ErlangA, traffic, agents), Of(StaffingModel.ErlangA, traffic, agents + 1));
            var targets = new StaffingTargets(.8, TimeSpan.FromSeconds(20));
            var alone = Staff.Least(StaffingModel.ErlangC, Load(traffic, TimeSpan.FromMinutes(4)), targets)!.Agents;
            var together = Staff.Least(StaffingModel.ErlangC, Load(2 * traffic, TimeSpan.FromMinutes(4)), targets)!.Agents;
            return many.ServiceLevel >= few.ServiceLevel - 1e-12 && many.Abandonment <= few.Abandonment + 1e-12 && together <= 2 * alone;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Chats_in_parallel_carry_more_than_one_and_less_than_as_many()
    {
        int Need(int parallel) => Staff.Least(StaffingModel.ErlangC, Load(40, TimeSpan.FromMinutes(8)), new(.8, TimeSpan.FromSeconds(30)), parallel)!.Agents;

        Assert.True(Need(3) < Need(2) && Need(2) < Need(1));
        Assert.True(Need(3) * 3 > Need(1));
    }

    [Fact]
    public void A_queue_of_millions_is_computed_as_a_fluid_without_a_jump()
    {
        var (below, beyond) = (Flood(5382), Flood(5418));

        Assert.Equal(1, beyond.SpeedOfAnswer / below.SpeedOfAnswer, 0.01);
        Assert.Equal(below.Abandonment, beyond.Abandonment, 0.005);
        Assert.Equal((0, 1, 1), (beyond.ServiceLevel, beyond.Occupancy, beyond.WaitProbability));

        static StaffingFigures Flood(double contacts) =>
            Staff.Evaluate(StaffingModel.ErlangA, new(contacts, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(1e7)), 100, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(double.NaN, 240, 10)]
    [InlineData(-1, 240, 10)]
    [InlineData(100, 0, 10)]
    [InlineData(100, -5, 10)]
    [InlineData(100, 240, 0)]
    public void What_is_no_load_is_refused(double contacts, int seconds, int agents) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Staff.Evaluate(StaffingModel.ErlangC, new(contacts, Hour, TimeSpan.FromSeconds(seconds)), agents, TimeSpan.FromSeconds(20)));

    private static void Near(double expected, double actual, double relative, string what = "") => Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected), $"{what} {actual:R} instead of {expected:R}");

    private static QueueLoad Load(double traffic, TimeSpan handling, TimeSpan? patience = null) => new(traffic * (Hour / handling), Hour, handling, patience);

    private static StaffingFigures Of(StaffingModel model, double traffic, int agents, TimeSpan? patience = null) =>
        Staff.Evaluate(model, Load(traffic, Hour, patience ?? Hour), agents, TimeSpan.FromSeconds(20));

    private readonly record struct BigFraction(BigInteger Top, BigInteger Bottom)
    {
        public static BigFraction One => new(1, 1);

        public BigFraction Times(int top, int bottom) => new(Top * top, Bottom * bottom);

        public BigFraction Plus(BigFraction other) => new((Top * other.Bottom) + (other.Top * Bottom), Bottom * other.Bottom);

        public double Over(BigFraction other)
        {
            var (top, bottom) = (Top * other.Bottom, Bottom * other.Top);
            return (double)(top * BigInteger.Pow(10, 30) / bottom) / 1e30;
        }
    }
}
