using Banzhang.Platform.Notices;

namespace Banzhang.Tests.Rules.Platform;

public sealed class AlarmSignalTests
{
    [Theory]
    [InlineData(22, 0, 7, 0, 21, false)]
    [InlineData(22, 0, 7, 0, 22, true)]
    [InlineData(22, 0, 7, 0, 3, true)]
    [InlineData(22, 0, 7, 0, 7, false)]
    [InlineData(12, 0, 13, 0, 12, true)]
    [InlineData(12, 0, 13, 0, 13, false)]
    public void Muted_hours_are_half_open_and_may_go_over_midnight(int from, int fromMinute, int to, int toMinute, int hour, bool muted) =>
        Assert.Equal(muted, new AlarmSignals(true, true, new(from, fromMinute), new(to, toMinute)).AreMuted(new(hour, 0)));

    [Fact]
    public void Without_hours_nothing_is_muted() => Assert.False(new AlarmSignals(true, true).AreMuted(new(3, 0)));
}
