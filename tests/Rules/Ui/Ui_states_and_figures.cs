using Banzhang.Platform.Ui;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_states_and_figures
{
    [Fact]
    public async Task An_error_says_what_was_kept_and_offers_retry_with_its_request()
    {
        var error = await Rendered.Element<ErrorState>(new() { ["RequestId"] = "7f3a", ["RetryHref"] = "/desk" });

        Assert.Equal(("alert", "7f3a"), (error.GetAttribute("role"), error.QuerySelector("[data-request-id]")!.TextContent));
        Assert.Equal("/desk", error.QuerySelector("a.btn")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_closed_door_names_who_can_open_it() =>
        Assert.Contains("Lin Lan, manager", (await Rendered.Element<RefusedState>(new() { ["WhoCanGrant"] = "Lin Lan, manager" })).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task A_skeleton_is_not_read_aloud() =>
        Assert.Equal("true", (await Rendered.Element<Skeleton>([])).GetAttribute("aria-hidden"));

    [Fact]
    public async Task A_dialog_is_named_by_its_title_and_posts_as_a_whole()
    {
        var dialog = await Rendered.Element<Dialog>(new() { ["Id"] = "d", ["Title"] = "Take over", ["Action"] = "/take-over", ["Footer"] = Rendered.Markup("<button type=\"submit\">Go</button>") });

        Assert.Equal("Take over", dialog.QuerySelector($"#{dialog.GetAttribute("aria-labelledby")}")!.TextContent);
        Assert.Equal("/take-over", dialog.QuerySelector("form:has(footer button)")!.GetAttribute("action"));
        Assert.Equal("close", dialog.QuerySelector("header button")!.GetAttribute("command"));
        Assert.Single(dialog.QuerySelectorAll("[data-refusal]"));
    }

    [Fact]
    public async Task A_menu_item_that_acts_is_a_form_inside_the_menu()
    {
        var item = await Rendered.Element<MenuItem>(new() { ["Action"] = "/presence", ["Name"] = "State", ["Value"] = "away", ["ChildContent"] = Rendered.Text("Break") });

        Assert.Equal("none", item.GetAttribute("role"));
        Assert.Equal(("menuitem", "State", "away"), (item.QuerySelector("button")!.GetAttribute("role"), item.QuerySelector("button")!.GetAttribute("name"), item.QuerySelector("button")!.GetAttribute("value")));
    }

    [Fact]
    public async Task A_figure_shows_its_target_and_explains_itself()
    {
        var kpi = await Rendered.Element<Kpi>(new() { ["Id"] = "sl", ["Label"] = "Service level", ["Value"] = "78.6", ["Unit"] = "%", ["Target"] = "80/20", ["Definition"] = "answered within 20 s", ["Href"] = "/calls", ["Level"] = TrafficLevel.Yellow });

        Assert.Equal("answered within 20 s", kpi.QuerySelector($"#{kpi.QuerySelector("button")!.GetAttribute("aria-describedby")}")!.TextContent);
        Assert.Equal("Service level 78.6%", kpi.QuerySelector("a.v")!.GetAttribute("aria-label"));
        Assert.Contains("Target 80/20", kpi.QuerySelector(".sub")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Watch", kpi.QuerySelector(".tl svg")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task A_sparkline_survives_equal_values_and_none()
    {
        var flat = await Rendered.Element<Sparkline>(new() { ["Values"] = new List<double> { 5, 5, 5 } });

        Assert.Equal("M2 12 L31 12 L60 12", flat.QuerySelector("path")!.GetAttribute("d"));
        Assert.Equal("", (await Rendered.Html<Sparkline>(new() { ["Values"] = new List<double>() })).Trim());
    }

    [Fact]
    public async Task A_gap_in_a_line_is_a_gap_and_not_a_zero()
    {
        var chart = await Rendered.Page<LineChart>(new() { ["Label"] = "Contacts", ["Categories"] = new List<string> { "8", "9", "10" }, ["Series"] = new List<ChartSeries> { new("Actual", [10, null, 30], SeriesKind.Actual) } });

        Assert.Equal(2, chart.QuerySelector("path.actual")!.GetAttribute("d")!.Count(c => c == 'M'));
        Assert.Equal("\u2014", chart.QuerySelectorAll("tbody td")[1].TextContent);
    }

    [Fact]
    public async Task A_chart_tells_its_sentence_and_holds_its_table()
    {
        var chart = await Rendered.Page<BarChart>(new() { ["Label"] = "Solved at first contact", ["Categories"] = new List<string> { "A", "B" }, ["Series"] = new List<ChartSeries> { new("Now", [82.9, 87.2], SeriesKind.Actual) }, ["Target"] = 85.0 });

        Assert.Equal("Solved at first contact", chart.QuerySelector("svg[role=img]")!.GetAttribute("aria-label"));
        Assert.Equal(["82.9", "87.2"], chart.QuerySelectorAll("tbody td").Select(d => d.TextContent));
        Assert.NotNull(chart.QuerySelector("line.tgt"));
    }

    [Fact]
    public async Task Bars_stand_on_zero()
    {
        var chart = await Rendered.Page<BarChart>(new() { ["Label"] = "x", ["Categories"] = new List<string> { "A", "B" }, ["Series"] = new List<ChartSeries> { new("Now", [50, 100], SeriesKind.Actual) } });
        var heights = chart.QuerySelectorAll("rect").Select(r => double.Parse(r.GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(2, heights[1] / heights[0], 2);
    }

    [Fact]
    public async Task Text_in_a_drawing_is_encoded()
    {
        var html = await Rendered.Html<LineChart>(new() { ["Label"] = "x", ["Categories"] = new List<string> { "<script>" }, ["Series"] = new List<ChartSeries> { new("a", [1], SeriesKind.Actual) } });

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_say_which_is_now()
    {
        var steps = await Rendered.Element<Steps>(new() { ["Label"] = "Case", ["Items"] = new List<StepItem> { new("Received", State: StepState.Done), new("Decided", State: StepState.Now), new("Closed") } });

        Assert.StartsWith("Decided", Assert.Single(steps.QuerySelectorAll("[aria-current=step]")).TextContent.Trim());
    }

    [Fact]
    public async Task A_private_note_says_that_customers_cannot_see_it() =>
        Assert.Contains("customers cannot see it", (await Rendered.Element<NoteMessage>(new() { ["Author"] = "He", ["Time"] = "14:28", ["ChildContent"] = Rendered.Text("x") })).TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task A_message_of_mine_stands_on_my_side_and_a_failed_one_says_so()
    {
        var mine = await Rendered.Element<Message>(new() { ["Side"] = MessageSide.Me, ["Author"] = "He", ["Time"] = "14:26", ["Failed"] = true, ["ChildContent"] = Rendered.Text("<b>hi</b>"), ["Foot"] = Rendered.Text("Not sent") });

        Assert.Contains("me", mine.ClassList);
        Assert.Equal("<b>hi</b>", mine.QuerySelector(".bubble.fail")!.TextContent);
        Assert.Equal("Not sent", mine.QuerySelector(".foot")!.TextContent);
    }
}
