using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Banzhang.Platform.Ui.Gallery;

namespace Banzhang.Tests.Rules.Ui;

public sealed class Ui_gallery
{
    private static readonly string Ui = Path.Combine(Ui_files.Repository(), "src", "Platform", "Ui");

    private static Task<IHtmlDocument> Page(string language) => Rendered.Page<GalleryPage>(
        new() { ["Language"] = language, ["AntiforgeryToken"] = "t", ["Now"] = new DateTimeOffset(2026, 11, 12, 6, 32, 0, TimeSpan.Zero) }, language);

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task No_id_is_given_twice(string language)
    {
        var ids = (await Page(language)).All.Select(e => e.Id).Where(id => !string.IsNullOrEmpty(id)).ToList();

        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Everything_that_can_be_pressed_or_filled_has_a_name(string language)
    {
        var page = await Page(language);
        var controls = page.QuerySelectorAll("button, a[href], input:not([type=hidden]), textarea, select").ToList();

        Assert.True(controls.Count > 100);
        Assert.Empty(controls.Where(c => NameOf(page, c).Length == 0).Select(c => c.OuterHtml));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_drawing_is_either_named_or_hidden(string language) =>
        Assert.Empty((await Page(language)).QuerySelectorAll("svg, img").Where(s => s.GetAttribute("aria-hidden") != "true" && string.IsNullOrEmpty(s.GetAttribute("aria-label")) && string.IsNullOrEmpty(s.GetAttribute("alt"))).Select(s => s.OuterHtml));

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_reference_by_id_finds_its_element(string language)
    {
        var page = await Page(language);
        var missing =
            from name in new[] { "for", "aria-labelledby", "aria-describedby", "aria-controls", "commandfor", "popovertarget" }
            from element in page.QuerySelectorAll($"[{name}]")
            from id in element.GetAttribute(name)!.Split(' ')
            where page.GetElementById(id) is null
            select $"{name}={id}";

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Headings_never_skip_a_level()
    {
        var page = await Page("en");
        var levels = page.QuerySelectorAll("h1, h2, h3, h4").Where(h => h.Closest("dialog, [popover]") is null).Select(h => h.TagName[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public async Task English_shows_no_Han_and_Chinese_no_English_word_of_the_kit()
    {
        var english = (await Page("en")).Body!;
        var chinese = (await Page("zh-CN")).Body!;

        Assert.DoesNotMatch("\\p{IsCJKUnifiedIdeographs}", english.TextContent);
        Assert.DoesNotContain("Skip to content", chinese.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(english.TextContent, chinese.TextContent);
    }

    [Fact]
    public void Every_component_of_the_kit_is_shown()
    {
        var kit = Directory.GetFiles(Ui, "*.razor", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith('_')).ToLookup(f => f.Contains("Gallery", StringComparison.Ordinal));
        // Shown by a gallery page, or as a part of something that is: the shell shows its own parts.
        var shown = string.Concat(kit[true].Concat(kit[false].Where(f => f.Contains("Frame", StringComparison.Ordinal) || f.Contains("Overlay", StringComparison.Ordinal) || f.Contains("Charts", StringComparison.Ordinal) || f.Contains("Form", StringComparison.Ordinal))).Select(File.ReadAllText));

        Assert.DoesNotContain(kit[false].Select(f => Path.GetFileNameWithoutExtension(f)).Except(["PortalShell", "EdgePage", "LiveFragment"]), name => !shown.Contains($"<{name} ", StringComparison.Ordinal) && !shown.Contains($"<{name}>", StringComparison.Ordinal));
    }

    private static string NameOf(IHtmlDocument page, IElement control)
    {
        if (control.GetAttribute("aria-label") is { Length: > 0 } label) return label;
        var labels = string.Concat(page.QuerySelectorAll("label").Where(l => l.GetAttribute("for") == control.Id && control.Id is not null || l.Contains(control)).Select(l => l.TextContent.Trim()));
        if (labels.Length > 0) return labels;
        var text = control.TagName is "BUTTON" or "A" ? string.Concat(control.ChildNodes.Where(n => n is not IElement e || e.GetAttribute("aria-hidden") != "true").Select(n => n.TextContent)).Trim() : "";
        return text.Length > 0 ? text : string.Concat(control.QuerySelectorAll("[aria-label]").Select(e => e.GetAttribute("aria-label")));
    }
}
