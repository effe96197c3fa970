using AngleSharp.Dom;
using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_frames
{
    private static readonly IReadOnlyList<NavItem> Nav =
    [
        new("/cockpit", IconName.Cockpit, "Cockpit", Current: true, Key: "c"), new("/desk", IconName.Desk, "Desk", 3, true, Key: "d"), new("/t", IconName.Ticket, "Tickets"),
        new("/c", IconName.Complaint, "Complaints"), new("/q", IconName.Quality, "Quality"), new("/settings", IconName.Settings, "Settings", Pinned: true),
    ];

    private static Dictionary<string, object?> Shell(params (string Name, object? Value)[] more)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["Title"] = "Desk",
            ["Nav"] = Nav,
            ["UserName"] = "Zhou Min",
            ["RoleName"] = "Lead",
            ["Language"] = "en",
            ["LiveTopics"] = "user:7",
            ["AntiforgeryToken"] = "t0ken",
            ["ChildContent"] = Rendered.Markup("<p id=\"body\">x</p>"),
        };
        foreach (var (name, value) in more) parameters[name] = value;
        return parameters;
    }

    [Fact]
    public async Task The_shell_is_a_whole_document_with_one_of_each_landmark()
    {
        var html = await Rendered.Html<Shell>(Shell());
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        Assert.StartsWith("<!doctype html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("body > header"));
        Assert.Equal("Desk", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.NotNull(page.QuerySelector("main #body"));
        Assert.Equal("#main", page.Body!.FirstElementChild!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_theme_is_decided_before_any_style_is_read()
    {
        var head = (await Rendered.Page<Shell>(Shell(("Theme", Theme.Dark)))).Head!;
        var order = head.Children.Where(e => e.TagName is "SCRIPT" or "LINK").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")).ToList();

        Assert.True(order.IndexOf("/js/first-paint.js") < order.IndexOf("/css/tokens.css"));
        Assert.Equal("dark", head.ParentElement!.GetAttribute("data-theme"));
    }

    [Fact]
    public async Task No_inline_script_runs()
    {
        var page = await Rendered.Page<Shell>(Shell());

        Assert.All(page.Scripts, s => Assert.NotNull(s.GetAttribute("src")));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_current_door_is_told_in_rail_and_tab_bar_and_the_late_count_is_red()
    {
        var page = await Rendered.Page<Shell>(Shell());

        Assert.Equal("/cockpit", Assert.Single(page.QuerySelectorAll(".rail [aria-current=page]")).GetAttribute("href"));
        Assert.Equal("/cockpit", Assert.Single(page.QuerySelectorAll(".tabbar [aria-current=page]")).GetAttribute("href"));
        Assert.Equal("3", page.QuerySelector(".rail .count.hot")!.TextContent);
        Assert.Equal("d", page.QuerySelector(".rail [href='/desk']")!.GetAttribute("data-go"));
    }

    [Fact]
    public async Task A_phone_gets_at_most_five_doors()
    {
        var page = await Rendered.Page<Shell>(Shell());

        Assert.Equal(5, page.QuerySelectorAll(".tabbar a").Length);
        Assert.DoesNotContain("/settings", page.QuerySelectorAll(".tabbar a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task The_page_carries_topics_token_words_and_live_regions_for_its_modules()
    {
        var page = await Rendered.Page<Shell>(Shell());
        var words = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(page.Body!.GetAttribute("data-words")!)!;

        Assert.Equal("user:7", page.Body.GetAttribute("data-live-topics"));
        Assert.Equal("t0ken", page.QuerySelector("meta[name=antiforgery]")!.GetAttribute("content"));
        Assert.Equal("{0} d {1} h", words["DaysAndHours"]);
        Assert.Equal("polite", page.QuerySelector("#say-polite")!.GetAttribute("aria-live"));
        Assert.Equal("assertive", page.QuerySelector("#say-now")!.GetAttribute("aria-live"));
        Assert.Contains("data-retry", page.QuerySelector("template#error-state")!.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_of_the_page_gets_the_token_of_the_shell()
    {
        RenderFragment form = builder =>
        {
            builder.OpenComponent<ActForm>(0);
            builder.AddComponentParameter(1, "Action", "/act");
            builder.CloseComponent();
        };
        RenderFragment mine = builder =>
        {
            builder.OpenComponent<MyState>(0);
            builder.AddComponentParameter(1, "Presence", PresenceState.Free);
            builder.AddComponentParameter(2, "PresenceMenu", form);
            builder.CloseComponent();
        };
        var page = await Rendered.Page<Shell>(Shell(("ChildContent", form), ("Mine", mine)));

        Assert.Equal(2, page.QuerySelectorAll("form[action='/act']").Length);
        Assert.All(page.Forms, f => Assert.Equal("t0ken", f.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")));
        Assert.True(page.Forms.Length >= 2);
    }

    [Fact]
    public async Task Versioned_files_are_asked_for_under_the_root_of_the_host()
    {
        RenderFragment shell = builder =>
        {
            builder.OpenComponent<Shell>(0);
            foreach (var (name, value) in Shell()) builder.AddComponentParameter(1, name, value);
            builder.CloseComponent();
        };
        var page = await Rendered.Page<CascadingValue<string>>(new() { ["Name"] = AssetFiles.Cascade, ["Value"] = "/v-1", ["ChildContent"] = shell });

        Assert.All(page.Head!.QuerySelectorAll("link[href], script[src]"), e => Assert.StartsWith("/v-1/", e.GetAttribute("href") ?? e.GetAttribute("src")));
        Assert.All(page.QuerySelectorAll("use"), u => Assert.StartsWith("/v-1/icons.svg#", u.GetAttribute("href")));
    }

    [Fact]
    public async Task The_connection_banners_wait_hidden()
    {
        var page = await Rendered.Page<Shell>(Shell());

        Assert.Equal(["reconnecting", "offline"], page.QuerySelectorAll("[data-conn-banner]").Select(b => b.GetAttribute("data-conn-banner")));
        Assert.All(page.QuerySelectorAll("[data-conn-banner]"), b => Assert.True(b.HasAttribute("hidden")));
    }

    [Fact]
    public async Task The_cheat_sheet_lists_only_the_doors_of_this_person()
    {
        var page = await Rendered.Page<Shell>(Shell());
        var sheet = page.QuerySelector("#cheat-sheet")!;

        Assert.Equal(["G", "D"], Line(sheet, "Desk"));
        Assert.DoesNotContain("Tickets", sheet.QuerySelectorAll("dt").Select(d => d.TextContent));
        Assert.NotNull(sheet.QuerySelector("input[role=switch][data-keys-switch]"));
    }

    [Fact]
    public async Task The_palette_is_a_combobox_over_a_list_of_commands()
    {
        var palette = (await Rendered.Page<Shell>(Shell())).QuerySelector("#palette")!;

        Assert.Equal("palette-list", palette.QuerySelector("input[role=combobox]")!.GetAttribute("aria-controls"));
        Assert.Equal(Nav.Select(n => n.Href), palette.QuerySelectorAll("#palette-list [role=option]").Select(o => o.GetAttribute("href")));
    }

    [Fact]
    public async Task The_portal_speaks_the_shops_name_and_has_no_rail()
    {
        var page = await Rendered.Page<PortalShell>(new() { ["Title"] = "Home", ["ShopName"] = "Yunzhou", ["Nav"] = new List<TabItem> { new("Home", "/portal", true) }, ["Language"] = "en" });

        Assert.Equal("Home · Yunzhou", page.Title);
        Assert.Null(page.QuerySelector(".rail"));
        Assert.Contains("/css/portal.css", page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")));
        Assert.NotNull(page.QuerySelector("main#main"));
    }

    private static string[] Line(IElement sheet, string what) =>
        [.. sheet.QuerySelectorAll("dt").Single(d => d.TextContent == what).NextElementSibling!.QuerySelectorAll("kbd").Select(k => k.TextContent)];

    [Fact]
    public async Task A_page_at_the_edge_says_what_is_wrong_and_offers_only_the_ways_on_it_has()
    {
        var bare = await Rendered.Page<EdgePage>(new() { ["Title"] = "Nothing here", ["Text"] = "There is nothing at this address.", ["Home"] = "/portal" });
        var full = await Rendered.Page<EdgePage>(new() { ["Title"] = "That did not work", ["Text"] = "The disk is full.", ["Hint"] = "Go back.", ["Again"] = "/desk?view=mine", ["RequestId"] = "4bf92f35" });

        Assert.Equal(["/portal"], bare.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        Assert.Equal("There is nothing at this address.", bare.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(["/desk?view=mine", "/"], full.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        Assert.Equal("4bf92f35", full.QuerySelector(".req-id")!.TextContent);
    }
}
