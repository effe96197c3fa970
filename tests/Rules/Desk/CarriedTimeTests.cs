using Banzhang.Desk.ServiceLevels.Rules;

namespace Banzhang.Tests.Rules.Desk;

public class CarriedTimeTests
{
    [Theory]
    [InlineData(48, 72, 71, 47)] // one hour was used
    [InlineData(72, 24, 24, 72)] // nothing was used
    [InlineData(1, 24, 19, 0)] // more was used than the new one grants
    [InlineData(5, 24, 19, 0)] // just as much
    [InlineData(24, 24, 30, 24)] // put back from elsewhere with more left than it would get here
    [InlineData(24, 8, 0, 16)] // all of the old one was used
    public void What_was_used_is_used_and_no_more(double target, double replaced, double left, double expected) =>
        Assert.Equal(TimeSpan.FromHours(expected), CarriedTime.Left(TimeSpan.FromHours(target), TimeSpan.FromHours(replaced), TimeSpan.FromHours(left)));
}
