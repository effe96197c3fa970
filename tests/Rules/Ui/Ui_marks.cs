using Banzhang.Platform.Ui;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_marks
{
    [Fact]
    public async Task An_icon_beside_words_is_hidden_from_readers_and_one_alone_is_named()
    {
        var beside = await Rendered.Element<Icon>(new() { ["Name"] = IconName.ChevDown });
        var alone = await Rendered.Element<Icon>(new() { ["Name"] = IconName.TRed, ["Label"] = "Step in" });

        Assert.Equal("true", beside.GetAttribute("aria-hidden"));
        Assert.Null(beside.GetAttribute("role"));
        Assert.Equal("/icons.svg#i-chev-down", beside.QuerySelector("use")!.GetAttribute("href"));
        Assert.Equal(("img", "Step in", null), (alone.GetAttribute("role"), alone.GetAttribute("aria-label"), alone.GetAttribute("aria-hidden")));
    }

    [Fact]
    public async Task A_button_with_a_reason_stays_reachable_but_cannot_submit()
    {
        var refused = await Rendered.Element<Button>(new() { ["Type"] = ButtonType.Submit, ["Disabled"] = true, ["DisabledReason"] = "Needs a skill", ["ChildContent"] = Rendered.Text("Take over") });
        var disabled = await Rendered.Element<Button>(new() { ["Disabled"] = true, ["ChildContent"] = Rendered.Text("Save") });

        Assert.False(refused.HasAttribute("disabled"));
        Assert.Equal(("true", "Needs a skill", "button"), (refused.GetAttribute("aria-disabled"), refused.GetAttribute("title"), refused.GetAttribute("type")));
        Assert.True(disabled.HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(ButtonKind.Primary, "btn primary")]
    [InlineData(ButtonKind.Destroy, "btn destroy")]
    [InlineData(ButtonKind.Default, "btn")]
    public async Task A_button_kind_is_a_second_class(ButtonKind kind, string classes) =>
        Assert.Equal(classes, (await Rendered.Element<Button>(new() { ["Kind"] = kind, ["ChildContent"] = Rendered.Text("x") })).ClassName);

    [Fact]
    public async Task A_button_opens_its_dialog_without_script()
    {
        var button = await Rendered.Element<Button>(new() { ["OpensDialog"] = "take-over", ["ChildContent"] = Rendered.Text("Take over") });

        Assert.Equal(("show-modal", "take-over", "dialog"), (button.GetAttribute("command"), button.GetAttribute("commandfor"), button.GetAttribute("aria-haspopup")));
    }

    [Fact]
    public async Task An_icon_button_is_named_by_its_label() =>
        Assert.Equal("Snooze", (await Rendered.Element<IconButton>(new() { ["Icon"] = IconName.Snooze, ["Label"] = "Snooze" })).GetAttribute("aria-label"));

    [Theory]
    [InlineData(SlaState.Running, "sla", null)]
    [InlineData(SlaState.Soon, "sla warn", "#i-alert")]
    [InlineData(SlaState.Breached, "sla over", "#i-timer")]
    [InlineData(SlaState.Paused, "sla paused", "#i-pause")]
    [InlineData(SlaState.Met, "sla met", "#i-check")]
    public async Task A_clock_tells_its_state_by_shape_before_colour(SlaState state, string classes, string? icon)
    {
        var chip = await Rendered.Element<SlaChip>(new() { ["State"] = state, ["Remaining"] = TimeSpan.FromMinutes(4) });

        Assert.Equal(classes, chip.ClassName);
        if (icon is null) Assert.NotNull(chip.QuerySelector("svg.ring"));
        else Assert.EndsWith(icon, chip.QuerySelector("use")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_running_clock_sends_its_deadline_in_universal_time_and_a_paused_one_sends_none()
    {
        var deadline = new DateTimeOffset(2026, 11, 12, 22, 50, 0, TimeSpan.FromHours(8));
        var running = await Rendered.Element<SlaChip>(new() { ["State"] = SlaState.Soon, ["Remaining"] = TimeSpan.FromSeconds(258), ["DeadlineAt"] = deadline, ["SoonWithin"] = TimeSpan.FromMinutes(10), ["Subject"] = "YZ-1" });
        var paused = await Rendered.Element<SlaChip>(new() { ["State"] = SlaState.Paused, ["Remaining"] = TimeSpan.FromMinutes(200), ["DeadlineAt"] = deadline });

        Assert.Equal(("2026-11-12T14:50:00.000Z", "600", "YZ-1"), (running.GetAttribute("data-deadline"), running.GetAttribute("data-soon"), running.GetAttribute("data-announce")));
        Assert.Equal("04:18", running.QuerySelector("b")!.TextContent);
        Assert.Null(paused.GetAttribute("data-deadline"));
    }

    [Fact]
    public async Task The_ring_shows_what_is_left_of_the_whole_time()
    {
        var chip = await Rendered.Element<SlaChip>(new() { ["State"] = SlaState.Running, ["Remaining"] = TimeSpan.FromHours(2), ["Total"] = TimeSpan.FromHours(8) });

        Assert.Equal("25 100", chip.QuerySelector("circle.v")!.GetAttribute("stroke-dasharray"));
    }

    [Theory]
    [InlineData(0, 0, 41, 5, "41:05")]
    [InlineData(0, 6, 4, 30, "6:04:30")]
    [InlineData(2, 19, 5, 0, "2 d 19 h")]
    public void A_duration_is_written_by_its_size(int days, int hours, int minutes, int seconds, string text)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en");

        Assert.Equal(text, Durations.Text(new TimeSpan(days, hours, minutes, seconds)));
        Assert.Equal(text, Durations.Text(-new TimeSpan(days, hours, minutes, seconds)));
    }

    [Theory]
    [InlineData(TrafficLevel.Green, "#i-t-green", "Steady")]
    [InlineData(TrafficLevel.Yellow, "#i-t-yellow", "Watch")]
    [InlineData(TrafficLevel.Red, "#i-t-red", "Step in")]
    public async Task A_traffic_light_has_a_shape_and_a_word_even_alone(TrafficLevel level, string icon, string word)
    {
        var alone = await Rendered.Element<TrafficLight>(new() { ["Level"] = level, ["IconOnly"] = true });
        var full = await Rendered.Element<TrafficLight>(new() { ["Level"] = level });

        Assert.EndsWith(icon, alone.QuerySelector("use")!.GetAttribute("href"));
        Assert.Equal(word, alone.QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Equal(word, full.TextContent.Trim());
    }

    [Theory]
    [InlineData("\u4f55\u4f73\u6021", AvatarSize.Medium, "\u4f73\u6021")]
    [InlineData("\u4f55\u4f73\u6021", AvatarSize.Tiny, "\u6021")]
    [InlineData("Kevin Zhou", AvatarSize.Medium, "KZ")]
    [InlineData("Kevin Zhou", AvatarSize.Small, "K")]
    [InlineData("", AvatarSize.Medium, "")]
    public void An_avatar_shortens_a_name_the_way_its_readers_do(string name, AvatarSize size, string shown) =>
        Assert.Equal(shown, AvatarText.From(name, size));

    [Fact]
    public async Task An_avatar_keeps_its_tint_when_the_name_changes()
    {
        var before = await Rendered.Element<Avatar>(new() { ["Name"] = "He Jiayi", ["Id"] = "agent-7" });
        var after = await Rendered.Element<Avatar>(new() { ["Name"] = "He Jia", ["Id"] = "agent-7" });

        Assert.Equal(before.ClassName, after.ClassName);
    }

    [Fact]
    public async Task Progress_tells_readers_how_far_it_is_and_nothing_while_unknown()
    {
        var known = await Rendered.Element<Progress>(new() { ["Value"] = 71.5, ["Label"] = "Closed" }, "de-DE");
        var unknown = await Rendered.Element<Progress>(new() { ["Label"] = "Loading" });

        Assert.Equal(("progressbar", "71.5", "--v:71.5"), (known.GetAttribute("role"), known.GetAttribute("aria-valuenow"), known.GetAttribute("style")));
        Assert.Null(unknown.GetAttribute("aria-valuenow"));
    }
}
