using Banzhang.Kernel;
using Banzhang.Quality.Classifying.Rules;

namespace Banzhang.Tests.Rules.Quality;

public sealed class JudgedHistoryTests
{
    private static readonly JudgedHistory Judged = JudgedHistory.Of(
    [
        One("a", "a", 95, true), One("a", "a", 85, true), One("a", "b", 45, false), One("b", "b", 91, true), One("b", "a", 93, true), One("b", "a", 41, false), One("c", "a", 49, false),
    ]);

    [Fact]
    public void Accuracy_is_the_share_of_right_ones() => Assert.Equal((7, 3, Percent.Of(3, 7)), (Judged.Count, Judged.Right, Judged.Accuracy));

    [Fact]
    public void Precision_is_of_those_said_and_recall_of_those_that_were() =>
        Assert.Equal(
            [new("a", 3, Percent.Of(2, 5), Percent.Of(2, 3)), new("b", 3, Percent.Of(1, 2), Percent.Of(1, 3)), new("c", 1, null, Percent.Zero)],
            Judged.Labels());

    [Fact]
    public void The_worst_confusion_comes_first() => Assert.Equal([new("b", "a", 2), new("a", "b", 1)], Judged.Confusions(2));

    [Fact]
    public void Sure_ones_are_counted_with_their_right_ones() =>
        Assert.Equal((4, 3, Percent.Of(4, 7), Percent.FromPercents(75)), (Judged.Sure, Judged.SureRight, Judged.SureShare, Judged.SureAccuracy));

    [Fact]
    public void Bins_hold_the_mean_of_what_was_said_beside_what_was_right() =>
        Assert.Equal([new(4, 3, 0, Percent.FromPercents(45)), new(8, 1, 1, Percent.FromPercents(85)), new(9, 3, 2, Percent.FromPercents(93))], Judged.Bins);

    [Fact]
    public void Nothing_judged_has_no_accuracy() => Assert.Null(JudgedHistory.Of([]).Accuracy);

    private static JudgedOne One(string label, string said, int percent, bool isSure) => new(label, said, Percent.FromPercents(percent), isSure);
}
