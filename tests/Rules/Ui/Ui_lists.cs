using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_lists
{
    private static Dictionary<string, object?> Table(params (string Name, object? Value)[] more)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["Id"] = "t",
            ["Caption"] = "Tickets",
            ["Rows"] = new List<string> { "YZ-1", "YZ-2" },
            ["RowKey"] = (Func<string, string>)(r => r),
            ["Columns"] = new List<Column> { new("Number"), new("Due", Figures: true, SortHref: "?sort=due", Sorted: SortOrder.Descending) },
            ["Cells"] = (RenderFragment<string>)(row => Rendered.Markup($"<td>{row}</td><td class=\"r\">1</td>")),
        };
        foreach (var (name, value) in more) parameters[name] = value;
        return parameters;
    }

    [Fact]
    public async Task A_table_is_a_table_with_caption_scopes_and_sort_order()
    {
        var table = (await Rendered.Page<DataTable<string>>(Table())).QuerySelector("table")!;

        Assert.Equal("Tickets", table.QuerySelector("caption")!.TextContent);
        Assert.All(table.QuerySelectorAll("thead th"), th => Assert.Equal("col", th.GetAttribute("scope")));
        Assert.Equal("descending", table.QuerySelector("th[aria-sort]")!.GetAttribute("aria-sort"));
        Assert.Equal("?sort=due", table.QuerySelector("th[aria-sort] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Rows_keep_their_identity_so_that_a_live_list_can_hold_them()
    {
        var body = (await Rendered.Page<DataTable<string>>(Table())).QuerySelector("tbody[data-list]")!;

        Assert.Equal(["t-YZ-1", "t-YZ-2"], body.Children.Select(r => r.Id));
        Assert.All(body.Children, r => Assert.True(r.HasAttribute("data-item")));
    }

    [Fact]
    public async Task A_table_with_a_bulk_act_posts_the_chosen_keys()
    {
        var page = await Rendered.Page<DataTable<string>>(Table(("BulkAction", "/tickets/bulk"), ("RowName", (Func<string, string>)(r => $"Ticket {r}"))));
        var boxes = page.QuerySelectorAll("form[action='/tickets/bulk'] input[data-pick]");

        Assert.Equal([("Keys", "YZ-1"), ("Keys", "YZ-2")], boxes.Select(b => (b.GetAttribute("name"), b.GetAttribute("value"))));
        Assert.Equal("Ticket YZ-1", boxes[0].ParentElement!.TextContent.Trim());
        Assert.Equal(3, page.QuerySelectorAll("thead th").Length);
    }

    [Fact]
    public async Task A_table_without_bulk_act_has_no_form_and_no_boxes() =>
        Assert.Empty((await Rendered.Page<DataTable<string>>(Table())).QuerySelectorAll("form, input"));

    [Fact]
    public async Task An_empty_table_says_so_across_all_columns()
    {
        var page = await Rendered.Page<DataTable<string>>(Table(("Rows", new List<string>()), ("Empty", Rendered.Text("Nothing due")), ("RowActions", (RenderFragment<string>)(_ => Rendered.Text("")))));

        Assert.Equal(("3", "Nothing due"), (page.QuerySelector("tbody td")!.GetAttribute("colspan"), page.QuerySelector("tbody td")!.TextContent));
    }

    [Fact]
    public async Task A_pager_links_only_where_there_is_a_page()
    {
        var pager = await Rendered.Page<KeysetPager>(new() { ["NextHref"] = "?after=9" });

        Assert.Equal("?after=9", pager.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.True(pager.QuerySelector("button")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_tab_that_cannot_be_opened_has_no_address_but_a_reason()
    {
        var tabs = await Rendered.Page<Tabs>(new() { ["Label"] = "Case", ["Items"] = new List<TabItem> { new("Process", "/a", true, 9), new("Call", "/b", DisabledReason: "Once resolved") } });

        Assert.Equal("Process", tabs.QuerySelector("[aria-current=page]")!.FirstChild!.TextContent);
        var refused = tabs.QuerySelector("[aria-disabled=true]")!;
        Assert.Equal((null, "Once resolved"), (refused.GetAttribute("href"), refused.GetAttribute("title")));
    }

    [Fact]
    public async Task An_inbox_item_tells_readers_that_it_is_unread()
    {
        var item = await Rendered.Element<InboxItem>(new() { ["Href"] = "/x", ["Channel"] = ChannelKind.Social, ["Who"] = "Wu", ["Time"] = "14:29", ["Subject"] = "Rice cooker", ["Unread"] = true });

        Assert.Contains("unread", item.ClassList);
        Assert.Equal("Unread", item.QuerySelector(".who .sr")!.TextContent.Trim());
        Assert.Equal("WeChat", item.QuerySelector("svg")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_live_fragment_says_what_makes_it_stale_and_where_it_comes_from()
    {
        var fragment = await Rendered.Element<LiveFragment>(new() { ["Id"] = "queue", ["Topics"] = "queue:1 team:2", ["Src"] = "/desk/queue?view=mine", ["Lazy"] = true });

        Assert.Equal(("queue", "queue:1 team:2", "/desk/queue?view=mine"), (fragment.Id, fragment.GetAttribute("data-live"), fragment.GetAttribute("data-src")));
        Assert.NotNull(fragment.QuerySelector(".sk-wait"));
    }
}
