using Banzhang.Desk.Contracts;
using Banzhang.Insight.Cockpit;
using Banzhang.Insight.Contracts;

namespace Banzhang.Tests.Rules.Insight;

public sealed class AlarmFindingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 12, 6, 32, 0, TimeSpan.Zero);
    private static readonly AlarmLimits Limits = new(30, 20, 10, 5);
    private static readonly Dictionary<string, long> Quiet = new() { ["logistics"] = 4 };
    private static readonly Dictionary<string, double> Usual = new() { ["logistics"] = 6, ["refund"] = 3 };

    [Theory]
    [InlineData(30, false, false)]
    [InlineData(31, true, false)]
    [InlineData(61, true, true)]
    public void A_wait_beyond_the_limit_is_an_alarm_and_beyond_twice_the_limit_a_grave_one(int minutes, bool isAlarm, bool isGrave)
    {
        var found = AlarmFinding.Of(Floor(Waiting("hotline", minutes)), Quiet, Usual, 0, Limits);

        Assert.Equal(isAlarm ? 1 : 0, found.Count);
        Assert.All(found, a => Assert.Equal((AlarmKind.LongWait, "hotline", isGrave), (a.Kind, a.Queue!.Code, a.IsGrave)));
    }

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void A_category_twice_as_frequent_as_usual_is_a_spike(long count, bool isAlarm)
    {
        var found = AlarmFinding.Of(Floor(), new Dictionary<string, long> { ["logistics"] = count }, new Dictionary<string, double> { ["logistics"] = 6, ["refund"] = 30 }, 0, Limits);

        Assert.Equal(isAlarm ? [AlarmKind.CategorySpike] : [], found.Select(a => a.Kind));
    }

    [Fact]
    public void A_few_more_than_nothing_are_no_spike() =>
        Assert.Empty(AlarmFinding.Of(Floor(), new Dictionary<string, long> { ["new"] = 9 }, new Dictionary<string, double> { ["logistics"] = 60 }, 0, Limits));

    [Fact]
    public void Without_a_history_nothing_is_a_spike() =>
        Assert.Empty(AlarmFinding.Of(Floor(), new Dictionary<string, long> { ["logistics"] = 500 }, new Dictionary<string, double>(), 0, Limits));

    [Fact]
    public void Every_alarm_is_found_however_many_there_are()
    {
        var found = AlarmFinding.Of(Floor([.. Enumerable.Range(0, 12).Select(i => Waiting($"queue-{i}", minutes: 400))]), Quiet, Usual, 0, Limits);

        Assert.Equal(12, found.Count);
    }

    [Fact]
    public void All_contacts_together_can_spike_while_no_category_does()
    {
        var many = Enumerable.Range(0, 20).ToDictionary(i => $"c{i}", _ => 4L);

        var alarm = Assert.Single(AlarmFinding.Of(Floor(), many, Enumerable.Range(0, 20).ToDictionary(i => $"c{i}", _ => 2.0), 0, Limits));

        Assert.Equal((AlarmKind.VolumeSpike, 80, 40.0), (alarm.Kind, alarm.Count, alarm.Usual));
    }

    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(6, 1, false)]
    [InlineData(11, 1, true)]
    public void More_broken_promises_than_the_limit_are_an_alarm(long broken, int alarms, bool isGrave)
    {
        var found = AlarmFinding.Of(Floor(), Quiet, Usual, broken, Limits);

        Assert.Equal(alarms, found.Count);
        Assert.All(found, a => Assert.Equal((AlarmKind.BrokenPromises, isGrave), (a.Kind, a.IsGrave)));
    }

    [Fact]
    public void Grave_alarms_come_first()
    {
        var found = AlarmFinding.Of(Floor(Waiting("hotline", 40), Waiting("online", 400)), Quiet, Usual, 0, Limits);

        Assert.Equal(["online", "hotline"], found.Select(a => a.Queue!.Code));
    }

    private static DeskBoard Floor(params QueueLoad[] queues) => new(Now, queues, [], []);

    private static QueueLoad Waiting(string code, int minutes) =>
        new(new(QueueId.New(Now), code, code, code, null, 1), 3, 0, 0, 0, 0, Now.AddMinutes(-minutes));
}
