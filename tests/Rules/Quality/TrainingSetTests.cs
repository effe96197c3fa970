using Banzhang.Desk.Contracts;
using Banzhang.Quality.Classifying.Rules;
using Banzhang.Quality.Contracts;

namespace Banzhang.Tests.Rules.Quality;

public sealed class TrainingSetTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_newest_fifth_is_held_back_in_whatever_order_the_tickets_come()
    {
        var set = TrainingSet.Of(Tickets(50, _ => "logistics").Reverse(), LabelKind.Category);

        Assert.Equal(40, set.Learnt.Count);
        Assert.Equal(Enumerable.Range(40, 10).Select(i => $"subject {i}\nbody {i}"), set.HeldBack.Select(t => t.Text));
    }

    [Fact]
    public void A_label_with_few_tickets_and_tickets_without_one_are_left_out()
    {
        var set = TrainingSet.Of(Tickets(100, i => i < 7 ? "rare" : i < 20 ? " " : i < 28 ? "refund" : "logistics"), LabelKind.Category);

        Assert.Equal(["rare"], set.LeftOut);
        Assert.Equal(["logistics", "refund"], set.Learnt.Concat(set.HeldBack).Select(t => t.Label).Distinct().Order());
        Assert.Equal(80, set.Count);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void A_hundred_labelled_tickets_are_enough(int count, bool isEnough) =>
        Assert.Equal(isEnough, TrainingSet.Of(Tickets(count, _ => "logistics"), LabelKind.Category).IsEnough);

    [Theory]
    [InlineData(LabelKind.Category, "logistics")]
    [InlineData(LabelKind.Type, "return")]
    [InlineData(LabelKind.Priority, "High")]
    public void Each_kind_has_its_own_label(LabelKind kind, string label) =>
        Assert.Equal(label, TrainingSet.LabelOf(Tickets(1, _ => "logistics").Single(), kind));

    private static IEnumerable<TicketText> Tickets(int count, Func<int, string> category) =>
        Enumerable.Range(0, count).Select(i => new TicketText(new(Guid.Empty), $"subject {i}", $"body {i}", category(i), "return", Priority.High, Day.AddHours(i)));
}
