using Banzhang.Planning.Staffing;
using Banzhang.Planning.Staffing.Simulation;

namespace Banzhang.Tests.Rules.Planning.Staffing;

public sealed class SiteTests
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData(null, 14)]
    [InlineData(60, 11)]
    public void One_queue_simulated_is_what_the_formula_says(int? patience, int agents)
    {
        var load = new QueueLoad(100, Half, TimeSpan.FromSeconds(210), patience is { } s ? TimeSpan.FromSeconds(s) : null);
        var within = TimeSpan.FromSeconds(20);
        var formula = Staff.Evaluate(patience is null ? StaffingModel.ErlangC : StaffingModel.ErlangA, load, agents, within);

        var site = SiteSimulation.Run([new(load, within)], [new(agents, [0])], TimeSpan.FromHours(200), 24, 7);

        Within(formula.ServiceLevel, site.Queues[0].ServiceLevel);
        Within(formula.SpeedOfAnswer, site.Queues[0].SpeedOfAnswer);
        Within(formula.Abandonment, site.Queues[0].Abandonment);
        Within(formula.Occupancy, site.Occupancy[0]);
    }

    [Fact]
    public void Agents_with_two_skills_help_both_queues()
    {
        SimulatedQueue[] queues = [new(new(60, Half, TimeSpan.FromSeconds(240)), TimeSpan.FromSeconds(20)), new(new(60, Half, TimeSpan.FromSeconds(240)), TimeSpan.FromSeconds(20))];

        var apart = SiteSimulation.Run(queues, [new(10, [0]), new(10, [1])], TimeSpan.FromHours(100), 10, 1);
        var mixed = SiteSimulation.Run(queues, [new(7, [0]), new(7, [1]), new(6, [0, 1])], TimeSpan.FromHours(100), 10, 1);

        Assert.All(Enumerable.Range(0, 2), q => Assert.True(mixed.Queues[q].ServiceLevel.Value > apart.Queues[q].ServiceLevel.Value + apart.Queues[q].ServiceLevel.Margin));
    }

    [Fact]
    public void The_same_seed_is_the_same_day()
    {
        SimulatedQueue[] queues = [new(new(60, Half, TimeSpan.FromSeconds(240)), TimeSpan.FromSeconds(20))];

        Assert.Equal(
            SiteSimulation.Run(queues, [new(9, [0])], TimeSpan.FromHours(5), 4, 3).Queues[0],
            SiteSimulation.Run(queues, [new(9, [0])], TimeSpan.FromHours(5), 4, 3).Queues[0]);
    }

    [Fact]
    public void Deferred_work_fills_the_valleys_and_keeps_its_deadlines()
    {
        double[] idle = [0, 0, 2, 3, 0, 1];
        DeferredWork[] work = [new(0, 4, 3), new(2, 6, 1), new(0, 2, .5)];

        var plan = Valleys.Fill(work, idle, TimeSpan.FromHours(1));

        Assert.Equal(.25, plan.Extra, 9);
        Assert.Equal(4.5, plan.Hours.Sum(), 9);
        Assert.All(Enumerable.Range(0, 6), i => Assert.True(plan.Hours[i] <= idle[i] + plan.Extra + 1e-9));
        Assert.True(plan.Hours.Take(2).Sum() >= .5 - 1e-9);
        Assert.True(plan.Hours.Take(4).Sum() >= 3.5 - 1e-9);
    }

    [Theory]
    [InlineData(70, .3, 100)]
    [InlineData(10, 0, 10)]
    [InlineData(10, .25, 14)]
    public void Shrinkage_divides(int agents, double share, int scheduled) => Assert.Equal(scheduled, Shrinkage.Scheduled(agents, share));

    [Theory]
    [InlineData(10, .951)]
    [InlineData(10, .9999999999)]
    [InlineData(100_000_001, .3)]
    public void A_shrinkage_that_leaves_nobody_is_refused(int agents, double share) => Assert.Throws<ArgumentOutOfRangeException>(() => Shrinkage.Scheduled(agents, share));

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.3027)]
    [InlineData(3, 3.1824)]
    [InlineData(9, 2.2622)]
    [InlineData(23, 2.0687)]
    [InlineData(100_000, 1.9600)]
    public void The_margin_is_as_wide_as_Students_table_says(int freedom, double quantile) => Assert.InRange(StudentQuantile.Of(freedom) / quantile, .998, 1.002);

    [Fact]
    public void The_margin_of_two_runs_holds_the_truth_nineteen_times_in_twenty()
    {
        SimulatedQueue[] queues = [new(new(60, Half, TimeSpan.FromSeconds(240)), TimeSpan.FromSeconds(20))];
        var held = Enumerable.Range(1, 200).Count(seed =>
            SiteSimulation.Run(queues, [new(10, [0])], TimeSpan.FromHours(20), 2, seed).Occupancy[0] is var busy && Math.Abs(busy.Value - .8) <= busy.Margin);

        // 1.96 standard errors would hold it in seven of ten.
        Assert.InRange(held, 180, 198);
    }

    [Fact]
    public void Loads_and_agents_outside_their_bounds_are_refused()
    {
        var queue = new SimulatedQueue(new(60, Half, TimeSpan.FromSeconds(240)), TimeSpan.FromSeconds(20));

        Assert.Throws<ArgumentOutOfRangeException>(() => SiteSimulation.Run([queue], [new(-1, [0])], Half, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SiteSimulation.Run([queue], [new(100_001, [0])], Half, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SiteSimulation.Run([queue with { Load = queue.Load with { Contacts = double.NaN } }], [new(9, [0])], Half, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SiteSimulation.Run([queue with { Load = queue.Load with { Contacts = 1e9 } }], [new(9, [0])], Half, 2, 1));
    }

    [Fact]
    public void Causes_overlap_or_exclude_each_other()
    {
        Assert.Equal(.28, Shrinkage.Overlapping(.2, .1), 12);
        Assert.Equal(.3, Shrinkage.Exclusive(.2, .1), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Shrinkage.Exclusive(.6, .4));
    }

    /// <summary>Within twice the margin of the simulation: its own 95 % are missed once in twenty.</summary>
    private static void Within(double expected, Estimate estimate) => Assert.InRange(expected, estimate.Value - (2 * estimate.Margin) - 1e-9, estimate.Value + (2 * estimate.Margin) + 1e-9);
}
