using Banzhang.Quality.Classifying.Rules;

namespace Banzhang.Tests.Rules.Quality;

public sealed class TrainingTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 12, 6, 32, 0, TimeSpan.Zero);
    private static readonly TimeOnly Day = new(14, 32), Night = new(3, 0);

    [Fact]
    public void What_never_learnt_learns_at_once() => Assert.True(TrainingTimes.IsDue(null, null, Now, Day));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Too_little_is_looked_at_again_after_six_hours(int hours, bool isDue) => Assert.Equal(isDue, TrainingTimes.IsDue(null, Now.AddHours(-hours), Now, Day));

    [Theory]
    [InlineData(19, true, false)]
    [InlineData(20, true, true)]
    [InlineData(20, false, false)]
    [InlineData(71, false, false)]
    [InlineData(72, false, true)]
    public void It_learns_once_a_night_and_by_day_when_three_were_missed(int hours, bool byNight, bool isDue) =>
        Assert.Equal(isDue, TrainingTimes.IsDue(Now.AddHours(-hours), null, Now, byNight ? Night : Day));
}
