using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Workspace;
using Banzhang.Platform.Ui;

namespace Banzhang.Tests.Rules.Desk;

public class ThreadMergingTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTimeOffset Noon = new(2026, 11, 12, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_empty_ticket_has_no_day() => Assert.Empty(ThreadMerging.Merge([], [], Shanghai));

    [Fact]
    public void Messages_and_lines_stand_in_the_order_they_happened()
    {
        var thread = ThreadMerging.Merge([Said("a", 0), Said("b", 10)], [Line(1, 5), Line(2, 20)], Shanghai);

        Assert.Equal(["day 12", "a", "line 1", "b", "line 2"], thread.Select(Show));
    }

    [Fact]
    public void What_was_said_comes_before_what_it_caused_at_the_same_instant()
    {
        var thread = ThreadMerging.Merge([Said("a", 0)], [Line(2, 0), Line(1, 0)], Shanghai);

        Assert.Equal(["day 12", "a", "line 1", "line 2"], thread.Select(Show));
    }

    [Fact]
    public void A_day_begins_at_midnight_of_the_department_not_of_the_world()
    {
        var thread = ThreadMerging.Merge([Said("before", 11 * 60 + 59), Said("after", 12 * 60)], [], Shanghai);

        Assert.Equal(["day 12", "before", "day 13", "after"], thread.Select(Show));
    }

    [Fact]
    public void Lines_given_newest_first_are_put_in_order()
    {
        var thread = ThreadMerging.Merge([], [Line(3, 30), Line(1, 10), Line(2, 20)], Shanghai);

        Assert.Equal(["day 12", "line 1", "line 2", "line 3"], thread.Select(Show));
    }

    private static MessageView Said(string body, int minutes) =>
        new(new MessageId(Guid.Empty), AuthorKind.Customer, "", Visibility.Public, Channel.Chat, body, Noon.AddMinutes(minutes), []);

    private static LineEntry Line(long seq, int minutes) => new(Noon.AddMinutes(minutes), seq, IconName.Route, ["line"]);

    private static string Show(ThreadEntry entry) => entry switch
    {
        DayEntry day => $"day {day.Day.Day}",
        MessageEntry said => said.Message.Body,
        LineEntry line => $"line {line.Seq}",
        _ => "?",
    };
}
