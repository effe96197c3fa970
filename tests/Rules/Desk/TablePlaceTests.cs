using Banzhang.Desk.Tickets.List;

namespace Banzhang.Tests.Rules.Desk;

public class TablePlaceTests
{
    [Fact]
    public void The_first_page_has_none_before_it() => Assert.Null(First().PreviousHref);

    [Fact]
    public void Back_from_the_second_page_is_the_first() => Assert.Equal(First().Here, Follow(First().NextHref("c1")).PreviousHref);

    [Fact]
    public void Back_from_the_third_page_is_the_second()
    {
        var second = Follow(First().NextHref("c1"));

        Assert.Equal(second.Here, Follow(second.NextHref("c2")).PreviousHref);
    }

    [Fact]
    public void Words_are_looked_for_among_all_tickets() => Assert.Equal(TicketViewNames.All, TablePlace.Of(null, null, null, null, "x", null, null, null).View);

    private static TablePlace First() => TablePlace.Of("open", null, "hotline", null, null, "newest", null, null);

    private static TablePlace Follow(string href)
    {
        var query = href.Split('?')[1].Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));
        string? Of(string name) => query.GetValueOrDefault(name);
        return TablePlace.Of(Of("view"), Of("status"), Of("queue"), Of("assignee"), Of("q"), Of("sort"), Of("cursor"), Of("trail"));
    }
}
