using Banzhang.Planning.Staffing;

namespace Banzhang.Tests.Rules.Planning.Staffing;

/// <summary>What one interval leaves waits on in the next.</summary>
public sealed class StaffingDayTests
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30), Within = TimeSpan.FromSeconds(20);

    private static QueueLoad Load(double contacts, int patience = 120) => new(contacts, Half, TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(patience));

    [Theory]
    [InlineData(StaffingModel.ErlangC, 90, 12, 1)]
    [InlineData(StaffingModel.ErlangA, 90, 12, 1)]
    [InlineData(StaffingModel.ErlangA, 140, 12, 1)]
    [InlineData(StaffingModel.ErlangC, 90, 6, 3)]
    [InlineData(StaffingModel.ErlangA, 600, 55, 1)]
    public void After_a_long_time_every_interval_is_like_the_stationary_one(StaffingModel model, double contacts, int agents, int parallel)
    {
        var stationary = Staff.Evaluate(model, Load(contacts), agents, Within, parallel);

        var last = StaffingDay.Evaluate(model, [.. Enumerable.Repeat(Load(contacts), 60)], [.. Enumerable.Repeat(agents, 60)], Within, parallel)[^1].Figures;

        Assert.Equal(stationary.ServiceLevel, last.ServiceLevel, 5);
        Assert.Equal(stationary.Abandonment, last.Abandonment, 5);
        Assert.Equal(stationary.Occupancy, last.Occupancy, 5);
        Assert.Equal(stationary.WaitProbability, last.WaitProbability, 5);
        Assert.Equal(stationary.SpeedOfAnswer, last.SpeedOfAnswer, 0.01);
    }

    [Fact]
    public void Small_steps_in_time_say_the_same_of_a_short_overload()
    {
        (double Contacts, int Agents)[] day = [(30, 4), (90, 4), (20, 3)];

        var ours = StaffingDay.Evaluate(StaffingModel.ErlangA, [.. day.Select(one => Load(one.Contacts))], [.. day.Select(one => one.Agents)], Within);

        // Explicit steps of a ten thousandth of a handling time, from three contacts under way on.
        var (law, left) = (new double[200], 1.5);
        law[3] = 1;
        foreach (var (at, one) in day.Index())
        {
            var (traffic, waits) = (one.Contacts / 10, 0.0);
            const double step = 1e-4;
            for (var time = 0; time < 100_000; time++)
            {
                var slope = new double[law.Length];
                for (var k = 0; k + 1 < law.Length; k++)
                {
                    var rises = traffic * law[k];
                    var falls = (Math.Min(k + 1, one.Agents) + (Math.Max(0, k + 1 - one.Agents) * left)) * law[k + 1];
                    slope[k] += falls - rises;
                    slope[k + 1] += rises - falls;
                }

                waits += law.Skip(one.Agents).Sum() * step;
                for (var k = 0; k < law.Length; k++)
                {
                    law[k] += step * slope[k];
                }
            }

            Assert.Equal(waits / 10, ours[at].Figures.WaitProbability, 4);
            Assert.Equal(law.Select((chance, k) => chance * Math.Max(0, k - one.Agents)).Sum(), ours[at].WaitingAtEnd, 4);
        }
    }

    [Fact]
    public void An_overload_grows_by_what_cannot_be_done_and_spoils_the_next_interval()
    {
        var alone = Staff.Evaluate(StaffingModel.ErlangC, Load(60), 9, Within);

        var day = StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(60), Load(140), Load(60), Load(60), Load(60), Load(60)], [.. Enumerable.Repeat(9, 6)], Within);

        // 14 erlangs on 9 agents for 10 handling times leave 50 waiting; later 3 erlangs of room take 30 away an interval.
        Assert.Equal(50, day[1].WaitingAtEnd, 2.5);
        Assert.Equal(20, day[2].WaitingAtEnd, 3.5);
        Assert.True(day[2].Figures.ServiceLevel < .1 && alone.ServiceLevel > .8);
        Assert.Equal(alone.ServiceLevel, day[5].Figures.ServiceLevel, 0.05);
    }

    [Fact]
    public void Who_waits_when_the_day_begins_is_counted()
    {
        var quiet = StaffingDay.Evaluate(StaffingModel.ErlangA, [Load(60)], [9], Within)[0];
        var crowded = StaffingDay.Evaluate(StaffingModel.ErlangA, [Load(60)], [9], Within, waiting: 40)[0];
        var empty = StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(0)], [9], Within, waiting: 40)[0];

        Assert.True(crowded.Figures.ServiceLevel < quiet.Figures.ServiceLevel - .1);
        Assert.True(crowded.Figures.SpeedOfAnswer > quiet.Figures.SpeedOfAnswer);
        // 49 contacts on 9 agents take about five handling times of ten; nobody arrives who could wait.
        Assert.Equal((1, 0), (empty.Figures.ServiceLevel, Math.Round(empty.WaitingAtEnd, 3)));
        Assert.InRange(empty.Figures.Occupancy, .5, .7);
    }

    [Fact]
    public void The_fewest_agents_of_a_day_keep_every_interval_and_one_fewer_does_not()
    {
        QueueLoad[] loads = [.. new[] { 40.0, 90, 160, 150, 60, 0, 30 }.Select(contacts => Load(contacts))];
        var targets = new StaffingTargets(.8, Within, Abandonment: .05);

        var day = StaffingDay.Least(StaffingModel.ErlangA, loads, targets)!;

        var agents = day.Select(one => one.Figures.Agents).ToList();
        Assert.Equal(day, StaffingDay.Evaluate(StaffingModel.ErlangA, loads, agents, Within));
        for (var at = 0; at < loads.Length; at++)
        {
            Assert.True(day[at].Figures is { ServiceLevel: >= .8, Abandonment: <= .05 });
            if (agents[at] == 1)
            {
                continue;
            }

            var fewer = StaffingDay.Evaluate(StaffingModel.ErlangA, loads, [.. agents.Select((number, interval) => interval == at ? number - 1 : number)], Within)[at].Figures;
            Assert.False(fewer is { ServiceLevel: >= .8, Abandonment: <= .05 });
        }
    }

    [Fact]
    public void What_is_no_day_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangB, [Load(10)], [3], Within));
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(10)], [3, 4], Within));
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(10)], [0], Within));
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(10)], [3], Within, waiting: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangC, [new(10, TimeSpan.FromHours(8760), TimeSpan.FromSeconds(1))], [3], Within));
        Assert.Throws<ArgumentOutOfRangeException>(() => StaffingDay.Evaluate(StaffingModel.ErlangC, [Load(1e6)], [3], Within));
    }
}
